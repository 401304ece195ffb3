"""What is done to proposals and tasks: one verb, one transaction, one audit record."""

from kheo.work.actions.proposals import (
    add_proposal,
    confirm_proposals,
    decide,
    merge_up,
    read_document,
    save_proposal,
    split,
    split_group,
)
from kheo.work.actions.tasks import (
    accept_task,
    add_evidence,
    assign_task,
    cancel_task,
    extend_task,
    report_task,
    return_task,
    start_task,
)
from kheo.work.actions.ties import tie_task

__all__ = [
    "accept_task",
    "add_evidence",
    "add_proposal",
    "assign_task",
    "cancel_task",
    "confirm_proposals",
    "decide",
    "extend_task",
    "merge_up",
    "read_document",
    "report_task",
    "return_task",
    "save_proposal",
    "split",
    "split_group",
    "start_task",
    "tie_task",
]
