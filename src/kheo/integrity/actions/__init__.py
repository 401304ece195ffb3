"""What is done with questions and thresholds. One verb, one function, one audit record."""

from kheo.integrity.actions.answering import answer_question, close_question
from kheo.integrity.actions.asking import ask_units
from kheo.integrity.actions.figures import check_figures
from kheo.integrity.actions.settings import change_settings, change_signal

__all__ = ["answer_question", "ask_units", "change_settings", "change_signal", "check_figures", "close_question"]
