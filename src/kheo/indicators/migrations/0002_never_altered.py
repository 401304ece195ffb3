"""A snapshot and its observations are never altered, not even by the owner; a correction is a new snapshot."""

from django.db import migrations

FORBID = """
CREATE FUNCTION indicators_never_altered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is never altered: take a new snapshot.', TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER snapshot_never_altered BEFORE UPDATE ON indicators_snapshot
    FOR EACH ROW EXECUTE FUNCTION indicators_never_altered();
CREATE TRIGGER observation_never_altered BEFORE UPDATE ON indicators_observation
    FOR EACH ROW EXECUTE FUNCTION indicators_never_altered();
"""
ALLOW = """
DROP TRIGGER observation_never_altered ON indicators_observation;
DROP TRIGGER snapshot_never_altered ON indicators_snapshot;
DROP FUNCTION indicators_never_altered();
"""


class Migration(migrations.Migration):
    dependencies = [("indicators", "0001_initial")]
    operations = [migrations.RunSQL(FORBID, ALLOW)]
