"""What is known of the dossiers of earlier imports becomes events and a verdict, and events are never altered.

The statements say once what `rules.events.of_row` and `rules.on_time` said on the day of this migration.
"""

from django.db import migrations

EVENTS = """
INSERT INTO procedures_dossierevent (dossier_id, kind, at, promised_at, origin, is_taken_back, batch_id)
SELECT d.id, e.kind, e.at, e.promised_at, 2, false, d.batch_id
FROM procedures_dossier d
CROSS JOIN LATERAL (VALUES
    (1, 2, d.received_at, NULL::timestamptz),
    (2, 15, CASE WHEN d.promised_at IS NOT NULL THEN d.received_at END, d.promised_at),
    (3, 5, d.supplement_requested_at, NULL),
    (4, 11, d.supplement_done_at, NULL),
    (5, CASE WHEN d.status IN (3, 7, 8) THEN d.status ELSE 9 END, d.finished_at, NULL),
    (6, 10, d.returned_at, NULL)
) AS e (place, kind, at, promised_at)
WHERE e.at IS NOT NULL
ORDER BY d.id, e.place
"""
VERDICTS = """
UPDATE procedures_dossier SET
    supplement_days = greatest(0, COALESCE(
        (supplement_done_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date
        - (supplement_requested_at AT TIME ZONE 'Asia/Ho_Chi_Minh')::date, 0)),
    verdict = CASE
        WHEN due_on IS NULL THEN ''
        WHEN status IN (3, 7, 8, 9, 10) AND ended_on IS NOT NULL THEN
            CASE WHEN supplement_count > 1 OR ended_on > due_on THEN 'overdue_finished'
                 WHEN ended_on < due_on THEN 'early' ELSE 'on_time' END
        WHEN supplement_count > 1 THEN 'overdue_open'
        WHEN ended_on IS NULL THEN 'running'
        WHEN ended_on <= due_on THEN 'within_time'
        ELSE 'overdue_open' END
"""
FORBID = """
CREATE FUNCTION procedures_never_altered() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is only ever added to.', TG_TABLE_NAME USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER event_never_altered BEFORE UPDATE OR DELETE ON procedures_dossierevent
    FOR EACH ROW EXECUTE FUNCTION procedures_never_altered();
CREATE TRIGGER on_time_rule_never_altered BEFORE UPDATE OR DELETE ON procedures_ontimerule
    FOR EACH ROW EXECUTE FUNCTION procedures_never_altered();
CREATE TRIGGER calendar_version_never_altered BEFORE UPDATE OR DELETE ON procedures_calendarversion
    FOR EACH ROW EXECUTE FUNCTION procedures_never_altered();
"""
ALLOW = """
DROP TRIGGER calendar_version_never_altered ON procedures_calendarversion;
DROP TRIGGER on_time_rule_never_altered ON procedures_ontimerule;
DROP TRIGGER event_never_altered ON procedures_dossierevent;
DROP FUNCTION procedures_never_altered();
"""


class Migration(migrations.Migration):
    dependencies = [("procedures", "0003_events_and_rule")]
    operations = [
        migrations.RunSQL(EVENTS, "DELETE FROM procedures_dossierevent"),
        migrations.RunSQL(VERDICTS, "UPDATE procedures_dossier SET supplement_days = 0, verdict = ''"),
        migrations.RunSQL(FORBID, ALLOW),
    ]
