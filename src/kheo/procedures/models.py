"""Administrative procedures, imported files, and dossiers: what is measured, without a word about the citizen.

There are no columns for names, phones, identity numbers or addresses, and an import never stores such columns.
"""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import Q

from kheo.base.models import Progress
from kheo.days import Calendar
from kheo.measures.shapes import ASSURANCE_WORDS
from kheo.people.models import Locality, Official, Unit
from kheo.people.rules import SEES_WHOLE_LOCALITY, Role
from kheo.procedures.rules import imports, on_time, states
from kheo.procedures.rules.events import KIND_NAMES, Origin
from kheo.procedures.rules.limits import UNIT_NAMES
from kheo.procedures.rules.on_time import Bucket, Terms

IMPORTERS = (Role.ONE_STOP_DESK, Role.CLERK, Role.ADMINISTRATOR)


class Procedure(models.Model):
    """An administrative procedure (thủ tục hành chính) as the locality handles it.

    The limit is counted in `time_limit_unit`; where that is blank, in the unit of the on-time rule.
    """

    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=300)
    field = models.CharField(max_length=120, blank=True, help_text="Lĩnh vực")
    time_limit_days = models.PositiveSmallIntegerField(null=True, blank=True)
    time_limit_unit = models.CharField(max_length=12, blank=True, default="", choices=list(UNIT_NAMES.items()))
    gives_paper_result = models.BooleanField(null=True, blank=True, help_text="Có kết quả giấy; để trống: chưa rõ")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["name", "pk"]
        constraints = [models.UniqueConstraint(fields=["locality", "code"], name="procedure_code_once")]

    def __str__(self) -> str:
        return self.name


class ImportBatchQuerySet(models.QuerySet["ImportBatch"]):
    """Sets of imported files."""

    def visible_to(self, official: Official) -> Self:
        """Those who import, and the auditor, see the imports of their locality."""
        sees = official.has_role(*IMPORTERS, Role.AUDITOR)
        return self.filter(locality=official.locality_id) if sees else self.none()


class ImportBatch(models.Model):
    """One file on its way in: its columns, what they were taken for, and how many rows became what.

    `header` holds the column names, `refused` the places of columns that were dropped at the door, `samples` the first
    values of the others, `mapping` field -> place. `sha256` is the whole file's, which itself is never kept.
    `came_from` is the import that left its rows out: such rows stay until they are stored, or dropped by hand.
    """

    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=list(imports.STATE_NAMES.items()), default=imports.State.TAKEN)
    header = models.JSONField(default=list)
    refused = models.JSONField(default=list)
    samples = models.JSONField(default=list)
    mapping = models.JSONField(default=dict)
    first_row = models.PositiveIntegerField(default=2, help_text="Số dòng trong tệp của dòng số liệu đầu tiên")
    adds_procedures = models.BooleanField(default=False)
    only_good = models.BooleanField(default=False)
    rows_total = models.PositiveIntegerField(default=0)
    rows_good = models.PositiveIntegerField(default=0)
    rows_bad = models.PositiveIntegerField(default=0)
    rows_new = models.PositiveIntegerField(default=0)
    rows_updated = models.PositiveIntegerField(default=0)
    rows_unchanged = models.PositiveIntegerField(default=0)
    procedures_new = models.PositiveIntegerField(default=0)
    events_new = models.PositiveIntegerField(default=0)
    adapter = models.CharField(max_length=60, blank=True, default="", help_text="Cách đọc tệp của một hệ thống")
    came_from = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    progress = models.ForeignKey(Progress, on_delete=models.PROTECT, null=True, related_name="+")
    made_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    objects = ImportBatchQuerySet.as_manager()

    class Meta:
        indexes = [models.Index(fields=["locality", "-id"], name="batch_newest_first")]

    def __str__(self) -> str:
        return self.name

    @property
    def is_running(self) -> bool:
        """Say whether a job works on it now."""
        return self.state in imports.RUNNING


class StagedRows(models.Model):
    """The rows of a file between hand-in and import, packed, without refused columns; then only those left out stay."""

    batch = models.OneToOneField(ImportBatch, on_delete=models.CASCADE, related_name="staged", primary_key=True)
    content = models.BinaryField()

    def __str__(self) -> str:
        return f"rows of {self.batch_id}"


