"""An issued slip and an earlier version of the rule's numbers are never altered, not even by the owner."""

from django.db import migrations

FORBID = """
CREATE FUNCTION apologies_never_altered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is never altered.', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER slip_never_altered BEFORE UPDATE ON apologies_slip
    FOR EACH ROW EXECUTE FUNCTION apologies_never_altered();
CREATE TRIGGER terms_never_altered BEFORE UPDATE ON apologies_termsversion
    FOR EACH ROW EXECUTE FUNCTION apologies_never_altered();
"""
ALLOW = """
DROP TRIGGER terms_never_altered ON apologies_termsversion;
DROP TRIGGER slip_never_altered ON apologies_slip;
DROP FUNCTION apologies_never_altered();
"""


class Migration(migrations.Migration):
    dependencies = [("apologies", "0001_initial")]
    operations = [migrations.RunSQL(FORBID, ALLOW)]
