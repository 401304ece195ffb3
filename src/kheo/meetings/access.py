"""Who may confirm a conference: whoever may confirm the tasks of its document."""

from kheo.work.access import can_confirm, check_can_confirm

__all__ = ["can_confirm", "check_can_confirm"]
