"""Words met in exports of catalogues of procedures, Vietnamese and English; compared without accents and signs."""

HEADINGS = {
    "code": "mã thủ tục,mã TTHC,mã thủ tục hành chính,mã,MaTTHC,procedure code,code",
    "name": "tên thủ tục,tên TTHC,tên thủ tục hành chính,TenTTHC,procedure name,name",
    "field": "lĩnh vực,LinhVuc,field",
    "unit": "đơn vị xử lý,đơn vị,cơ quan thực hiện,đơn vị giải quyết,unit",
    "announced_on": "ngày công bố,ngày quyết định công bố,NgayCongBo,announced on",
    "legal_effective_on": "ngày văn bản có hiệu lực,ngày hiệu lực,NgayHieuLuc,legal effective on,effective on",
    "published_on": "ngày công khai,ngày đăng tải,NgayCongKhai,published on",
    "parts_count": "số bộ phận tạo thành,số bộ phận,SoBoPhan,parts count,parts",
    "online_level": "mức dịch vụ công,mức độ,dịch vụ công trực tuyến,mức DVC,MucDo,online level",
    "online_eligible": "đủ điều kiện toàn trình,DuDieuKienToanTrinh,online eligible",
    "has_fee": "có phí lệ phí,có phí,nghĩa vụ tài chính,CoPhi,has fee",
    "fee_integrated": "tích hợp thanh toán,thanh toán trực tuyến,TichHopThanhToan,fee integrated",
    "paper_result": "kết quả giấy,có kết quả giấy,KetQuaGiay,paper result",
    "of_person": "đối tượng cá nhân,cá nhân,DoiTuongCaNhan,of person",
    "uses_population": "dùng dữ liệu dân cư,dữ liệu dân cư,DuLieuDanCu,uses population",
}
NEEDED = ("code",)
COLUMN_NAMES = {field: line.partition(",")[0] for field, line in HEADINGS.items()}

LEVELS = {
    "toàn trình": "full",
    "dịch vụ công toàn trình": "full",
    "full": "full",
    "4": "full",
    "một phần": "part",
    "dịch vụ công một phần": "part",
    "part": "part",
    "3": "part",
    "không": "none",
    "cung cấp thông tin": "none",
    "chưa có": "none",
    "none": "none",
    "1": "none",
    "2": "none",
}
