"""Made-up values for the catalogue page /ui/ ("minh hoạ")."""


def catalogue() -> dict[str, object]:
    """Give the context of the catalogue."""
    return {}
