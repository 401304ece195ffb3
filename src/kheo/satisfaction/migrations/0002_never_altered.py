"""A counted answer and its choices are never altered, not even by the owner."""

from django.db import migrations

FORBID = """
CREATE FUNCTION satisfaction_never_altered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is never altered.', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER answer_never_altered BEFORE UPDATE ON satisfaction_answer
    FOR EACH ROW EXECUTE FUNCTION satisfaction_never_altered();
CREATE TRIGGER chosen_never_altered BEFORE UPDATE ON satisfaction_chosen
    FOR EACH ROW EXECUTE FUNCTION satisfaction_never_altered();
"""
ALLOW = """
DROP TRIGGER chosen_never_altered ON satisfaction_chosen;
DROP TRIGGER answer_never_altered ON satisfaction_answer;
DROP FUNCTION satisfaction_never_altered();
"""


class Migration(migrations.Migration):
    dependencies = [("satisfaction", "0001_initial")]
    operations = [migrations.RunSQL(FORBID, ALLOW)]
