"""Seals and heads are append-only too, for everybody who comes through SQL."""

from django.db import migrations

TABLES = ("seals_seal", "seals_head")
FORBID = "".join(
    f"""
CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
    FOR EACH ROW EXECUTE FUNCTION base_audit_append_only();
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
    FOR EACH STATEMENT EXECUTE FUNCTION base_audit_append_only();
"""
    for table in TABLES
)
ALLOW = "".join(
    f"DROP TRIGGER {table}_no_truncate ON {table}; DROP TRIGGER {table}_no_change ON {table};" for table in TABLES
)


class Migration(migrations.Migration):
    dependencies = [("seals", "0001_initial"), ("base", "0002_append_only")]
    operations = [migrations.RunSQL(FORBID, ALLOW)]
