"""Every action there is, read from the code: public in a room `actions`, and whole, recorded or done `by` somebody."""

import ast
import inspect
import pkgutil
from collections.abc import Callable, Iterator
from importlib import import_module
from types import ModuleType
from typing import Any

import kheo


def every_action() -> dict[str, Callable[..., Any]]:
    """Give the actions by app and name, as in "people.open_unit"."""
    return {
        f"{module.__name__.split('.')[1]}.{name}": getattr(module, name) for module in _rooms() for name in _of(module)
    }


def _rooms() -> Iterator[ModuleType]:
    """Give every module of every room called actions."""
    for each in pkgutil.walk_packages(kheo.__path__, "kheo."):
        if each.name.split(".")[2:3] == ["actions"]:
            yield import_module(each.name)


def _of(module: ModuleType) -> Iterator[str]:
    for node in ast.parse(inspect.getsource(module)).body:
        if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and _acts(node):
            yield node.name


def _acts(function: ast.FunctionDef) -> bool:
    return (
        any("atomic" in ast.unparse(each) for each in function.decorator_list)
        or "by" in [each.arg for each in function.args.kwonlyargs]
        or any(isinstance(each, ast.Call) and ast.unparse(each.func) == "record" for each in ast.walk(function))
    )
