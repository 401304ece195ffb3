"""What plans and programmes are meant to move."""

from django.db import models

from kheo.commitments.models import Commitment
from kheo.documents.models import Document


class PlanCommitment(models.Model):
    """The tie (gắn): this plan or programme is meant to move that number."""

    document = models.ForeignKey(Document, on_delete=models.PROTECT, related_name="+", db_index=False)
    commitment = models.ForeignKey(Commitment, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["document", "commitment"], name="plan_tied_once")]

    def __str__(self) -> str:
        return f"{self.document_id} ~ {self.commitment_id}"
