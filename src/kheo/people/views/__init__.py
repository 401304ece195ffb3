"""Pages about who is who, and about the working calendar."""

from kheo.people.views.calendar import calendar, restore_day, swap_day
from kheo.people.views.lists import current_list, hand_in_list, take_list
from kheo.people.views.officials import (
    admit_official,
    let_in_again,
    official,
    officials,
    reset_password,
    reset_second_step,
    stop_official,
)
from kheo.people.views.posts import (
    appoint,
    change_post,
    close_post,
    delegate,
    end_delegation,
    open_post,
    post,
    relieve,
)
from kheo.people.views.reorganisation import reorganise
from kheo.people.views.units import close_unit, correct_unit, open_unit, unit, units

__all__ = [
    "admit_official",
    "appoint",
    "calendar",
    "change_post",
    "close_post",
    "close_unit",
    "correct_unit",
    "current_list",
    "delegate",
    "end_delegation",
    "hand_in_list",
    "let_in_again",
    "official",
    "officials",
    "open_post",
    "open_unit",
    "post",
    "relieve",
    "reorganise",
    "reset_password",
    "reset_second_step",
    "restore_day",
    "stop_official",
    "swap_day",
    "take_list",
    "unit",
    "units",
]
