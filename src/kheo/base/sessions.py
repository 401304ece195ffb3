"""Sessions in the database; where it may only be read, a look at a page is not refused for want of a time stamp."""

from django.contrib.sessions.backends.base import UpdateError
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.contrib.sessions.base_session import AbstractBaseSession
from django.contrib.sessions.models import Session
from django.db import InternalError
from psycopg.errors import ReadOnlySqlTransaction


class SessionStore(DatabaseStore):
    """Django's, which on a read-only database leaves a known session as it was; a new one is still refused aloud."""

    @classmethod
    def get_model_class(cls) -> type[AbstractBaseSession]:
        """Give the table; Django would look for one beside this module."""
        return Session

    def save(self, must_create: bool = False) -> None:
        """Keep the session."""
        try:
            super().save(must_create)
        except (InternalError, UpdateError) as refused:
            told = refused.__context__ if isinstance(refused, UpdateError) else refused
            if must_create or not isinstance(getattr(told, "__cause__", None), ReadOnlySqlTransaction):
                raise
