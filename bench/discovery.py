"""Does the time of an answer tell whether a name exists? Wrong passwords for each kind of name, and made-up names."""

import random
import time
from typing import Any

from bench.dossiers import empty_database
from kheo.cli.benches import Figure

TRIES = 250  # of each kind
PASSWORD = "mot cau de nho minh hoa"  # noqa: S105  made up
KINDS = ("absent", "working", "stopped", "of another system", "in another ward")


def measure() -> list[Figure]:
    """Give, for each kind of name, how well the time tells it from an absent one: 0.5 is not at all, 1 is surely."""
    with empty_database():
        import django

        django.setup()
        names = _people()
        taken = _knock(names)
    absent = [wall for wall, _processor in taken["absent"]]
    told, worked = (
        {kind: _auc(*([each[which] for each in taken[name]] for name in ("absent", kind))) for kind in KINDS[1:]}
        for which in (0, 1)
    )
    return [
        *(Figure(f"a name that is {kind}", value, "") for kind, value in told.items()),
        Figure("auc_max", max(told.values()), "", most=0.55),
        Figure("auc_max of processor time, which nobody outside sees", max(worked.values()), ""),
        Figure("answer, middle of the absent", 1000 * sorted(absent)[len(absent) // 2], "ms"),
    ]


def _people() -> dict[str, str]:
    """Make one account of each kind, and a name that nobody has."""
    from kheo.people import actions
    from kheo.people.models import Official
    from tests.world import World

    world = World()
    made = {kind: f"can.bo.{number}" for number, kind in enumerate(KINDS)}
    for kind in KINDS[1:]:
        by = world.administrator_of_another_ward if kind == "in another ward" else world.administrator
        actions.admit_official(made[kind], by=by, password=PASSWORD)
    Official.objects.filter(username=made["stopped"]).update(is_active=False)
    elsewhere = Official.objects.get(username=made["of another system"])
    elsewhere.set_unusable_password()
    elsewhere.save()
    return made


def _knock(names: dict[str, str]) -> dict[str, list[tuple[float, float]]]:
    """Try wrong passwords in an order of chance; give the seconds, of the clock and of the processor."""
    from django.core.cache import cache
    from django.test import Client

    client, taken = Client(), dict[str, list[tuple[float, float]]]()
    order = [kind for kind in KINDS for _try in range(TRIES)]
    random.Random(2026).shuffle(order)  # noqa: S311  a bench, no secret
    _once(client, names["absent"])
    for kind in order:
        cache.clear()
        taken.setdefault(kind, []).append(_once(client, names[kind]))
    return taken


def _once(client: Any, name: str) -> tuple[float, float]:
    began, used = time.perf_counter(), time.process_time()
    answer = client.post("/dang-nhap/", {"login": name, "password": "sai mat khau nay"})
    seconds = time.perf_counter() - began, time.process_time() - used
    assert answer.status_code == 200
    return seconds


def _auc(some: list[float], others: list[float]) -> float:
    """Give the chance that one of `others` took longer than one of `some`, or shorter if that tells more."""
    ranked = sorted([(value, 0) for value in some] + [(value, 1) for value in others])
    ranks = sum(rank for rank, (_value, which) in enumerate(ranked, start=1) if which)
    above = (ranks - len(others) * (len(others) + 1) / 2) / (len(some) * len(others))
    return max(above, 1 - above)
