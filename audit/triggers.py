"""Tables that only grow: triggers that refuse UPDATE and DELETE, equal on SQLite and PostgreSQL.

`insert_only(table)` goes into the migration that makes the table. `drop_triggers` and `create_triggers` take them away and
put them back, for what must empty tables: the tests' flush and the removal of demo data. Knows no other app.
"""

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

_GUARDED: set[str] = set()

_POSTGRESQL_FUNCTION = """
CREATE OR REPLACE FUNCTION sahna_insert_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% only grows: rows are never changed or deleted', TG_TABLE_NAME USING ERRCODE = 'integrity_constraint_violation';
END $$
"""


def insert_only(table: str) -> migrations.RunPython:
    """Return the reversible operation that makes the table refuse UPDATE, DELETE and (on PostgreSQL) TRUNCATE."""
    _refuse_odd_name(table)
    _GUARDED.add(table)

    def forwards(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        _create(editor.connection, table)

    def backwards(_apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        _drop(editor.connection, table)

    return migrations.RunPython(forwards, backwards)


def drop_triggers(connection: BaseDatabaseWrapper) -> None:
    """Take the guards away from every registered table that exists."""
    for table in _guarded_tables(connection):
        _drop(connection, table)


def create_triggers(connection: BaseDatabaseWrapper) -> None:
    """Put the guards back on every registered table that exists; a guard that stands already is made anew."""
    for table in _guarded_tables(connection):
        _drop(connection, table)
        _create(connection, table)


def guarded_tables() -> frozenset[str]:
    """Return the names of the tables that only grow, as the loaded migrations registered them."""
    return frozenset(_GUARDED)


def _guarded_tables(connection: BaseDatabaseWrapper) -> list[str]:
    return sorted(_GUARDED & set(connection.introspection.table_names()))


def _refuse_odd_name(table: str) -> None:
    if not (table.replace("_", "").isascii() and table.isidentifier() and table.islower()):
        raise ValueError(f"“{table}” is not a plain table name.")


def _create(connection: BaseDatabaseWrapper, table: str) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(_POSTGRESQL_FUNCTION)
            cursor.execute(
                f'CREATE TRIGGER {table}_only_grows BEFORE UPDATE OR DELETE ON "{table}" '
                "FOR EACH ROW EXECUTE FUNCTION sahna_insert_only()"
            )
            cursor.execute(
                f'CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON "{table}" '
                "FOR EACH STATEMENT EXECUTE FUNCTION sahna_insert_only()"
            )
            return
        for verb in ("UPDATE", "DELETE"):
            cursor.execute(
                f'CREATE TRIGGER {table}_no_{verb.lower()} BEFORE {verb} ON "{table}" '
                f"BEGIN SELECT RAISE(ABORT, '{table} only grows: rows are never changed or deleted'); END"
            )


def _drop(connection: BaseDatabaseWrapper, table: str) -> None:
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f'DROP TRIGGER IF EXISTS {table}_only_grows ON "{table}"')
            cursor.execute(f'DROP TRIGGER IF EXISTS {table}_no_truncate ON "{table}"')
            return
        for verb in ("update", "delete"):
            cursor.execute(f"DROP TRIGGER IF EXISTS {table}_no_{verb}")