class RowFault(models.Model):
    """One thing wrong with one row of a file, in a sentence."""

    batch = models.ForeignKey(ImportBatch, on_delete=models.CASCADE, related_name="faults")
    row = models.PositiveIntegerField()
    field = models.CharField(max_length=30)
    value = models.CharField(max_length=80, blank=True)
    sentence = models.TextField()

    class Meta:
        indexes = [models.Index(fields=["batch", "row", "id"], name="fault_in_order")]

    def __str__(self) -> str:
        return self.sentence


class OnTimeRule(models.Model):
    """One version of a locality's on-time rule (quy tắc đúng hạn), for dossiers received from `valid_from` on.

    Never altered: a correction is a new version. Before the first one, the terms of `rules.on_time` hold.
    """

    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField()
    valid_from = models.DateField()
    terms = models.JSONField()
    source = models.TextField()
    assurance = models.CharField(max_length=20, choices=list(ASSURANCE_WORDS.items()))
    reason = models.TextField()
    made_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["locality", "number"], name="on_time_rule_number_once")]

    def __str__(self) -> str:
        return f"{self.locality_id}/{self.number}"

    @property
    def as_terms(self) -> Terms:
        """Give the stored terms."""
        return on_time.terms_from(self.terms)


class CalendarVersion(models.Model):
    """The working calendar by which due days were computed, whole, so that each can be computed again."""

    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    content = models.JSONField()
    made_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["locality", "sha256"], name="calendar_version_once")]

    def __str__(self) -> str:
        return self.sha256[:12]


class DossierQuerySet(models.QuerySet["Dossier"]):
    """Sets of dossiers."""

    def of(self, locality: Locality | int) -> Self:
        """Dossiers of one locality."""
        return self.filter(locality=locality)

    def visible_to(self, official: Official) -> Self:
        """The whole locality for roles that span it; else the own unit and all below it. Never another locality."""
        own = self.filter(locality=official.locality_id)
        if official.has_role(*SEES_WHOLE_LOCALITY):
            return own
        below = Q()
        for post in [*official.posts, *official.acting_posts]:
            below |= Q(unit__path__startswith=post.unit.path)
        return own.filter(below) if below else own.none()

    def counted(self) -> Self:
        """Dossiers that the on-time rule counts."""
        return self.filter(due_on__isnull=False)

    def in_bucket(self, bucket: Bucket, today: date) -> Self:
        """Dossiers with this outcome of the on-time rule today; says the same as `rules.on_time.bucket`."""
        running = {Bucket.WITHIN_TIME: Q(due_on__gte=today), Bucket.OVERDUE_OPEN: Q(due_on__lt=today)}
        found = Q(verdict=bucket.value)
        if bucket in running:
            found |= Q(verdict=on_time.RUNNING) & running[bucket]
        return self.counted().filter(found)


