"""The indicators over dossiers in SQL as a person would write it for DuckDB: what Khéo's own is held against."""

ACCEPTED = "status NOT IN (1, 3)"
JUDGED = (
    "(verdict IN ('early', 'on_time', 'overdue_finished', 'overdue_open')"
    " OR (verdict = 'running' AND promised_on < DATE '2026-11-23'))"
)
IN_TIME = "verdict IN ('early', 'on_time')"
BY_HAND: dict[str, tuple[str, str]] = {
    "ho-so-dung-han": (JUDGED, IN_TIME),
    "ho-so-khong-bi-che": (f"{JUDGED} AND complained IS NOT NULL", f"{IN_TIME} AND NOT complained"),
    "ho-so-truc-tuyen": (ACCEPTED, "channel = 2"),
    "ho-so-dong-bo": (f"{ACCEPTED} AND synchronised IS NOT NULL", "synchronised"),
    "ho-so-truc-tuyen-du-dieu-kien": (
        f"{ACCEPTED} AND paper_result IS NOT NULL AND (NOT paper_result OR result_electronic IS NOT NULL)",
        "channel = 2 AND (NOT paper_result OR result_electronic)",
    ),
    "thanh-toan-truc-tuyen": (f"{ACCEPTED} AND fee_due AND paid_online IS NOT NULL", "paid_online"),
    "tai-su-dung-du-lieu": (f"{ACCEPTED} AND reused IS NOT NULL", "reused"),
    "ket-noi-kho-du-lieu": (f"{ACCEPTED} AND from_store IS NOT NULL", "from_store"),
    "ho-so-dung-du-lieu-dan-cu": (f"{ACCEPTED} AND of_person AND population_used IS NOT NULL", "population_used"),
    "hai-long": ("rating IS NOT NULL", "rating >= 4"),
    "ket-qua-dien-tu": ("paper_result AND result_electronic IS NOT NULL", "result_electronic"),
    "so-hoa-ho-so": ("digitised IS NOT NULL AND result_electronic IS NOT NULL", "digitised AND result_electronic"),
}


def query(columns: dict[str, str]) -> str:
    """Count good and counted by unit and month; `columns` gives the day column of each code."""
    parts, codes = [], list(columns)
    for column in dict.fromkeys(columns[code] for code in codes):
        sums = ", ".join(
            f"count(*) FILTER ({BY_HAND[code][0]}) AS counted_{place}, "
            f"count(*) FILTER ({BY_HAND[code][0]} AND ({BY_HAND[code][1]})) AS good_{place}"
            for place, code in enumerate(codes)
            if columns[code] == column
        )
        parts.append(
            f"SELECT '{column}' AS by_day, unit_id AS unit, year({column}) AS year, month({column}) AS month, "  # noqa: S608
            f"{sums} FROM facts WHERE {column} IS NOT NULL GROUP BY ALL"
        )
    return " UNION ALL BY NAME ".join(parts)
