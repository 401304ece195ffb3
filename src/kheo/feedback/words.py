"""Words met in portals' exports of feedback, Vietnamese and English; compared without accents and signs."""

HEADINGS = {
    "code": "mã phản ánh,mã phản ánh kiến nghị,mã PAKN,số PAKN,mã,MaPAKN,code",
    "unit": "đơn vị xử lý,đơn vị,cơ quan xử lý,đơn vị giải quyết,DonViXuLy,unit",
    "kind": "loại,phân loại,loại phản ánh,nhóm,PhanLoai,kind,class",
    "received_on": "ngày nhận,ngày gửi,ngày tiếp nhận,ngày phản ánh,NgayGui,NgayTiepNhan,received on,received",
    "due_on": "hạn trả lời,hạn xử lý,hạn,HanXuLy,due on,due",
    "answered_on": "ngày trả lời,ngày xử lý xong,ngày công khai,NgayTraLoi,answered on,answered",
    "refused": "từ chối,bị từ chối,TuChoi,refused",
    "likes": "lượt thích,thích,số lượt thích,LuotThich,likes",
    "dislikes": "lượt không thích,không thích,số lượt không thích,LuotKhongThich,dislikes",
    "repeated": "phản ánh lại,trùng lặp,gửi lại,repeated",
    "rated": "đánh giá,mức hài lòng,hài lòng,DanhGia,rated,rating",
}
NEEDED = ("code", "received_on")
COLUMN_NAMES = {field: line.partition(",")[0] for field, line in HEADINGS.items()}

KINDS = {
    "quy định, thủ tục hành chính": "rules",
    "quy định": "rules",
    "quy định hành chính": "rules",
    "thủ tục": "rules",
    "thủ tục hành chính": "rules",
    "TTHC": "rules",
    "rules": "rules",
    "hành vi của cán bộ, công chức": "conduct",
    "hành vi": "conduct",
    "hành vi hành chính": "conduct",
    "cán bộ": "conduct",
    "thái độ": "conduct",
    "conduct": "conduct",
}
RATINGS = {
    "hài lòng": "satisfied",
    "rất hài lòng": "satisfied",
    "satisfied": "satisfied",
    "chấp nhận được": "accepted",
    "chấp nhận": "accepted",
    "bình thường": "accepted",
    "accepted": "accepted",
    "không hài lòng": "unsatisfied",
    "unsatisfied": "unsatisfied",
}
