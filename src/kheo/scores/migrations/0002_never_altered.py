"""What was entered stands: a version of the weights is never altered, not even by the owner; a correction is a new one."""

from django.db import migrations

TABLES = ("weightset", "weight", "classborder")
FORBID = """
CREATE FUNCTION scores_never_altered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is never altered: enter a new version.', TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;
""" + "".join(
    f"CREATE TRIGGER {table}_never_altered BEFORE UPDATE ON scores_{table}"
    f" FOR EACH ROW EXECUTE FUNCTION scores_never_altered();\n"
    for table in TABLES
)
ALLOW = "".join(f"DROP TRIGGER {table}_never_altered ON scores_{table};\n" for table in TABLES) + (
    "DROP FUNCTION scores_never_altered();"
)


class Migration(migrations.Migration):
    dependencies = [("scores", "0001_initial")]
    operations = [migrations.RunSQL(FORBID, ALLOW)]
