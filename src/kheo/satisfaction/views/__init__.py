"""Pages: what citizens are asked, desks and questions of the administrator, links to send, what was answered."""

from kheo.satisfaction.views.answers import answer, answers
from kheo.satisfaction.views.asking import ask
from kheo.satisfaction.views.citizens import questions, start, thanks
from kheo.satisfaction.views.desks import close_desk, desk, desks, issue_link, open_desk, poster, withdraw_link
from kheo.satisfaction.views.written import question, retire_question, write_question, written_questions

__all__ = [
    "answer",
    "answers",
    "ask",
    "close_desk",
    "desk",
    "desks",
    "issue_link",
    "open_desk",
    "poster",
    "question",
    "questions",
    "retire_question",
    "start",
    "thanks",
    "withdraw_link",
    "write_question",
    "written_questions",
]
