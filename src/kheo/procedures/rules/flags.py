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