class Dossier(models.Model):
    """One case at the one-stop desk (hồ sơ): its procedure, unit, moments, state and rating.

    The moments follow from its events (`rules.events`). `due_on`, `ended_on` and `verdict` are what the on-time rule
    found by its version `rule` (null: the terms of `rules.on_time`) and its calendar: null `due_on` means not
    counted, null `ended_on` that the clock runs. From `paid_online` to `reopened_count` null means that no file has
    said; `entered_on` is the day on which the row first came into this installation, `last_changed_on` the day on which
    a file last changed it here.

    Indexes, from EXPLAIN over 40,000 rows: the unique (locality, code) serves the upsert; `dossier_newest` gives a page
    of the list without sorting; `dossier_of_unit` the same for a unit's own desk. Counts for the pager read one
    locality whole (about 10 ms) and would not be quicker by index; facts are read in order of id.
    """

    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, related_name="+", db_index=False)
    code = models.CharField(max_length=60)
    procedure = models.ForeignKey(Procedure, on_delete=models.PROTECT, related_name="+")
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", db_index=False)
    received_at = models.DateTimeField()
    promised_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    returned_at = models.DateTimeField(null=True)
    status = models.PositiveSmallIntegerField(choices=[(int(code), name) for code, name in states.STATUS_NAMES.items()])
    channel = models.PositiveSmallIntegerField(
        choices=[(int(code), name) for code, name in states.CHANNEL_NAMES.items()]
    )
    supplement_count = models.PositiveSmallIntegerField(default=0)
    supplement_requested_at = models.DateTimeField(null=True)
    supplement_done_at = models.DateTimeField(null=True)
    supplement_days = models.PositiveSmallIntegerField(default=0, help_text="Số ngày chờ bổ sung, cộng mọi lần")
    rating = models.PositiveSmallIntegerField(null=True)
    paid_online = models.BooleanField(null=True)
    fee_due = models.BooleanField(null=True, help_text="Thủ tục có phí và không phải mọi khoản đều bằng 0")
    result_electronic = models.BooleanField(null=True)
    digitised = models.BooleanField(null=True)
    reused = models.BooleanField(null=True, help_text="Dùng lại ít nhất một giấy tờ đã số hoá")
    from_store = models.BooleanField(null=True, help_text="Lấy giấy tờ từ kho dữ liệu, hoặc đưa kết quả vào kho")
    population_used = models.BooleanField(null=True)
    of_person = models.BooleanField(null=True, help_text="Người nộp là cá nhân, không phải tổ chức")
    synchronised = models.BooleanField(null=True)
    complained = models.BooleanField(null=True, help_text="Có phản ánh hoặc đánh giá không hài lòng")
    reopened_count = models.PositiveSmallIntegerField(null=True)
    entered_on = models.DateField(null=True)
    last_changed_on = models.DateField(null=True)
    due_on = models.DateField(null=True)
    ended_on = models.DateField(null=True)
    verdict = models.CharField(max_length=16, blank=True, default="", choices=list(on_time.VERDICT_NAMES.items()))
    rule = models.ForeignKey(OnTimeRule, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    calendar = models.ForeignKey(CalendarVersion, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    batch = models.ForeignKey(ImportBatch, on_delete=models.PROTECT, related_name="+", db_index=False)

    objects = DossierQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["locality", "-received_at", "-id"], name="dossier_newest"),
            models.Index(fields=["unit", "-received_at", "-id"], name="dossier_of_unit"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["locality", "code"], name="dossier_code_once"),
            models.CheckConstraint(condition=Q(status__range=(1, 10)), name="dossier_status_known"),
            models.CheckConstraint(condition=Q(channel__range=(1, 3)), name="dossier_channel_known"),
            models.CheckConstraint(
                condition=Q(rating__isnull=True) | Q(rating__range=(1, 5)), name="dossier_rating_1_to_5"
            ),
        ]

    def __str__(self) -> str:
        return self.code

    def bucket(self, today: date) -> Bucket | None:
        """Tell the outcome of the on-time rule as of a day; None when the dossier is not counted."""
        return on_time.bucket(self.verdict, self.due_on, today)

    def days_to_spare(self, calendar: Calendar, today: date) -> int:
        """Count working days left at the end, or until the due day while open; negative when late."""
        if self.due_on is None:
            raise ValueError(f"{self.code} is not counted")
        return calendar.between(self.ended_on or today, self.due_on)


class DossierEvent(models.Model):
    """One thing that happened to a dossier, as a file said; only ever added.

    Where a later file no longer says it, an entry that takes it back (`is_taken_back`) is added; the last entry of the
    same kind and moment counts. `promised_at` is the moment that a promise promises. There is no word about a citizen.
    """

    dossier = models.ForeignKey(Dossier, on_delete=models.PROTECT, related_name="events", db_index=False)
    kind = models.PositiveSmallIntegerField(choices=[(int(kind), name) for kind, name in KIND_NAMES.items()])
    at = models.DateTimeField()
    promised_at = models.DateTimeField(null=True)
    origin = models.PositiveSmallIntegerField(choices=[(int(each), each.name.lower()) for each in Origin])
    is_taken_back = models.BooleanField(default=False)
    batch = models.ForeignKey(ImportBatch, on_delete=models.PROTECT, related_name="+", db_index=False)

    class Meta:
        indexes = [models.Index(fields=["dossier", "id"], name="event_in_order")]
        constraints = [
            models.CheckConstraint(condition=Q(kind__range=(1, 16)), name="event_kind_known"),
            models.CheckConstraint(
                condition=Q(kind=15, promised_at__isnull=False) | ~Q(kind=15) & Q(promised_at__isnull=True),
                name="event_promise_has_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.dossier_id}: {self.kind}"
