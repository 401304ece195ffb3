"""Small pieces of PostgreSQL that the models name."""

from typing import Any

from django.db.models import BigIntegerField, Func


class CurrentTransaction(Func):
    """The id of the running transaction (`pg_current_xact_id`, 64 bits, never wraps), as a bigint."""

    template = "(pg_current_xact_id()::text::bigint)"
    output_field = BigIntegerField()

    def __init__(self, **extra: Any) -> None:
        super().__init__(**extra)
