"""Conferences that documents report, and the papers given there."""

from __future__ import annotations

from typing import Self

from django.db import models

from kheo.documents.models import Document
from kheo.people.models import Locality, Official


class ConferenceQuerySet(models.QuerySet["Conference"]):
    """Sets of conferences."""

    def visible_to(self, official: Official) -> Self:
        """Conferences of the official's own locality."""
        return self.filter(locality_id=official.locality_id)


class Conference(models.Model):
    """A conference (hội nghị) as its document reports it and a person confirmed it; empty where the text is silent."""

    locality = models.ForeignKey(Locality, on_delete=models.PROTECT, related_name="+")
    document = models.OneToOneField(Document, on_delete=models.PROTECT, related_name="+")
    title = models.CharField(max_length=500)
    held_on = models.DateField(null=True)
    location = models.CharField(max_length=300, blank=True)
    organiser = models.CharField(max_length=300, blank=True)
    chair = models.CharField(max_length=300, blank=True)
    papers_count = models.PositiveSmallIntegerField(null=True)
    made_at = models.DateTimeField()

    objects = ConferenceQuerySet.as_manager()

    def __str__(self) -> str:
        return self.title


class Paper(models.Model):
    """One paper (tham luận) named in the text: its unit or title, as written."""

    conference = models.ForeignKey(Conference, on_delete=models.CASCADE, related_name="+")
    order = models.PositiveSmallIntegerField()
    title = models.CharField(max_length=500)

    class Meta:
        ordering = ["order"]
        constraints = [models.UniqueConstraint(fields=["conference", "order"], name="paper_in_order")]

    def __str__(self) -> str:
        return self.title
