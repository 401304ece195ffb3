"""Every address of the resolver x methods x actors x relations, asked for real and compared with the oracle.

Each case runs in a savepoint that is rolled back, so that thousands of them share one stage.
"""

import contextlib
import logging
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote
from uuid import uuid4

from django.db import transaction
from django.test import Client, override_settings
from django.urls import reverse

from kheo.base.routes import Job, Route, jobs, routes
from tests.conftest import start_clock
from tests.permissions import oracle
from tests.permissions.forms import form_for
from tests.permissions.named import Named
from tests.permissions.stage import Stage
from tests.permissions.things import FIXED, Things, thing_behind
from tests.permissions.writes import TRACE, counted, fingerprint, written_since

METHODS = ("GET", "POST")
OTHER_METHODS = ("HEAD", "PUT", "PATCH", "DELETE", "OPTIONS")
FEW_ACTORS = frozenset({"anonymous", "official", "leader", "administrator"})
"""Actors that are enough for methods that no view serves; what GET says of the others, HEAD cannot say otherwise."""
OUTSIDERS = frozenset({"anonymous", "without_post"})
FEW = ("same_unit", "other_locality")
"""Relations that are enough where the door itself or the method already says no."""

ONCE_ONLY = re.compile(r'(name="(?:csrfmiddlewaretoken|_once)" value=")[^"]*"')


@dataclass(frozen=True)
class Case:
    """One question: this actor, this method, this address, naming a thing in this relation."""

    route: Route
    method: str
    actor: str
    relation: str
    named: Named

    @property
    def address(self) -> str:
        """Give the address with its numbers."""
        fixed = {name: FIXED[name] for name in self.route.arguments if name in FIXED}
        return str(reverse(self.route.name, kwargs={**fixed, **self.named.numbers})) + self.named.asked

    def __str__(self) -> str:
        return f"{self.actor}: {self.method} {self.route.name} {self.relation}".strip()


@dataclass(frozen=True)
class Answer:
    """What came back: the status, where to, and the body without what is new on each page."""

    status: int
    location: str
    body: str
    headers: tuple[str, ...]
    wrote: tuple[str, ...] = ()


class Untold(AssertionError):
    """The suite was not told what an address is about."""


def door_of(route: Route) -> oracle.Door:
    """Give the oracle's words on an address, or say what is missing."""
    if route.name not in oracle.DOORS:
        raise Untold(f"{route.name} ({route.address}) is new: say in tests/permissions/oracle.py who may use it.")
    door, thing = oracle.DOORS[route.name], thing_behind(route)
    if thing is None:
        taken = ", ".join(route.arguments)
        raise Untold(
            f"{route.name} ({route.address}) takes {taken}, and nobody knows what that names: "
            "give it a maker in tests/permissions/things.py and its lines in oracle.py."
        )
    if thing != door.thing:
        raise Untold(f"{route.name} names {thing or 'nothing'}, but oracle.py says {door.thing or 'nothing'}.")
    return door


@contextlib.contextmanager
def quiet() -> Iterator[None]:
    """Keep the log from filling with refusals, which are what is wanted here."""
    loggers = [logging.getLogger(f"django.{name}") for name in ("request", "security.csrf")]
    for logger in loggers:
        logger.disabled = True
    try:
        yield
    finally:
        for logger in loggers:
            logger.disabled = False


