"""Administrative procedures, imported files, and dossiers: what is measured, without a word about the citizen.

There are no columns for names, phones, identity numbers or addresses, and an import never stores such columns.
"""

from datetime import date
from typing import Self

from django.db import models
from django.db.models import F, Q

from kheo.base.models import Progress
from kheo.days import Calendar
from kheo.people.models import Locality, Official, Unit
from kheo.people.rules import SEES_WHOLE_LOCALITY, Role
from kheo.procedures.rules import imports, on_time, states
from kheo.procedures.rules.on_time import Bucket
from kheo.procedures.rules.states import Status

IMPORTERS = (Role.ONE_STOP_DESK, Role.CLERK, Role.ADMINISTRATOR)


class Procedure(models.Model):
    """An administrative procedure (thủ tục hành chính) as the locality handles it; the limit is in working days."""

    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, related_name="+")
    code = models.CharField(max_length=40)
    name = models.CharField(max_length=300)
    field = models.CharField(max_length=120, blank=True, help_text="Lĩnh vực")
    time_limit_days = models.PositiveSmallIntegerField(null=True, blank=True)
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
    """The rows of a file between hand-in and import, packed, without refused columns; deleted when the import ends."""

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
        finished = Q(status__in=states.CLOSED, ended_on__isnull=False)
        twice = Q(status=Status.SUPPLEMENT_REQUESTED, supplement_count__gt=1)
        in_time = Q(ended_on__lte=F("due_on")) | Q(ended_on__isnull=True, due_on__gte=today)
        late = Q(ended_on__gt=F("due_on")) | Q(ended_on__isnull=True, due_on__lt=today)
        outcome = {
            Bucket.EARLY: finished & Q(ended_on__lt=F("due_on")),
            Bucket.ON_TIME: finished & Q(ended_on=F("due_on")),
            Bucket.OVERDUE_FINISHED: finished & Q(ended_on__gt=F("due_on")),
            Bucket.WITHIN_TIME: ~finished & ~twice & in_time,
            Bucket.OVERDUE_OPEN: ~finished & (twice | late),
        }
        return self.counted().filter(outcome[bucket])


class Dossier(models.Model):
    """One case at the one-stop desk (hồ sơ): its procedure, unit, moments, state and rating.

    `due_on` and `ended_on` are what the on-time rule found when the row came in (`rules.on_time`): null `due_on` means
    not counted, null `ended_on` that the clock runs. From `paid_online` to `reopened_count` null means that no file has
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
        return on_time.bucket(Status(self.status), self.supplement_count, self.due_on, self.ended_on, today)

    def days_to_spare(self, calendar: Calendar, today: date) -> int:
        """Count working days left at the end, or until the due day while open; negative when late."""
        if self.due_on is None:
            raise ValueError(f"{self.code} is not counted")
        return calendar.between(self.ended_on or today, self.due_on)
