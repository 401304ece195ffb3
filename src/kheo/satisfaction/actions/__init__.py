"""What is done about citizens' answers. Officials' acts leave one audit record each, citizens' none."""

from kheo.satisfaction.actions.answering import answer_sheet, open_sheet, refuse_to_answer
from kheo.satisfaction.actions.asking import Sent, ask_citizens
from kheo.satisfaction.actions.boxes import empty_boxes
from kheo.satisfaction.actions.desks import close_desk, issue_link, open_desk, withdraw_link
from kheo.satisfaction.actions.questions import mark_of, retire_question, write_question

__all__ = [
    "Sent",
    "answer_sheet",
    "ask_citizens",
    "close_desk",
    "empty_boxes",
    "issue_link",
    "mark_of",
    "open_desk",
    "open_sheet",
    "refuse_to_answer",
    "retire_question",
    "withdraw_link",
    "write_question",
]
