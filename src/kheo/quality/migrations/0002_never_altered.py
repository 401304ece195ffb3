"""What was kept and explained is never altered; a change is kept anew. Results of a check are replaced whole."""

from django.db import migrations

FORBID = """
CREATE FUNCTION quality_never_altered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is never altered: keep it anew.', TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER kept_never_altered BEFORE UPDATE ON quality_kept
    FOR EACH ROW EXECUTE FUNCTION quality_never_altered();
CREATE TRIGGER explanation_never_altered BEFORE UPDATE ON quality_explanation
    FOR EACH ROW EXECUTE FUNCTION quality_never_altered();
"""
ALLOW = """
DROP TRIGGER explanation_never_altered ON quality_explanation;
DROP TRIGGER kept_never_altered ON quality_kept;
DROP FUNCTION quality_never_altered();
"""


class Migration(migrations.Migration):
    dependencies = [("quality", "0001_initial")]
    operations = [migrations.RunSQL(FORBID, ALLOW)]
