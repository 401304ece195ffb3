"""What the app's database role may not do: change or remove the trace (docs/operate.md)."""

from django.conf import settings
from django.db import connection
from psycopg import sql


def apply() -> None:
    """Give the app role plain rights on all tables, then take UPDATE, DELETE and TRUNCATE on the trace away.

    Run by the owner after each migration. Nothing happens where the role does not exist (one role for all).
    """
    role = str(settings.KHEO_APP_ROLE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s AND rolname <> current_user", [role])
        if cursor.fetchone() is None:
            return
        name = sql.Identifier(role)
        for statement in (
            "GRANT USAGE ON SCHEMA public TO {role}",
            "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO {role}",
            "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA public TO {role}",
            "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA public TO {role}",
            "REVOKE INSERT, UPDATE, DELETE ON django_migrations FROM {role}",
        ):
            cursor.execute(sql.SQL(statement).format(role=name))
        for table in set(settings.KHEO_APPEND_ONLY) & set(connection.introspection.table_names(cursor)):
            cursor.execute(
                sql.SQL("REVOKE UPDATE, DELETE, TRUNCATE ON {table} FROM {role}").format(
                    table=sql.Identifier(table), role=name
                )
            )
