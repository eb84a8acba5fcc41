"""The journal's tables on PostgreSQL. With SQLite every record is a file of its own, and there is nothing to make here.

They belong to no model: nothing of Django reads, writes, flushes or drops them. There is no way back, because a record
is never removed by a migration.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLES = """
CREATE TABLE record_entries (
    alliance text COLLATE "C" NOT NULL, idx bigint NOT NULL CHECK (idx >= 0),
    header bytea NOT NULL, salt bytea, body bytea, key text NOT NULL CHECK (key <> ''),
    PRIMARY KEY (alliance, idx)
);
CREATE TABLE record_acts (
    alliance text COLLATE "C" NOT NULL, key text COLLATE "C" NOT NULL,
    first bigint NOT NULL, rows bigint NOT NULL CHECK (rows > 0),
    PRIMARY KEY (alliance, key)
);
CREATE TABLE record_heads (
    alliance text COLLATE "C" PRIMARY KEY, size bigint NOT NULL CHECK (size > 0), root bytea NOT NULL, note bytea NOT NULL
);
"""

# One look per statement at all the rows it adds: a trigger per row would halve the rate of an import.
FUNCTIONS = """
CREATE FUNCTION record_refuses() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% only grows: % is refused', TG_TABLE_NAME, TG_OP USING ERRCODE = 'restrict_violation';
END $$;
CREATE FUNCTION record_entries_in_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF EXISTS (
        SELECT FROM (
            SELECT alliance, min(idx) AS first, max(idx) AS last, count(*) AS rows FROM added GROUP BY alliance
        ) AS run
        WHERE last - first + 1 <> rows OR first > 0 AND NOT EXISTS (
            SELECT FROM record_entries AS before WHERE before.alliance = run.alliance AND before.idx = run.first - 1
        )
    ) THEN
        RAISE EXCEPTION 'entries are only added at the end' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NULL;
END $$;
CREATE FUNCTION record_head_grows() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF NEW.size <= OLD.size OR NEW.alliance <> OLD.alliance THEN
        RAISE EXCEPTION 'the head only grows' USING ERRCODE = 'restrict_violation';
    END IF;
    RETURN NEW;
END $$;
"""

TRIGGERS = """
CREATE TRIGGER entries_in_order AFTER INSERT ON record_entries REFERENCING NEW TABLE AS added
    FOR EACH STATEMENT EXECUTE FUNCTION record_entries_in_order();
CREATE TRIGGER head_grows BEFORE UPDATE ON record_heads FOR EACH ROW EXECUTE FUNCTION record_head_grows();
CREATE TRIGGER entries_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON record_entries
    FOR EACH STATEMENT EXECUTE FUNCTION record_refuses();
CREATE TRIGGER acts_stay BEFORE UPDATE OR DELETE OR TRUNCATE ON record_acts
    FOR EACH STATEMENT EXECUTE FUNCTION record_refuses();
CREATE TRIGGER heads_remain BEFORE DELETE OR TRUNCATE ON record_heads
    FOR EACH STATEMENT EXECUTE FUNCTION record_refuses();
"""

# "Always", so that a session that calls itself a replica cannot pass them by.
ALWAYS = """
ALTER TABLE record_entries ENABLE ALWAYS TRIGGER entries_in_order;
ALTER TABLE record_entries ENABLE ALWAYS TRIGGER entries_stay;
ALTER TABLE record_acts ENABLE ALWAYS TRIGGER acts_stay;
ALTER TABLE record_heads ENABLE ALWAYS TRIGGER head_grows;
ALTER TABLE record_heads ENABLE ALWAYS TRIGGER heads_remain;
"""

SCHEMA = TABLES + FUNCTIONS + TRIGGERS + ALWAYS


def lay_out(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Make the tables where the database is PostgreSQL."""
    if schema_editor.connection.vendor == "postgresql":
        schema_editor.execute(SCHEMA, params=None)


class Migration(migrations.Migration):
    dependencies = [("keeper", "0001_initial")]

    operations = [migrations.RunPython(lay_out)]
