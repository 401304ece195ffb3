"""The doors from a number to its records."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from kheo import charts
from kheo.base import calendar, clock
from kheo.base.policies import needs, signed_in
from kheo.days import formats
from kheo.indicators import access, actions, downloads, figures, known, opened, shown, snapshot
from kheo.indicators.doors import linked
from kheo.indicators.models import Snapshot
from kheo.indicators.opened import PAGE, Question
from kheo.measures import engine
from kheo.measures.engine import Counts, Outcome
from kheo.measures.shapes import Ratio
from kheo.people.rules import Role

KEPT = ("ban", "lan", "muc")  # what the reader does not choose in the form: snapshot, version, response rate
VERSION_DIGITS = 5
FILES = {"csv": downloads.as_csv, "xlsx": downloads.as_xlsx}


@signed_in
@require_safe
def overview(request: HttpRequest) -> HttpResponse:
    """List the indicators with the newest figures of the units that the reader may see."""
    locality, units = request.official.locality_id, access.visible_units(request.official)
    found = figures.figures_for(units, locality, known.asked_by(request), clock.today())
    told = [each for each in found if each.ratio.headline or each.figure.denominator]
    context = {
        "sentences": [_sentence(each, found) for each in told if each.ratio.headline],
        "others": [_sentence(each, found) for each in told if not each.ratio.headline],
        "silent": [each.ratio for each in found if each not in told],
        "can_refresh": access.can_refresh(request.official),
        "may_define": request.official.has_role(Role.ADMINISTRATOR),
    }
    return render(request, "indicators/overview.html", context)


@needs(*access.REFRESHES)
@require_POST
def refresh(request: HttpRequest) -> HttpResponse:
    """Take new snapshots now, without waiting for the night, and measure on them."""
    locality = request.official.locality
    taken = actions.refresh(locality, by=request.official, now=clock.now())
    rows = formats.number(sum(each.row_count for each in taken))
    messages.success(request, _("Đã chốt số liệu: %(rows)s dòng.") % {"rows": rows})
    return redirect("indicators:overview")


@signed_in
@require_safe
def records(request: HttpRequest, code: str) -> HttpResponse:
    """Open a number: the sentences of its filters with their counts, and its records."""
    ratio = _ratio(request, code)
    asked = opened.question(ratio, request.GET, request.official)
    if asked is None:
        return render(request, "indicators/records.html", {"ratio": ratio})
    status = 200 if asked.form.is_valid() else 422
    return render(request, "indicators/records.html", _context(request, asked), status=status)


@signed_in
@require_safe
def download(request: HttpRequest, code: str, ending: str) -> HttpResponse:
    """Give the records as a file, with the filters of the page."""
    asked = opened.question(_ratio(request, code), request.GET, request.official)
    if asked is None or ending not in FILES:
        raise Http404
    return FILES[ending](asked)


@signed_in
@require_safe
def file(request: HttpRequest, pk: int) -> FileResponse:
    """Give the file of a snapshot to those whose work spans the whole locality."""
    if not access.sees_all(request.official):
        raise Http404
    taken = get_object_or_404(Snapshot, pk=pk, locality=request.official.locality_id)
    if not snapshot.is_intact(taken):
        raise Http404
    return downloads.snapshot_file(taken)


def _ratio(request: HttpRequest, code: str) -> Ratio:
    """Give the version that the address names (`lan`), else the newest."""
    version = request.GET.get("lan", "")
    if version and not (version.isdecimal() and len(version) < VERSION_DIGITS):
        raise Http404
    try:
        return known.asked_by(request).find(code, int(version) if version else None)
    except LookupError as none:
        raise Http404 from none


def _context(request: HttpRequest, asked: Question) -> dict[str, object]:
    with asked.sheet() as sheet:
        counts = engine.counts(sheet, asked.scope)
        by_unit = opened.roll_up(engine.counts_by_unit(sheet, asked.everywhere), asked.units)
        page = Paginator(range(_listed(counts, asked.outcome)), PAGE).get_page(request.GET.get("trang"))
        rows = asked.rows(sheet, max(page.start_index() - 1, 0), PAGE)
    total = sum(unit_count for pk, unit_count in by_unit.items() if _is_top(asked, pk))
    asked.form.count(by_unit, {"": counts.counted, "dat": counts.good, "khong": counts.not_good}, total)
    door = asked.door(counts)
    places = {"first": page.start_index(), "last": page.end_index(), "all": page.paginator.count}
    numbers = {
        "noun": asked.ratio.noun[:1].upper() + asked.ratio.noun[1:],
        **{k: formats.number(v) for k, v in places.items()},
    }
    caption = (
        _("%(noun)s %(first)s đến %(last)s trong %(all)s. Không có tên, số giấy tờ hay địa chỉ của người dân.")
        % numbers
    )
    return {
        "ratio": asked.ratio,
        "asked": asked,
        "form": asked.form,
        "counts": counts,
        "door": door,
        "share": door.percent,
        "kept": [(name, value) for name in KEPT if (value := request.GET.get(name))],
        "filters": opened.sift(asked.ratio, counts, *asked.days),
        "part": charts.part(counts.good, counts.not_good),
        "arithmetic": opened.arithmetic(door),
        "response": opened.response(door.response),
        "beside": opened.beside(asked, known.asked_by(request)),
        "page": page,
        "table": shown.table(asked, rows, caption, calendar.current(request.official.locality_id)),
        "facts": _facts(asked),
        "may_take_file": access.sees_all(request.official),
        "query": request.GET.urlencode(),
    }


def _is_top(asked: Question, pk: int) -> bool:
    """Say whether no unit above this one is among those the reader sees."""
    return asked.units.keys() & opened.with_those_above(asked.units[pk]) == {pk}


def _listed(counts: Counts, outcome: Outcome) -> int:
    return {Outcome.ALL: counts.counted, Outcome.GOOD: counts.good, Outcome.NOT_GOOD: counts.not_good}[outcome]


def _facts(asked: Question) -> list[dict[str, str]]:
    taken, source = asked.taken, asked.ratio.source
    digest = " ".join(taken.sha256[place : place + 8] for place in range(0, 64, 8))
    return [
        {"label": _("Chốt lúc"), "value": formats.moment_text(taken.taken_at)},
        {"label": _("Số dòng trong bản chốt"), "value": formats.number(taken.row_count)},
        {"label": _("Sửa sau khi chốt"), "value": _("Không được. Nếu số liệu đổi, sẽ ghi thành bản mới.")},
        {"label": _("Cách tính"), "value": f"{source.text} ({source.assurance_words}).", "wide": "full"},
        {"label": _("Mã băm SHA-256 của tệp bản chốt"), "value": digest, "wide": "full"},
    ]


def _said_beside(other: figures.PublicFigure) -> str:
    """Say a figure that must stand beside another."""
    words = _(" Luôn xem cùng: %(name)s %(share)s.") % {"name": other.ratio.name, "share": other.figure.percent}
    rate = other.figure.response
    return words + (_(" Tỷ lệ phản hồi %(share)s.") % {"share": rate} if rate else "")


def _sentence(each: figures.PublicFigure, found: list[figures.PublicFigure]) -> dict[str, object]:
    ratio, figure = each.ratio, each.figure
    values = [good / counted * 100 if counted else None for _monday, good, counted in each.weeks]
    span = {"first": formats.day_text(figure.first), "last": formats.date_text(figure.last)}
    door = each.door
    response = _(" Tỷ lệ phản hồi %(share)s.") % {"share": figure.response} if door and door.response else ""
    days = _("ngày %(last)s.") if ratio.over_time == "state" else _("bốn tuần %(first)s đến %(last)s.")
    beside = [other for other in found if other.ratio.code in ratio.beside and other.door]
    text = f"{ratio.name}, {days % span}{response}{''.join(map(_said_beside, beside))}"
    doors = [way for other in (each, *beside) if (way := other.door)]
    return {
        "figure": figure.percent if door else "",
        "door": door,
        "text": linked(text, [*(way.response for way in doors), *(way for way in doors if way is not door)]),
        "spark": charts.spark(values, None, _("%(name)s theo tuần") % {"name": ratio.name}),
        "as_of": _("Số liệu lúc %(when)s") % {"when": formats.moment_text(each.taken.taken_at)},
        "url": door.url if door else reverse("indicators:records", args=[ratio.code]),
        "records": f"{formats.number(figure.denominator)} {ratio.noun}",
        "side": reverse("commitments:units", args=[ratio.code]) if ratio.over_time == "sum" else "",
    }
