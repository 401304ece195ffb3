"""Words met in the headers of dossier systems' exports, Vietnamese and English; compared without accents and signs."""

HEADERS = {
    "code": "mã hồ sơ, số hồ sơ, mã số hồ sơ, số biên nhận, mã biên nhận, MaHoSo, SoHoSo, dossier code, dossier id, "
    "code",
    "procedure_code": "mã thủ tục, mã TTHC, mã thủ tục hành chính, MaTTHC, MaThuTuc, procedure code, procedure id",
    "procedure_name": "tên thủ tục, thủ tục, tên TTHC, TTHC, tên thủ tục hành chính, thủ tục hành chính, TenTTHC, "
    "TenThuTuc, procedure name, procedure",
    "unit": "đơn vị xử lý, đơn vị, đơn vị giải quyết, đơn vị thụ lý, phòng ban, cơ quan xử lý, cơ quan giải quyết, "
    "bộ phận, mã đơn vị, tên đơn vị, DonVi, DonViXuLy, unit, unit name, department, agency",
    "received_at": "ngày tiếp nhận, ngày nhận, thời gian tiếp nhận, ngày nhận hồ sơ, ngày nộp, ngày tiếp nhận hồ sơ, "
    "NgayTiepNhan, received at, received on, received date, received, submitted at",
    "promised_at": "ngày hẹn trả, hẹn trả, ngày hẹn, hạn trả, ngày hẹn trả kết quả, hạn xử lý, hạn giải quyết, "
    "NgayHenTra, promised at, promised on, promised date, due date, due on, appointment date",
    "finished_at": "ngày xử lý xong, ngày xong, ngày kết thúc xử lý, ngày hoàn thành, ngày có kết quả, "
    "ngày giải quyết xong, ngày kết thúc, NgayKetThucXuLy, finished at, finished on, completed at, done at",
    "returned_at": "ngày trả kết quả, ngày trả, thời gian trả kết quả, NgayTra, NgayTraKetQua, returned at, "
    "returned on",
    "status": "trạng thái, trạng thái hồ sơ, tình trạng, tình trạng hồ sơ, mã trạng thái, TrangThai, TrangThaiHoSo, "
    "status, state",
    "channel": "hình thức nộp, kênh thực hiện, kênh nộp, kênh tiếp nhận, kênh, hình thức tiếp nhận, hình thức, "
    "cách nộp, KenhThucHien, HinhThuc, channel",
    "supplement_count": "số lần yêu cầu bổ sung, số lần bổ sung, SoLanBoSung, supplement count, supplements",
    "supplement_requested_at": "ngày yêu cầu bổ sung, ngày yêu cầu bổ sung giấy tờ, NgayYeuCauBoSung, "
    "supplement requested at",
    "supplement_done_at": "ngày bổ sung xong, ngày bổ sung, ngày nộp bổ sung, ngày công dân bổ sung, ngày đã bổ sung, "
    "NgayBoSung, supplement done at",
    "rating": "mức hài lòng, mức độ hài lòng, đánh giá, hài lòng, điểm hài lòng, điểm đánh giá, MucDoHaiLong, DanhGia, "
    "rating, satisfaction",
    "paid_online": "đã thanh toán trực tuyến, thanh toán trực tuyến, nộp phí trực tuyến, DuocThanhToanTrucTuyen, "
    "paid online",
    "fee_due": "phải nộp phí, phải nộp phí lệ phí, có phí, có phí lệ phí, CoPhiLePhi, fee due",
    "result_electronic": "có kết quả điện tử, kết quả điện tử, cấp kết quả điện tử, DuongDanTepTinKetQua, "
    "result electronic, electronic result",
    "digitised": "đã số hoá giấy tờ, đã số hoá, số hoá hồ sơ, hồ sơ số hoá, HoSoCoThanhPhanSoHoa, digitised, digitized",
    "reused": "dùng lại giấy tờ đã số hoá, tái sử dụng giấy tờ, tái sử dụng, khai thác dữ liệu số hoá, "
    "DuocTaiSuDung, reused",
    "from_store": "lấy từ kho dữ liệu, có kết nối kho dữ liệu, lấy từ kho quản lý dữ liệu, DuocLayTuKhoDMQG, "
    "from store",
    "population_used": "dùng dữ liệu dân cư hoặc VNeID, dùng dữ liệu dân cư, khai thác dữ liệu dân cư, "
    "tài khoản VNeID, TaiKhoanDuocXacThucVoiVNeID, population used",
    "of_person": "người nộp là cá nhân, đối tượng nộp, loại đối tượng, đối tượng thực hiện, DoiTuong, "
    "LoaiDoiTuong, of person, applicant kind",
    "synchronised": "đã đồng bộ lên Cổng quốc gia, đã đồng bộ, đồng bộ DVCQG, đồng bộ Cổng DVCQG, DaDongBo, "
    "synchronised",
    "complained": "có phản ánh về hồ sơ, có phản ánh, có PAKN, bị phản ánh, CoPhanAnh, complained",
    "event": "diễn biến, diễn biến (tệp nhật ký), sự kiện, bước xử lý, thao tác, event, event type",
    "event_at": "thời điểm, thời điểm diễn biến, thời gian thực hiện, ngày giờ, event at, event time, timestamp",
    "reopened_count": "số lần mở lại, số lần mở lại hồ sơ, SoLanMoLai, reopened count",
}

YES = "có, rồi, đã, đã có, đúng, x, 1, yes, true, y, v, cá nhân, công dân, người dân"
NO = "không, chưa, chưa có, không có, sai, 0, no, false, n, tổ chức, doanh nghiệp, cơ quan, hộ kinh doanh"

PERSONAL = (
    "họ tên, họ và tên, tên hồ sơ, người, chủ hồ sơ, công dân, khách hàng, tổ chức nộp, cá nhân, cán bộ, chuyên viên, "
    "điện thoại, số đt, sđt, di động, cccd, cmnd, căn cước, chứng minh, định danh, số giấy tờ, hộ chiếu, địa chỉ, "
    "nơi ở, cư trú, thường trú, tạm trú, email, e mail, thư điện tử, zalo, ngày sinh, năm sinh, giới tính, dân tộc, "
    "tôn giáo, mã số thuế, tài khoản, biển số, full name, first name, last name, phone, mobile, address, birth, dob, "
    "gender, passport, identity, applicant, citizen, customer, owner, tax"
)

FREE_TEXT = "ghi chú, nội dung, trích yếu, ý kiến, lý do, mô tả, note, notes, comment, remark, description, content"
