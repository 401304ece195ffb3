"""What the published catalogue says of each procedure of a locality."""

from django.db import models
from django.db.models import F, Q

from kheo.directory import rules
from kheo.procedures.models import Procedure


class Entry(models.Model):
    """A procedure in the catalogue (danh mục): when it was announced and published, how far it can be done online.

    Null, and a blank level, is unknown; unknown is never counted. The procedure itself, with its unit and whether it
    gives a paper result, stands in `procedures`.
    """

    procedure = models.OneToOneField(Procedure, on_delete=models.PROTECT, primary_key=True, related_name="+")
    announced_on = models.DateField(null=True, blank=True)
    legal_effective_on = models.DateField(null=True, blank=True)
    published_on = models.DateField(null=True, blank=True)
    parts_count = models.PositiveSmallIntegerField(null=True, blank=True)
    online_level = models.CharField(max_length=4, choices=list(rules.LEVEL_NAMES.items()), blank=True)
    online_eligible = models.BooleanField(null=True, blank=True)
    has_fee = models.BooleanField(null=True, blank=True)
    fee_integrated = models.BooleanField(null=True, blank=True)
    of_person = models.BooleanField(null=True, blank=True)
    uses_population = models.BooleanField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(parts_count__isnull=True) | Q(parts_count__lte=rules.ALL_PARTS), name="entry_seven_parts"
            ),
            models.CheckConstraint(
                condition=Q(published_on__isnull=True)
                | Q(announced_on__isnull=True)
                | Q(published_on__gte=F("announced_on")),
                name="entry_published_after_announced",
            ),
        ]

    def __str__(self) -> str:
        return f"entry of {self.procedure_id}"
