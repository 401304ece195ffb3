"""The indicators over dossiers in SQL as a person would write it for DuckDB: what Khéo's own is held against."""

ACCEPTED = "status NOT IN (1, 3)"
HELD = f"{ACCEPTED} AND status NOT IN (7, 8) AND NOT (status = 5 AND supplement_count < 2)"
BY_HAND: dict[str, tuple[str, str]] = {
    "ho-so-dung-han": (
        f"{HELD} AND (effective_finish_on IS NOT NULL OR promised_on < DATE '2026-11-23' OR supplement_count >= 2)",
        "effective_finish_on <= promised_on AND supplement_count < 2",
    ),
    "ho-so-truc-tuyen": (ACCEPTED, "channel = 2"),
    "hai-long": ("rating IS NOT NULL", "rating >= 4"),
}


def query(columns: dict[str, str]) -> str:
    """Count good and counted by unit and month; `columns` gives the day column of each code."""
    parts, codes = [], list(columns)
    for column in dict.fromkeys(columns[code] for code in codes):
        sums = ", ".join(
            f"count(*) FILTER ({BY_HAND[code][0]}) AS counted_{place}, "
            f"count(*) FILTER ({BY_HAND[code][0]} AND {BY_HAND[code][1]}) AS good_{place}"
            for place, code in enumerate(codes)
            if columns[code] == column
        )
        parts.append(
            f"SELECT '{column}' AS by_day, unit_id AS unit, year({column}) AS year, month({column}) AS month, "  # noqa: S608
            f"{sums} FROM facts WHERE {column} IS NOT NULL GROUP BY ALL"
        )
    return " UNION ALL BY NAME ".join(parts)
