"""What was asked, answered, closed and set is never altered; only words may be erased, with their row."""

from django.db import migrations

TABLES = ("question", "answer", "closing", "setting", "statement", "round")
FORBID = """
CREATE FUNCTION integrity_never_altered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is never altered: say it anew.', TG_TABLE_NAME
        USING ERRCODE = 'insufficient_privilege';
END $$;
""" + "".join(
    f"CREATE TRIGGER {table}_never_altered BEFORE UPDATE ON integrity_{table}"
    " FOR EACH ROW EXECUTE FUNCTION integrity_never_altered();\n"
    for table in TABLES
)
ALLOW = (
    "".join(f"DROP TRIGGER {table}_never_altered ON integrity_{table};\n" for table in TABLES)
    + "DROP FUNCTION integrity_never_altered();"
)


class Migration(migrations.Migration):
    dependencies = [("integrity", "0001_initial")]
    operations = [migrations.RunSQL(FORBID, ALLOW)]
