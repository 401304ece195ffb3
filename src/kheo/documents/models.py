"""Official documents read into Khéo. Field names follow the metadata of Nghị định 30/2020/NĐ-CP, Phụ lục VI."""

from __future__ import annotations

from typing import Self

from django.db import models

from kheo.base.models import Attachment
from kheo.documents import rules
from kheo.people.models import Locality, Official


class DocumentQuerySet(models.QuerySet["Document"]):
    """Sets of documents."""

    def visible_to(self, official: Official) -> Self:
        """Documents of the official's own locality: all its officials may read them."""
        return self.filter(locality_id=official.locality_id)

    def plans(self) -> Self:
        """Plans, programmes and registrations of models."""
        return self.filter(type_name__in=rules.PLANS)


class Document(models.Model):
    """One document: where it comes from, its words, and the file it was read from."""

    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, related_name="+")
    type_name = models.CharField(max_length=5, choices=list(rules.KIND_NAMES.items()), default=rules.Kind.OTHER)
    code_number = models.CharField(max_length=11, blank=True)
    code_notation = models.CharField(max_length=30, blank=True)
    issued_date = models.DateField(null=True, blank=True)
    organ_name = models.CharField(max_length=200, blank=True)
    subject = models.CharField(max_length=500, blank=True)
    page_amount = models.PositiveSmallIntegerField(null=True, blank=True)
    text = models.TextField()
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(Official, on_delete=models.PROTECT, related_name="+")

    objects = DocumentQuerySet.as_manager()

    class Meta:
        ordering = ["-made_at", "-pk"]
        indexes = [models.Index(fields=["locality", "-made_at"], name="document_newest")]

    def __str__(self) -> str:
        return self.label

    @property
    def is_plan(self) -> bool:
        """Say whether it is a plan, a programme or the registration of a model."""
        return self.type_name in rules.PLANS

    @property
    def number_symbol(self) -> str:
        """Give "27/TB-UBND", or an empty string."""
        return rules.number_symbol(self.code_number, self.code_notation)

    @property
    def label(self) -> str:
        """Give the short name people use: "Thông báo số 27/TB-UBND", else the abstract."""
        if self.number_symbol:
            return f"{self.get_type_name_display()} số {self.number_symbol}"
        return self.subject or self.get_type_name_display()
