"""What makes the database itself refuse to change the audit chain (I30); put there by migration 0002.

Words may go after `chain.WORDS_STAY`; nothing else may change, and no row may go. SQLite's `INSERT OR REPLACE`
deletes without asking a delete trigger, so inserting over a row is refused too. A later migration that rebuilds the
table on SQLite has to call `protect` again: a test tries.
"""

from typing import Any

from django.db.backends.base.schema import BaseDatabaseSchemaEditor

TABLE = "events_auditrow"
SAYS = "the audit chain only grows"
STAYS = ("number", "at", "who", "act", "subject", "case", "data", "why_seal", "previous", "seal")
#: As `chain.WORDS_STAY`.
DAYS = 6 * 365 + 2


def same(different: str) -> str:
    """The condition that something other than the words changes, or the words too early."""
    columns = [f'NEW."{name}" {different} OLD."{name}"' for name in STAYS]
    return " OR ".join(["NEW.why <> ''", *columns])


SQLITE = (
    f"""CREATE TRIGGER {TABLE}_no_delete BEFORE DELETE ON {TABLE}
        BEGIN SELECT RAISE(ABORT, '{SAYS}'); END""",
    f"""CREATE TRIGGER {TABLE}_no_change BEFORE UPDATE ON {TABLE}
        WHEN {same("IS NOT")} OR OLD.at >= datetime('now', '-{DAYS} days')
        BEGIN SELECT RAISE(ABORT, '{SAYS}'); END""",
    f"""CREATE TRIGGER {TABLE}_no_replace BEFORE INSERT ON {TABLE}
        WHEN EXISTS (SELECT 1 FROM {TABLE}
                     WHERE number = NEW.number OR previous = NEW.previous OR seal = NEW.seal)
        BEGIN SELECT RAISE(ABORT, '{SAYS}'); END""",  # noqa: S608  # our own words
)
POSTGRESQL = (
    f"""CREATE FUNCTION {TABLE}_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
          IF TG_OP = 'TRUNCATE' THEN
            IF NOT EXISTS (SELECT 1 FROM {TABLE}) THEN RETURN NULL; END IF;
          ELSIF TG_OP = 'UPDATE' THEN
            IF NOT ({same("IS DISTINCT FROM")} OR OLD.at >= now() - interval '{DAYS} days') THEN RETURN NEW; END IF;
          END IF;
          RAISE EXCEPTION '{SAYS}';
        END $$""",  # noqa: S608  # our own words
    f"""CREATE TRIGGER {TABLE}_no_change BEFORE UPDATE OR DELETE ON {TABLE}
        FOR EACH ROW EXECUTE FUNCTION {TABLE}_refuse()""",
    f"""CREATE TRIGGER {TABLE}_no_truncate BEFORE TRUNCATE ON {TABLE}
        FOR EACH STATEMENT EXECUTE FUNCTION {TABLE}_refuse()""",
)
OPEN_SQLITE = tuple(f"DROP TRIGGER {TABLE}_no_{what}" for what in ("delete", "change", "replace"))
OPEN_POSTGRESQL = (f"DROP FUNCTION {TABLE}_refuse CASCADE",)


def protect(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Put the triggers there."""
    run(schema_editor, SQLITE, POSTGRESQL)


def unprotect(apps: Any, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """Take them away: to go back in migrations, and for tests."""
    run(schema_editor, OPEN_SQLITE, OPEN_POSTGRESQL)


def run(schema_editor: BaseDatabaseSchemaEditor, sqlite: tuple[str, ...], postgresql: tuple[str, ...]) -> None:
    """The statements for this kind of database."""
    with schema_editor.connection.cursor() as cursor:
        for statement in postgresql if schema_editor.connection.vendor == "postgresql" else sqlite:
            cursor.execute(statement)
