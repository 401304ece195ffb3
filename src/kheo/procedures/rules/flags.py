"""What the national set counts of a dossier besides its days: yes, no, or unknown where no file has said.

Source: the fields that the calculation of the set of Quyết định 766/QĐ-TTg names [3P].
"""

FLAG_NAMES = {
    "paid_online": "Đã thanh toán trực tuyến",
    "fee_due": "Phải nộp phí, lệ phí",
    "result_electronic": "Có kết quả điện tử",
    "digitised": "Đã số hoá giấy tờ",
    "reused": "Dùng lại giấy tờ đã số hoá",
    "from_store": "Lấy từ kho dữ liệu",
    "population_used": "Dùng dữ liệu dân cư hoặc VNeID",
    "of_person": "Người nộp là cá nhân",
    "synchronised": "Đã đồng bộ lên Cổng quốc gia",
    "complained": "Có phản ánh về hồ sơ",
}

FLAG_WORDS = {
    "paid_online": "Người nộp đã trả phí, lệ phí trực tuyến. Tệp không ghi thì để trống.",
    "fee_due": "Thủ tục có phí, lệ phí và không phải mọi khoản đều bằng 0. Tệp không ghi thì để trống.",
    "result_electronic": "Kết quả được trả bằng bản điện tử. Tệp không ghi thì để trống.",
    "digitised": "Giấy tờ của hồ sơ đã được số hoá. Tệp không ghi thì để trống.",
    "reused": "Dùng lại ít nhất một giấy tờ đã số hoá. Tệp không ghi thì để trống.",
    "from_store": "Lấy giấy tờ từ kho dữ liệu, hoặc đưa kết quả vào kho. Tệp không ghi thì để trống.",
    "population_used": "Dùng dữ liệu dân cư hoặc VNeID thay cho giấy tờ. Tệp không ghi thì để trống.",
    "of_person": "Người nộp là cá nhân, không phải tổ chức. Tệp không ghi thì để trống.",
    "synchronised": "Hồ sơ đã được đồng bộ lên Cổng Dịch vụ công quốc gia. Tệp không ghi thì để trống.",
    "complained": "Có phản ánh hoặc đánh giá không hài lòng về hồ sơ. Tệp không ghi thì để trống.",
}
