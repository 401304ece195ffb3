"""Every door there is, read from the resolver and the worker's registry: addresses and jobs with their policies."""

import inspect
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.urls import URLPattern, URLResolver, get_resolver
from procrastinate.contrib.django import app
from procrastinate.tasks import Task

from kheo.base.policies import Policy, policy_of

REGEX_ARGUMENT = re.compile(r"\^?\(\?P<(\w+)>[^)]*\)\$?")


@dataclass(frozen=True)
class Route:
    """One address: its name, its words with the arguments in angle brackets, its methods and who may knock.

    `methods` is empty for a view that does not say which it serves.
    """

    name: str
    address: str
    arguments: tuple[str, ...]
    methods: tuple[str, ...]
    policy: Policy | None
    view: Callable[..., Any]


@dataclass(frozen=True)
class Job:
    """One piece of background work; `periodic` when the worker starts it by the clock."""

    name: str
    periodic: bool
    policy: Policy | None


def routes() -> list[Route]:
    """Give every address of the site, in the order of their words."""
    return sorted(_routes(get_resolver(), (), "/", ()), key=lambda route: (route.address, route.name))


def _routes(resolver: URLResolver, spaces: tuple[str, ...], above: str, known: tuple[str, ...]) -> Iterator[Route]:
    for pattern in resolver.url_patterns:
        address = above + REGEX_ARGUMENT.sub(r"<\1>", str(pattern.pattern))
        arguments = (*known, *pattern.pattern.regex.groupindex)
        if isinstance(pattern, URLResolver):
            inner = (*spaces, pattern.namespace) if pattern.namespace else spaces
            yield from _routes(pattern, inner, address, arguments)
        else:
            yield _route(pattern, spaces, address, arguments)


def _route(pattern: URLPattern, spaces: tuple[str, ...], address: str, arguments: tuple[str, ...]) -> Route:
    name = ":".join([*spaces, pattern.name or address])
    view = pattern.callback
    return Route(name, address, arguments, methods_of(view), policy_of(view, name), view)


def methods_of(view: Callable[..., Any]) -> tuple[str, ...]:
    """Give the methods that a view serves: as `require_http_methods` closed over them, or as its class answers them."""
    made_of = getattr(view, "view_class", None)
    if made_of is not None:
        return tuple(name.upper() for name in ("get", "head", "post") if hasattr(made_of, name))
    layer: Any = view
    while layer is not None:
        kept = inspect.getclosurevars(layer).nonlocals if inspect.isfunction(layer) else {}
        if "request_method_list" in kept:
            return tuple(kept["request_method_list"])
        layer = getattr(layer, "__wrapped__", None)
    return ()


def jobs() -> list[Job]:
    """Give every job that the worker would run, in the order of their names."""
    by_clock = {name for name, _number in app.periodic_registry.periodic_tasks}
    named: dict[str, Task[..., Any, ...]] = {task.name: task for task in app.tasks.values()}
    return [Job(name, name in by_clock, _policy_of_job(task)) for name, task in sorted(named.items())]


def _policy_of_job(task: Task[..., Any, ...]) -> Policy | None:
    declared = getattr(task.func, "policy", None)
    if declared is None and task.name in settings.KHEO_POLICIES_OF_OTHERS:
        return Policy(settings.KHEO_POLICIES_OF_OTHERS[task.name])
    return declared
