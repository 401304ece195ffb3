"""Versions of own indicators and freezes are never altered or deleted, and what a frozen period shows stays as it was."""

from django.db import migrations

FORBID = """
CREATE FUNCTION indicators_kept_for_good() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% is kept for good: % refused.', TG_TABLE_NAME, TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;
CREATE TRIGGER defined_version_kept BEFORE UPDATE OR DELETE ON indicators_definedversion
    FOR EACH ROW EXECUTE FUNCTION indicators_kept_for_good();
CREATE TRIGGER freeze_kept BEFORE UPDATE OR DELETE ON indicators_freeze
    FOR EACH ROW EXECUTE FUNCTION indicators_kept_for_good();
CREATE TRIGGER defined_indicator_kept BEFORE DELETE ON indicators_definedindicator
    FOR EACH ROW EXECUTE FUNCTION indicators_kept_for_good();
CREATE TRIGGER defined_indicator_named BEFORE UPDATE ON indicators_definedindicator
    FOR EACH ROW WHEN (OLD.code <> NEW.code OR OLD.locality_id <> NEW.locality_id)
    EXECUTE FUNCTION indicators_kept_for_good();

CREATE FUNCTION indicators_frozen() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (SELECT 1 FROM indicators_freeze WHERE snapshot_id = OLD.snapshot_id) THEN
        RAISE EXCEPTION 'A frozen period reads this: % refused.', TG_OP USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN OLD;
END $$;
CREATE TRIGGER observation_frozen BEFORE DELETE ON indicators_observation
    FOR EACH ROW EXECUTE FUNCTION indicators_frozen();

CREATE FUNCTION indicators_frozen_is_whole() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT 1 FROM added JOIN indicators_freeze frozen ON frozen.snapshot_id = added.snapshot_id
        WHERE frozen.versions ->> added.indicator = added.version::text
    ) THEN
        RAISE EXCEPTION 'A frozen period reads this: % refused.', TG_OP USING ERRCODE = 'insufficient_privilege';
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER observation_frozen_is_whole AFTER INSERT ON indicators_observation
    REFERENCING NEW TABLE AS added FOR EACH STATEMENT EXECUTE FUNCTION indicators_frozen_is_whole();
"""
ALLOW = """
DROP TRIGGER observation_frozen_is_whole ON indicators_observation;
DROP FUNCTION indicators_frozen_is_whole();
DROP TRIGGER observation_frozen ON indicators_observation;
DROP FUNCTION indicators_frozen();
DROP TRIGGER defined_indicator_named ON indicators_definedindicator;
DROP TRIGGER defined_indicator_kept ON indicators_definedindicator;
DROP TRIGGER freeze_kept ON indicators_freeze;
DROP TRIGGER defined_version_kept ON indicators_definedversion;
DROP FUNCTION indicators_kept_for_good();
"""


class Migration(migrations.Migration):
    dependencies = [("indicators", "0005_own_indicators")]
    operations = [migrations.RunSQL(FORBID, ALLOW)]
