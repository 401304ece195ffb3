"""Every page of the site, with somebody who may open it and the thing it shows: the road of the walk."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.urls import reverse

from kheo.apologies import actions as apologies
from kheo.apologies.rules import REASON_WORDS
from kheo.base import calendar, clock
from kheo.commitments import actions as commitments
from kheo.commitments.models import Commitment
from kheo.definitions.actions import define_indicator
from kheo.feedback import actions as feedback
from kheo.feedback.models import Case
from kheo.indicators import actions as indicators
from kheo.indicators.figures import last_full_weeks
from kheo.indicators.models import Snapshot
from kheo.intake import actions as intake
from kheo.integrity import actions as integrity
from kheo.integrity.catalogue import BY_CODE
from kheo.integrity.models import Question
from kheo.integrity.rules.asking import Answer
from kheo.people import actions as people
from kheo.people.models import Holding, Official
from kheo.quality import actions as quality
from kheo.quality.models import ARRIVAL
from kheo.satisfaction import actions as answers
from kheo.satisfaction import models as satisfaction
from kheo.satisfaction.rules import DESK_CHANNELS
from kheo.scores import actions as scores
from kheo.scores.rules import Border, Worth
from kheo.work.rules import Decision, State
from tests.conftest import start_clock
from tests.feedback.papers import case_file, case_line
from tests.intake.papers import csv_file, line
from tests.measures.test_defined import EARLY
from tests.site.frozen_month import frozen_month
from tests.site.tied_plan import tied_plan
from tests.world import Client

PASSWORD = "mat khau thu nghiem"  # noqa: S105  of the cast
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
CODE = "ho-so-dung-han"
SHOWN = (State.PROPOSED, State.ASSIGNED, State.DOING, State.REPORTED)

# Routes that answer no page of their own, and why.
NO_PAGE = {
    "quality:check": "a form's address",
    "quality:explain": "a form's address",
    "integrity:answer": "a form's address",
    "integrity:close": "a form's address",
    "integrity:evidence": "a download",
    "integrity:records": "a download",
    "alive": "a word for machines",
    "commitments:chart_download": "a download",
    "commitments:download": "a download",
    "commitments:units_download": "a download",
    "definitions:switch_off": "a form's address",
    "definitions:switch_on": "a form's address",
    "documents:file": "a download",
    "indicators:download": "a download",
    "indicators:file": "a download",
    "indicators:refresh": "a form's address",
    "meetings:notice": "a download",
    "mfa_download_recovery_codes": "a download",
    "openid_connect_callback": "404 until a provider is named",
    "openid_connect_login": "404 until a provider is named",
    "people:current_list": "a download",
    "people:restore_day": "a form's address",
    "people:swap_day": "a form's address",
    "people:take_list": "a form's address",
    "portal:download": "a download",
    "intake:cancel": "a form's address",
    "intake:errors": "a download",
    "intake:progress": "a fragment",
    "ready": "a word for machines",
    "apologies:paper_of": "a download",
    "satisfaction:close_desk": "a form's address",
    "satisfaction:issue_link": "a form's address",
    "satisfaction:retire_question": "a form's address",
    "satisfaction:withdraw_link": "a form's address",
    "seals:download": "a download",
    "work:accept": "a form's address",
    "work:add_evidence": "a form's address",
    "work:assign": "a form's address",
    "work:evidence": "a download",
    "work:report": "a form's address",
    "work:send_back": "a form's address",
    "work:start": "a form's address",
}


@dataclass(frozen=True)
class Stop:
    """One page in one state: its route, who looks, the numbers in its address, the filter."""

    route: str
    who: Client
    numbers: tuple[Any, ...] = ()
    query: str = ""

    @property
    def address(self) -> str:
        """Give the address."""
        return reverse(self.route, args=self.numbers) + self.query

    def __str__(self) -> str:
        return f"{self.route} {self.numbers or ''}{self.query}"


@dataclass
class Town:
    """Phường Thử with something in every room."""

    world: Any
    signed_in: dict[int, Client] = field(default_factory=dict)

    def as_(self, official: Official) -> Client:
        """Sign in as somebody, once, by the form, so that no page asks again; who has no password yet comes in so."""
        if not official.has_usable_password():
            client = Client()
            client.force_login(official, backend=BACKEND)
            start_clock(client)
            return client
        if official.pk not in self.signed_in:
            client = self.signed_in[official.pk] = Client()
            client.post(reverse("account_login"), {"login": official.username, "password": PASSWORD})
            client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
        return self.signed_in[official.pk]

    def stops(self) -> Iterator[Stop]:
        """Give the whole walk."""
        yield from self._public()
        yield from self._sign_in()
        yield from self._work()
        yield from self._dossiers()
        yield from self._directory()
        yield from self._feedback()
        yield from self._figures()
        yield from self._scores()
        yield from self._answers()

    def _public(self) -> Iterator[Stop]:
        nobody = Client()
        for route in ("portal:home", "portal:quality", "ui:catalogue", "ui:shortcuts", "seals:heads", "language"):
            yield Stop(route, nobody)
        yield Stop("account_login", nobody)

    def _sign_in(self) -> Iterator[Stop]:
        careful, half = self.world.culture_head, Client()
        plain, guarded = self.as_(self.world.auditor), self.as_(careful)
        TOTP.activate(careful, generate_totp_secret())
        RecoveryCodes.activate(careful)
        half.post(reverse("account_login"), {"login": careful.username, "password": PASSWORD})
        for route in (
            "account_change_password",
            "account_reauthenticate",
            "mfa_index",
            "mfa_activate_totp",
            "account_logout",
        ):
            yield Stop(route, plain)
        yield Stop("mfa_authenticate", half)
        for route in ("mfa_index", "mfa_reauthenticate", "mfa_deactivate_totp"):
            yield Stop(route, guarded)
        yield from (Stop(f"mfa_{name}_recovery_codes", guarded) for name in ("view", "generate"))
        administrator = self.as_(self.world.administrator)
        yield from (Stop(route, administrator) for route in ("people:calendar", "people:settings", "office:operations"))
        yield from self._administration(administrator)
        own = define_indicator(EARLY, by=self.world.administrator).indicator_id
        yield from (Stop(f"definitions:{name}", administrator) for name in ("indicators", "define"))
        yield from (Stop(f"definitions:{name}", administrator, (own,)) for name in ("indicator", "change"))

    def _administration(self, administrator: Client) -> Iterator[Stop]:
        world, head = self.world, self.world.culture_head
        post, by, today = head.posts[0], world.administrator, clock.today()
        people.admit_official("chua.co.viec", by=by)
        below = world.unit("Tổ dân phố 1 (minh hoạ)", parent=world.culture_office)
        acting = people.delegate(post, to=world.centre_head, by=by, start=post.valid_from, end=today)
        doors = [
            ((world.culture_office.pk,), ("unit", "correct_unit", "close_unit", "open_post")),
            ((below.pk,), ("unit",)),
            ((post.pk,), ("post", "change_post", "close_post", "appoint", "delegate")),
            ((Holding.objects.get(post=post).pk,), ("relieve",)),
            ((acting.pk,), ("end_delegation",)),
            ((head.pk,), ("official", "reset_password", "reset_second_step", "stop_official", "let_in_again")),
            ((by.pk,), ("official",)),
            ((), ("units", "open_unit", "officials", "admit_official", "reorganise", "hand_in_list")),
        ]
        for thing, names in doors:
            yield from (Stop(f"people:{name}", administrator, thing) for name in names)
        old, new = world.culture_office, world.service_centre
        day = f"{today + timedelta(days=9):%d/%m/%Y}"
        yield Stop("people:reorganise", administrator, query=f"?cu={old.pk}&cu={below.pk}&moi={new.pk}&ngay={day}")

    def _work(self) -> Iterator[Stop]:
        world, tasks = self.world, {state: self.world.task(state) for state in SHOWN}
        tied = world.task(indicator_code=CODE, target=99)
        reading = world.reading()
        for decision in (Decision.OPEN, Decision.ACCEPTED, Decision.DROPPED):
            world.proposal(reading=reading, decision=decision, lead_unit=None)
        document, unread = (reading.document_id,), (world.document().pk,)
        clerk, chair, head = self.as_(world.clerk), self.as_(world.chair), self.as_(world.centre_head)
        for official in (world.chair, world.clerk, world.auditor):
            yield Stop("office:my_work", self.as_(official))
        yield Stop("reports:overview", chair)
        yield from (Stop("work:tasks", who) for who in (chair, head))
        yield Stop("work:tasks", head, query="?q=khong+co")
        for state, task in tasks.items():
            yield Stop("work:task", chair if state in (State.PROPOSED, State.REPORTED) else head, (task.pk,))
        yield Stop("work:task", chair, (tied.pk,))
        for route in ("work:cancel", "work:extend", "work:tie"):
            yield Stop(route, chair, (tasks[State.DOING].pk,))
        yield Stop("documents:documents", clerk)
        for route in ("documents:document", "documents:particulars", "work:of_document", "meetings:of_document"):
            yield Stop(route, clerk, document)
        yield Stop("work:read_in", clerk)
        yield from (Stop("work:confirm", clerk, which) for which in (document, unread))
        yield Stop("work:assign_all", chair, (tasks[State.PROPOSED].document_id,))
        yield from (Stop(*each) for each in tied_plan(world, chair))

    def _dossiers(self) -> Iterator[Stop]:
        world, desk = self.world, self.as_(self.world.desk)
        world.procedure(code="1.001")
        mapped = intake.take_file(csv_file(line(1)), by=world.desk)
        checked = intake.take_file(csv_file(line(2), line(3, Ngày_hẹn_trả="hôm nào đó")), by=world.desk)
        intake.map_columns(checked.pk, by=world.desk, mapping=checked.mapping)
        intake.check_rows(checked.pk, by=world.desk)
        dossier = world.dossier()
        yield Stop("procedures:dossiers", desk)
        yield Stop("procedures:dossiers", desk, query="?ma=khong-co")
        yield Stop("procedures:dossier", desk, (dossier.pk,))
        yield Stop("procedures:on_time_rule", self.as_(world.administrator))
        yield Stop("procedures:limit", self.as_(world.administrator), (dossier.procedure_id,))
        yield Stop("intake:import_file", desk)
        yield Stop("intake:aside", desk, (dossier.batch_id,))
        yield Stop("intake:batch", desk, (dossier.batch_id,))
        yield Stop("intake:mapping", desk, (mapped.pk,))
        yield Stop("intake:preview", desk, (checked.pk,))

    def _directory(self) -> Iterator[Stop]:
        world, desk = self.world, self.as_(self.world.desk)
        procedure = world.procedure("Đăng ký kết hôn")
        yield Stop("directory:procedures", desk)
        for route in ("directory:procedure", "directory:correct"):
            yield Stop(route, desk, (procedure.pk,))
        yield Stop("directory:import_entries", desk)

    def _scores(self) -> Iterator[Stop]:
        chair, administrator = self.as_(self.world.chair), self.as_(self.world.administrator)
        yield Stop("scores:score", chair)
        yield Stop("scores:weight_sets", administrator)
        yield Stop("scores:enter_weights", administrator)
        made = scores.enter_weights(
            by=self.world.administrator, source="Văn bản minh hoạ", assurance="project", valid_from=clock.today(),
            worths={"2.1": Worth(Decimal(20), Decimal(100)), "1.2": Worth(Decimal(4), Decimal(100))},
            borders=[Border("tốt", Decimal(80)), Border("khá", Decimal(70))], borders_source="Văn bản minh hoạ",
        )  # fmt: skip
        yield Stop("scores:score", chair)
        yield Stop("scores:weight_sets", chair)
        yield Stop("scores:weight_set", chair, (made.pk,))

    def _feedback(self) -> Iterator[Stop]:
        world, desk = self.world, self.as_(self.world.desk)
        yield Stop("feedback:cases", desk)
        kept = feedback.import_cases(case_file(case_line(1), case_line(2, đánh_giá="hài lòng")), by=world.desk)
        yield Stop("feedback:cases", desk)
        yield Stop("feedback:cases", desk, query="?trang_thai=qua")
        yield Stop("feedback:case", desk, (Case.objects.filter(file=kept).latest("pk").pk,))
        yield Stop("feedback:import_cases", desk)

    def _figures(self) -> Iterator[Stop]:
        chair = self.as_(self.world.chair)
        yield Stop("indicators:overview", chair)
        yield from (Stop(*each) for each in frozen_month(self.world, chair))
        yield Stop("indicators:records", chair, (CODE,))
        yield Stop("indicators:records", chair, ("hai-long",))
        yield from self._questions()
        yield Stop("commitments:show", chair, (Commitment.objects.latest("pk").pk,))
        unit = (CODE, self.world.service_centre.pk)
        phase = commitments.begin_phase(
            unit=self.world.service_centre, indicator_code=CODE, day=clock.today() - timedelta(weeks=20),
            reason="Đổi cách làm, theo quyết định minh hoạ.", by=self.world.chair,
        )  # fmt: skip
        yield Stop("commitments:units", chair, (CODE,))
        yield Stop("commitments:units", chair, ("hai-long",))
        yield from (
            Stop("commitments:chart", chair, unit, query) for query in ("", "?cach=rong", "?cach=thang&ngoai=on")
        )
        yield Stop("commitments:begin_phase", chair, unit)
        yield Stop("commitments:withdraw_phase", chair, (phase.pk,))

    def _answers(self) -> Iterator[Stop]:
        world, nobody = self.world, Client()
        administrator = Client()
        administrator.force_login(world.administrator, backend=BACKEND)
        start_clock(administrator)
        desk = answers.open_desk(world.service_centre, by=world.administrator, name="Quầy số 1 (minh hoạ)")
        ways = [answers.issue_link(desk.pk, by=world.administrator, channel=each) for each in DESK_CHANNELS]
        for way in ways:
            yield Stop("satisfaction:start", nobody, (way.code,))
            yield Stop("satisfaction:questions", nobody, (answers.open_sheet(way).pk,), f"?tu={way.code}")
            yield Stop("satisfaction:thanks", nobody, query=f"?tu={way.code}")
        yield from self._apologies(administrator)
        yield Stop("satisfaction:desks", administrator)
        yield from (Stop(f"satisfaction:{name}", administrator) for name in ("open_desk", "written_questions"))
        yield Stop("satisfaction:write_question", administrator)
        yield Stop("satisfaction:question", administrator, (satisfaction.Question.objects.all()[0].pk,))
        yield Stop("satisfaction:desk", administrator, (desk.pk,))
        yield Stop("satisfaction:poster", administrator, (desk.pk, ways[1].pk))
        yield Stop("satisfaction:ask", self.as_(world.desk))
        counted = [self._counted(state) for state in (1, 1, 1, 1, 1, 2, 3)]
        yield Stop("satisfaction:answers", self.as_(world.centre_head))
        yield Stop("satisfaction:answer", self.as_(world.centre_head), (counted[0].pk,))

    def _apologies(self, administrator: Client) -> Iterator[Stop]:
        world, desk, today = self.world, self.as_(self.world.desk), clock.today()
        still = {"status": 4, "finished_at": None, "ended_on": None, "due_on": today}
        running, told = world.dossier("PT-TRE-1", **still), world.dossier("PT-TRE-2", **still)
        new_day = calendar.current(world.ward.pk).add(today, 3)
        slip = apologies.issue_slip(
            told.pk, by=world.desk, reason=REASON_WORDS[0], new_promised_on=new_day, signer=world.centre_head.post_id
        )
        yield Stop("apologies:due", desk)
        yield Stop("apologies:issue", desk, (running.pk,))
        yield Stop("apologies:slip", desk, (slip.pk,))
        yield Stop("apologies:terms", administrator)

    def _counted(self, state: int) -> satisfaction.Answer:
        """Lay down a counted asking of yesterday, with its choices when it was answered."""
        day = clock.today() - timedelta(days=1)
        lowest, unit = 75 if state == 1 else None, self.world.service_centre
        made = satisfaction.Answer.objects.create(unit=unit, channel=1, state=state, counted_on=day, lowest=lowest)
        for question in satisfaction.Question.objects.all() if state == 1 else ():
            satisfaction.Chosen.objects.create(answer=made, choice=question.choices.all()[0])
        return made

    def _questions(self) -> Iterator[Stop]:
        world, chair = self.world, self.as_(self.world.chair)
        question, statement = asked_of(world.service_centre), integrity.check_figures(
            by=world.clerk, unit_id=world.council_office.pk, title="Bảng số (minh hoạ)", place="Báo cáo 1 (minh hoạ)",
            whole=302, lines="Hài lòng; 150; 61,31\nKhông hài lòng; 152; 38,69",
        )  # fmt: skip
        printed = Question.objects.get(statement=statement)
        head, clerk = self.as_(world.centre_head), self.as_(world.clerk)
        yield from (Stop("integrity:questions", who) for who in (head, chair))
        yield Stop("integrity:question", head, (question.pk,))
        integrity.answer_question(
            question.pk, by=world.centre_head, kind=Answer.EXPLAINS, words="Do máy hỏng (minh hoạ)."
        )
        yield Stop("integrity:question", head, (question.pk,))
        yield Stop("integrity:question", clerk, (printed.pk,))
        yield Stop("integrity:figures", head)
        administrator = Client()
        administrator.force_login(world.administrator, backend=BACKEND)
        start_clock(administrator)
        yield Stop("integrity:methods", administrator)
        yield Stop("integrity:signal", administrator, ("mo-lai",))
        yield Stop("integrity:settings", administrator)
        quality.check_data(world.ward, by=None, now=clock.now())
        yield from (Stop("quality:overview", who) for who in (head, administrator))
        unit = (world.service_centre.pk, "dossier")
        yield Stop("quality:source", head, unit)
        yield Stop("quality:records", head, (*unit, ARRIVAL))
        for route, numbers in (
            ("rules", ()),
            ("new_rule", ()),
            ("rule", ("xong-sau-nhan",)),
            ("expectation", ("dossier",)),
        ):
            yield Stop(f"quality:{route}", administrator, numbers)


def asked_of(unit: Any) -> Question:
    """Put a question about the unit's dossiers, on the newest snapshot."""
    signal, now = BY_CODE["xong-dung-ngay-hen"], clock.now()
    taken = Snapshot.objects.of(unit.locality_id, "dossier").first()
    first, last = last_full_weeks(taken.as_of)
    weeks = [[f"{first + timedelta(weeks=n):%Y-%m-%d}", 10 + n % 4, 40] for n in range(-26, 4)]
    return Question.objects.create(
        locality=unit.locality, unit=unit, signal=signal.code, snapshot=taken, values=signal.values(), first=first,
        last=last, marked=40, counted=160, before_marked=260, before_counted=1040, usual=0.25, chance=1e-5, weeks=weeks,
        asked_at=now, asked_on=clock.today(), shown_from=clock.today() + timedelta(days=7),
    )  # fmt: skip


def town(story: Callable[..., Any]) -> Town:
    """Open the ward with half a year of figures."""
    world = story([39] * 16)
    indicators.refresh(world.ward, by=None, now=clock.now())
    return Town(world)
