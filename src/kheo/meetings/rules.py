"""What is right about conferences (hội nghị) and their papers (tham luận)."""

from datetime import date

from kheo.errors import RuleBroken

MOST_PAPERS = 500


def check_title(title: str) -> None:
    """A conference has a name that tells it from others."""
    if len(title.strip()) < 5:
        raise RuleBroken("Xin ghi tên hội nghị.", field="title")


def check_held_on(held_on: date | None, today: date) -> None:
    """A conference whose conclusions are read in has already been held."""
    if held_on is not None and held_on > today:
        raise RuleBroken("Ngày hội nghị chưa tới. Xin xem lại ngày.", field="held_on")


def check_papers(count: int | None, listed: int) -> None:
    """No more papers are listed than the text counts (số tham luận)."""
    if count is not None and listed > count:
        raise RuleBroken(
            "Văn bản ghi {count} tham luận, nhưng danh sách có {listed}.", count=count, listed=listed, field="papers"
        )
