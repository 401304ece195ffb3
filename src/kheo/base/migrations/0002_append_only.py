"""The trace is append-only for everybody who comes through SQL, the owner included."""

from django.db import migrations

FORBID = """
CREATE FUNCTION base_audit_append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'The audit record is append-only: % refused.', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER audit_no_change BEFORE UPDATE OR DELETE ON base_auditrecord
    FOR EACH ROW EXECUTE FUNCTION base_audit_append_only();
CREATE TRIGGER audit_no_truncate BEFORE TRUNCATE ON base_auditrecord
    FOR EACH STATEMENT EXECUTE FUNCTION base_audit_append_only();
"""
ALLOW = """
DROP TRIGGER audit_no_truncate ON base_auditrecord;
DROP TRIGGER audit_no_change ON base_auditrecord;
DROP FUNCTION base_audit_append_only();
"""


class Migration(migrations.Migration):
    dependencies = [("base", "0001_initial")]
    operations = [migrations.RunSQL(FORBID, ALLOW)]
