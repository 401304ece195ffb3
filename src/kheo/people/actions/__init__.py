"""What is done to localities, units, posts, accounts and the calendar. One verb, one transaction, one audit record."""

from kheo.people.actions.calendar import restore_day, swap_day
from kheo.people.actions.lists import Fault, Outcome, take_list
from kheo.people.actions.localities import correct_locality
from kheo.people.actions.officials import (
    admit_official,
    let_in_again,
    let_in_from_machine,
    one_time_password,
    reset_password,
    reset_second_step,
    stop_official,
)
from kheo.people.actions.posts import (
    CHANGEABLE,
    ENDABLE,
    appoint,
    change_post,
    close_post,
    delegate,
    end_delegation,
    open_post,
    relieve,
)
from kheo.people.actions.units import (
    CORRECTABLE,
    close_unit,
    correct_unit,
    found_locality,
    open_unit,
    preview_reorganisation,
    reorganise,
)

__all__ = [
    "CHANGEABLE",
    "CORRECTABLE",
    "ENDABLE",
    "Fault",
    "Outcome",
    "admit_official",
    "appoint",
    "change_post",
    "close_post",
    "close_unit",
    "correct_locality",
    "correct_unit",
    "delegate",
    "end_delegation",
    "found_locality",
    "let_in_again",
    "let_in_from_machine",
    "one_time_password",
    "open_post",
    "open_unit",
    "preview_reorganisation",
    "relieve",
    "reorganise",
    "reset_password",
    "reset_second_step",
    "restore_day",
    "stop_official",
    "swap_day",
    "take_list",
]
