"""The laws of the house that an import checker cannot see (docs/house.md). Each test names what breaks its law."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.template.loader import get_template
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from kheo.base.policies import policy_of
from kheo.indicators.catalogue import RATIOS
from kheo.indicators.tables import all_tables
from kheo.measures.shapes import ASSURANCE_WORDS

PROJECT = Path(__file__).resolve().parents[1]
PACKAGE = PROJECT / "src" / "kheo"
LARGEST_FILE, LARGEST_CLASS, LARGEST_APP, MOST_DEPENDENCIES, MOST_FRAGMENTS = 400, 12, 3_000, 25, 2
HEAVY = {
    "duckdb",
    "psycopg",
    "ibis",
    "pyarrow",
    "pyspark",
    "docx",
    "docx2python",
    "pypdfium2",
    "xlsxwriter",
    "python_calamine",
    "lxml",
}
LATE = {"kheo.cli", "kheo.__main__"}  # a command imports what it runs, after it has set the environment
NAMELESS = {
    "utils",
    "helpers",
    "common",
    "misc",
    "services",
    "selectors",
    "repositories",
    "managers",
    "signals",
    "admin",
}
IS_STATUS = re.compile(
    r"(400|403|403_csrf|404|413|429|500|503)\.html$"
)  # Django, allauth and site.errors ask by number
OF_OTHERS = ("account/", "mfa/", "socialaccount/", "ui/page.html")  # allauth asks for its own templates by name


@cache
def modules() -> dict[str, ast.Module]:
    """Every module of the package by its dotted name, without migrations."""
    found = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        if "migrations" not in path.parts:
            name = "kheo." + path.relative_to(PACKAGE).with_suffix("").as_posix().replace("/", ".")
            found[name.removesuffix(".__init__")] = ast.parse(path.read_text(encoding="utf-8"))
    return found


@cache
def templates() -> dict[str, str]:
    """Every template of ours by the name that it is asked for."""
    found = {}
    for folder in sorted(PACKAGE.glob("*/templates")):
        for path in sorted(folder.rglob("*.*")):
            found[path.relative_to(folder).as_posix()] = path.read_text(encoding="utf-8")
    return found


def routes(resolver: URLResolver | None = None, prefix: str = "") -> Iterator[tuple[str, URLPattern]]:
    """Every route with its full name."""
    for each in (resolver or get_resolver()).url_patterns:
        if isinstance(each, URLResolver):
            inner = f"{prefix}{each.namespace}:" if each.namespace else prefix
            yield from routes(each, inner)
        else:
            yield f"{prefix}{each.name}", each


def own_models() -> list[type]:
    return [model for model in apps.get_models() if model.__module__.startswith("kheo.")]


# sizes and names


def test_no_file_outgrows_its_room():
    files = [path for folder in ("src", "tests", "bench") for path in (PROJECT / folder).rglob("*.py")]
    assert [str(path) for path in files if len(path.read_text(encoding="utf-8").splitlines()) > LARGEST_FILE] == []


def test_no_class_has_more_than_twelve_methods():
    crowded = [
        f"{name}.{node.name}"
        for name, module in modules().items()
        for node in ast.walk(module)
        if isinstance(node, ast.ClassDef) and sum(is_method(part) for part in node.body) > LARGEST_CLASS
    ]
    assert crowded == []


def is_method(part: ast.stmt) -> bool:
    """What a class can be told to do; a property is a fact that it is asked for."""
    return (
        isinstance(part, ast.FunctionDef)
        and not part.name.startswith("__")
        and not any("property" in ast.unparse(decorator) for decorator in part.decorator_list)
    )


def test_no_app_outgrows_its_subject():
    sizes = {
        app.name: sum(
            len(path.read_text(encoding="utf-8").splitlines())
            for path in app.rglob("*.py")
            if "migrations" not in path.parts
        )
        for app in PACKAGE.iterdir()
        if app.is_dir()
    }
    assert {name: size for name, size in sizes.items() if size > LARGEST_APP} == {}


def test_nothing_is_named_after_nothing():
    names = [path for path in PACKAGE.rglob("*") if path.stem in NAMELESS and "__pycache__" not in path.parts]
    assert names == []


def test_every_public_room_and_rule_says_what_it_is():
    silent = [name for name, module in modules().items() if module.body and not ast.get_docstring(module)]
    assert [name for name in silent if not name.endswith((".apps", ".__main__", ".templatetags"))] == []
    rules = {name: module for name, module in modules().items() if ".rules" in name}
    unsaid = [
        f"{name}.{node.name}"
        for name, module in rules.items()
        for node in module.body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
        and not node.name.startswith("_")
        and not ast.get_docstring(node)
    ]
    assert unsaid == []


# models


def test_keys_into_other_rooms_leave_no_name_behind():
    """Look down, never up: no model learns who points at it."""
    named = [
        f"{model.__name__}.{field.name}"
        for model in own_models()
        for field in model._meta.get_fields()
        if (field.many_to_one or field.many_to_many or field.one_to_one)
        and not field.auto_created
        and not field.remote_field.hidden
        and field.related_model._meta.app_label != model._meta.app_label
    ]
    assert named == []


def test_keys_name_the_imported_class_not_a_string():
    wrong = [
        f"{name}: {call.args[0].value}"
        for name, module in modules().items()
        for call in ast.walk(module)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Attribute)
        and call.func.attr in ("ForeignKey", "ManyToManyField", "OneToOneField")
        and call.args
        and isinstance(call.args[0], ast.Constant)
        and call.args[0].value != "self"
    ]
    assert wrong == []


@pytest.mark.django_db
def test_no_migration_is_missing():
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)


def test_every_migration_can_be_undone():
    from django.db.migrations.loader import MigrationLoader

    ours = [m for m in MigrationLoader(None).disk_migrations.values() if m.__module__.startswith("kheo.")]
    assert ours
    assert [str(m) for m in ours if not all(operation.reversible for operation in m.operations)] == []


# what may not be


def test_nothing_works_behind_the_actions():
    """No signals, no generic keys, no admin site, no views as classes."""
    banned = re.compile(r"django\.(db\.models\.signals|dispatch|contrib\.admin|views\.generic)|GenericForeignKey")
    texts = {path: path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py")}
    assert [str(path) for path, text in texts.items() if banned.search(text)] == []
    assert "django.contrib.admin" not in settings.INSTALLED_APPS


def test_no_import_hides_in_a_function():
    """Only heavy libraries are imported late, each for its weight; never to dodge a circle."""
    hidden = []
    for name, module in modules().items():
        if any(name == late or name.startswith(f"{late}.") for late in LATE):
            continue
        for function in ast.walk(module):
            if not isinstance(function, ast.FunctionDef):
                continue
            for node in ast.walk(function):
                if isinstance(node, ast.ImportFrom):
                    asked = [node.module or ""]
                elif isinstance(node, ast.Import):
                    asked = [alias.name for alias in node.names]
                else:
                    continue
                hidden += [f"{name}: {each}" for each in asked if each.split(".")[0] not in HEAVY]
    assert hidden == []


OF_CITIZENS = [
    f"kheo.satisfaction.actions.answering.{name}" for name in ("open_sheet", "answer_sheet", "refuse_to_answer")
]


def test_every_action_says_who_does_it():
    """`by` is never optional; what is done by the installation itself says so by a None that stands in the code.

    A citizen who answers is the one who is nobody: no record tells that somebody did.
    """
    nobody = [
        f"{name}.{node.name}"
        for name, module in modules().items()
        if re.fullmatch(r"kheo\.\w+\.actions(\.\w+)?", name)
        for node in module.body
        if isinstance(node, ast.FunctionDef)
        and any("atomic" in ast.unparse(decorator) for decorator in node.decorator_list)
        and not node.name.startswith("_")
        and "by" not in [arg.arg for arg in node.args.kwonlyargs]
        and "by=None" not in ast.unparse(node)
    ]
    assert sorted(nobody) == sorted(OF_CITIZENS)


def test_every_trace_is_looked_for_by_a_test():
    """An act whose record nobody asks for may as well leave none."""
    tests = "".join(path.read_text(encoding="utf-8") for path in (PROJECT / "tests").rglob("*.py"))
    verbs = {
        call.args[0].value
        for module in modules().values()
        for call in ast.walk(module)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id == "record"
        and call.args
        and isinstance(call.args[0], ast.Constant)
    }
    assert verbs
    assert [verb for verb in sorted(verbs) if f'"{verb}"' not in tests] == []


# pages


def test_every_address_has_a_policy():
    assert [name for name, route in routes() if policy_of(route.callback, name) is None] == []


def test_every_template_is_used():
    code = "\n".join(path.read_text(encoding="utf-8") for path in PACKAGE.rglob("*.py"))
    asked = code + "\n".join(templates().values())
    unused = [
        name
        for name in templates()
        if f'"{name}"' not in asked
        and f"'{name}'" not in asked
        and not IS_STATUS.match(name)
        and not name.startswith(OF_OTHERS)
    ]
    assert unused == []


def test_every_template_can_be_read():
    for name in templates():
        if name.endswith(".html"):
            get_template(name)


def test_fragments_never_extend():
    assert [n for n, text in templates().items() if Path(n).name.startswith("_") and "{% extends" in text] == []


def test_no_page_carries_style_or_script_of_its_own():
    """The content policy would refuse them."""
    inline = re.compile(r"\sstyle=|<style|<script(?![^>]*\bsrc=)|\son\w+=\"", re.IGNORECASE)
    assert [name for name, text in templates().items() if inline.search(text) and name != "ui/plain.html"] == []


def test_a_page_borrows_from_at_most_two_other_subjects_and_works_without_script():
    for name, text in templates().items():
        own = name.split("/")[0]
        borrowed = re.findall(r"<(\w+)[^>]*hx-get=\"\{% url '(\w+):[^>]*>", text)
        others = {subject for _tag, subject in borrowed if subject != own}
        assert len(others) <= MOST_FRAGMENTS, name
        for subject in others:
            assert re.search(rf"href=\"\{{% url '{subject}:", text), f"{name}: no plain link to {subject}"


def test_every_form_that_posts_carries_a_token_and_can_only_count_once():
    for name, text in templates().items():
        for form in re.findall(r"<form[^>]*method=\"post\".*?</form>", text, re.DOTALL | re.IGNORECASE):
            assert "{% csrf_token %}" in form, name
            assert "{% once %}" in form or name.startswith(("account/", "mfa/")), name


# numbers


def test_every_indicator_has_a_source_and_a_door_to_its_records():
    tables = {table.code: table for table in all_tables()}
    assert RATIOS
    for ratio in RATIOS:
        assert ratio.source.text
        assert ratio.source.assurance in ASSURANCE_WORDS
        assert reverse("indicators:records", args=[ratio.code])
        assert reverse(tables[ratio.table].record_url_name, args=[1])


# the project's own files


def test_every_dependency_is_argued_for():
    import tomllib

    wanted = tomllib.loads((PROJECT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["dependencies"]
    names = [re.split(r"[\[<>=;~! ]", line)[0] for line in wanted]
    assert len(names) <= MOST_DEPENDENCIES
    told = (PROJECT / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()
    assert [name for name in names if name not in told] == []


def test_the_locks_name_no_address_and_hold_hashes():
    for lock in PROJECT.glob("requirements*.txt"):
        text = lock.read_text(encoding="utf-8")
        assert not re.search(r"https?://|--(extra-)?index-url|--find-links", text), lock.name
        assert text.count("--hash=sha256:") >= text.count("=="), lock.name


def test_texts_are_kept_in_one_form():
    """NFC everywhere: a letter with its signs is one letter."""
    from kheo.language import nfc

    paths = [path for folder in ("src", "docs", "tests") for path in (PROJECT / folder).rglob("*.*")]
    texts = {
        p: p.read_text(encoding="utf-8") for p in paths if p.suffix in {".py", ".html", ".md", ".txt", ".tsv", ".css"}
    }
    assert [str(path) for path, text in texts.items() if nfc(text) != text] == []
