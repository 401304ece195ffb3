"""Forms that our pages did not send: without the token, or from another site."""

from collections.abc import Iterator
from uuid import uuid4

from django.db import transaction
from django.test import Client
from django.urls import reverse

from tests.conftest import start_clock
from tests.permissions import oracle
from tests.permissions.forms import form_for
from tests.permissions.matrix import FEW, Case, Matrix
from tests.permissions.named import Named

ELSEWHERE = "https://noi-khac.example"


def unsafe_cases(matrix: Matrix) -> Iterator[Case]:
    """Give one form for each address that takes one, and each actor; of things, one they may see if there is such."""
    for route in matrix.routes:
        door = oracle.DOORS[route.name]
        if door.sends is None and not door.of_sign_in:
            continue
        for actor in sorted(oracle.ACTORS):
            named = matrix.things.of(door.thing, actor) if door.thing else {"": Named({})}
            relation = next(each for each in (*FEW, "") if each in named)
            yield Case(route, "POST", actor, relation, named[relation])


def forge(matrix: Matrix) -> None:
    """Send every form without a token, and with one but from another site; each must be refused."""
    clients = {actor: client_with_token(matrix, actor) for actor in matrix.stage.actors}
    for case in unsafe_cases(matrix):
        for said, headers in (("without a token", {}), ("from another site", {"Origin": ELSEWHERE})):
            matrix.checks += 1
            status = send(clients[case.actor], case, headers=headers, with_token=bool(headers))
            if status != 403:
                matrix.deviations.append(f"{case}: {said}, answered {status}")


def send(client: Client, case: Case, *, headers: dict[str, str], with_token: bool) -> int:
    """Send one form and undo what it did; give the status."""
    with transaction.atomic():
        given = {"_once": str(uuid4()), **form_for(case.route.name, case.relation, case.named.thing)}
        if with_token:
            given["csrfmiddlewaretoken"] = client.cookies["csrftoken"].value
        status: int = client.post(case.address, given, headers=headers).status_code
        transaction.set_rollback(True)
    return status


def client_with_token(matrix: Matrix, actor: str) -> Client:
    """Give a client that the CSRF guard looks at, with the cookie that a page of ours leaves."""
    client = Client(enforce_csrf_checks=True, raise_request_exception=False)
    official = matrix.stage.actors[actor]
    if official is not None:
        client.force_login(official, backend="allauth.account.auth_backends.AuthenticationBackend")
        start_clock(client)
    client.get(reverse("language"))
    return client