class Matrix:
    """Asks. `deviations` says, in words, every answer that was not the expected one."""

    def __init__(self, stage: Stage, things: Things, settings: dict[str, Any]) -> None:
        self.stage, self.things, self.settings = stage, things, settings
        self.routes = routes()
        self.clients = {actor: self._client(actor) for actor in stage.actors}
        self.checks = 0
        self.deviations: list[str] = []
        self.pressed: set[str] = set()
        self._missing: dict[tuple[str, str, str], Answer] = {}

    def _client(self, actor: str) -> Client:
        client = Client(raise_request_exception=False)
        official = self.stage.actors[actor]
        if official is not None:
            client.force_login(official, backend="allauth.account.auth_backends.AuthenticationBackend")
            start_clock(client)
        return client

    def cases(self, actors: Collection[str] | None = None) -> Iterator[Case]:
        """Give every case for these actors, or for all."""
        for route in self.routes:
            door = door_of(route)
            for actor in sorted(actors or oracle.ACTORS):
                yield from self._cases(route, door, actor)

    def _cases(self, route: Route, door: oracle.Door, actor: str) -> Iterator[Case]:
        named = self.things.of(door.thing, actor) if door.thing else {"": Named({})}
        for method in METHODS:
            for relation in self._relations(door, actor, method, named):
                yield Case(route, method, actor, relation, named[relation])
        for method in () if door.of_sign_in or actor not in FEW_ACTORS else OTHER_METHODS:
            for relation in ("other_locality",) if door.thing else ("",):
                yield Case(route, method, actor, relation, named[relation])

    @staticmethod
    def _relations(door: oracle.Door, actor: str, method: str, named: dict[str, Named]) -> Iterable[str]:
        offered = door.reads if method == "GET" else door.sends is not None
        if door.thing and (actor in OUTSIDERS or actor not in door.knock or not offered):
            return [relation for relation in FEW if relation in named]
        return named

    @contextlib.contextmanager
    def staged(self) -> Iterator[None]:
        """Let the folders be those of the stage, and the log be quiet."""
        with quiet(), override_settings(**self.settings):
            yield

    def run(self, cases: Iterable[Case]) -> None:
        """Ask all of them."""
        with self.staged():
            for case in cases:
                self.check(case)

    def check(self, case: Case) -> None:
        """Ask one, and note when the answer is not the expected one."""
        self.checks += 1
        answer = self._of_missing(case) if case.relation == "missing" else self.ask(case)
        door = oracle.DOORS[case.route.name]
        if case.method == "POST" and answer.status < 400:
            self.pressed.add(case.route.name)
        wrong = self._wrong(case, door, answer)
        if wrong:
            self.deviations.append(f"{case}: {wrong}")

    def _wrong(self, case: Case, door: oracle.Door, answer: Answer) -> str:
        expected = oracle.expected(door, case.method, case.actor, case.relation)
        may_write = {TRACE} if door.traces else set()
        if answer.wrote and (changed := [name for name in self._changed(case) if name not in may_write]):
            return f"wrote to {', '.join(changed)}"
        if door.traces and (expected, case.method) == (oracle.SERVED, "GET") and TRACE not in answer.wrote:
            return "showed personal data without a trace"
        if door.of_sign_in and expected not in (oracle.SIGN_IN, oracle.REFUSED):
            return "" if answer.status < 500 and answer.status != 403 else f"answered {answer.status}"
        if not fits(expected, answer):
            return f"expected {expected}, answered {answer.status} {answer.location}".rstrip()
        if expected == oracle.NOT_FOUND and case.relation != "missing" and answer != self._of_missing(case):
            return "the answer differs from that of a thing that does not exist"
        return ""

    def _changed(self, case: Case) -> list[str]:
        """Ask again and name the tables whose rows are not what they were; what a preview takes back does not count."""
        with transaction.atomic():
            before = fingerprint()
            self.ask(case, undo=False)
            changed = [name for name, digest in fingerprint().items() if digest != before.get(name)]
            transaction.set_rollback(True)
        return changed

    def _of_missing(self, case: Case) -> Answer:
        """Give what the same actor is told of a thing that does not exist."""
        key = (case.route.name, case.method, case.actor)
        if key not in self._missing:
            named = self.things.of(oracle.DOORS[case.route.name].thing, case.actor)["missing"]
            self._missing[key] = self.ask(Case(case.route, case.method, case.actor, "missing", named))
        return self._missing[key]

    def ask(self, case: Case, *, undo: bool = True) -> Answer:
        """Send the request and undo what it did; note what one that only looks has written."""
        client, address = self.clients[case.actor], case.address
        cookies = dict(client.cookies)
        looks = case.method in ("GET", "HEAD", "OPTIONS")
        try:
            with transaction.atomic():
                before = counted() if looks else {}
                answer = answer_of(self._send(client, case, address), address)
                if looks:
                    answer = replace(answer, wrote=tuple(written_since(before)))
                transaction.set_rollback(undo)
        finally:
            client.cookies.clear()
            client.cookies.update(cookies)
        return answer

    @staticmethod
    def _send(client: Client, case: Case, address: str) -> Any:
        if case.method != "POST":
            return client.generic(case.method, address)
        given = form_for(case.route.name, case.relation, case.named.thing)
        return client.post(address, {"_once": str(uuid4()), **given})


def answer_of(response: Any, address: str) -> Answer:
    """Keep of a response what can be compared: without tokens, and without the address that was asked for."""
    content = b"".join(response.streaming_content) if response.streaming else response.content
    body = ONCE_ONLY.sub(r"\1", content.decode(errors="replace"))
    for form in (quote(address), address.replace("&", "&amp;"), address, quote(address.partition("?")[0])):
        body = body.replace(form, "…")
    return Answer(response.status_code, response.headers.get("Location", ""), body, tuple(sorted(response.headers)))


def fits(expected: str, answer: Answer) -> bool:
    """Say whether an answer is of the expected kind; a rule that says no (422) has let the actor in."""
    to_sign_in = answer.status == 302 and answer.location.startswith(reverse("account_login"))
    return {
        oracle.SIGN_IN: to_sign_in,
        oracle.REFUSED: answer.status == 403,
        oracle.NOT_FOUND: answer.status == 404,
        oracle.NO_METHOD: answer.status in (400, 405),
        oracle.SERVED: not to_sign_in and (answer.status < 400 or answer.status == 422),
    }[expected]


def job_deviations() -> list[str]:
    """Say of every job whose declared policy is not what the oracle says."""
    clock = frozenset({"clock"})
    declared = {job.name: clock if job.policy and job.policy.kind == "system" else _roles(job) for job in jobs()}
    return [f"{name}: {sorted(who)}" for name, who in declared.items() if who != oracle.JOBS.get(name)]


def _roles(job: Job) -> oracle.Who:
    return frozenset(job.policy.roles) if job.policy else frozenset()
