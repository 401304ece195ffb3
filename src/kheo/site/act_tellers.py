"""The explicit list of those who tell what was begun to move an indicator: one line a subject that ties its things."""

from kheo.commitments.acts import Teller
from kheo.plans.acts import starts_of_plans
from kheo.work.acts import starts_of_tasks

ACT_TELLERS: tuple[Teller, ...] = (starts_of_tasks, starts_of_plans)
