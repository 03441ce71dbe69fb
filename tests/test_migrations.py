"""Migrations and models say the same, on both databases; they stand in one line and can be undone."""

import re
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from flask_migrate import downgrade, upgrade
from sqlalchemy import inspect, text
from sqlalchemy.engine import Connection

from training.db import db

pytestmark = pytest.mark.real_database
FOREIGN = re.compile("alembic_version|huey_")  # alembic's and the job queue's own
FOLDER = Path(__file__).parent.parent / "migrations"


def shape(connection: Connection) -> list[tuple[str, str]]:
    """Every index and constraint as the database itself writes it, spaces and quotes aside."""
    if connection.dialect.name == "sqlite":
        ask = "SELECT name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
    else:
        ask = """
            SELECT indexname, indexdef FROM pg_indexes WHERE schemaname = 'public'
            UNION ALL
            SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint
            WHERE connamespace = 'public'::regnamespace
        """
    found = [(name, re.sub(r'[\s"]+', "", sql)) for name, sql in connection.execute(text(ask))]
    return sorted(item for item in found if not FOREIGN.search(item[0]))


def ours(name, kind, _parents):
    return not (kind == "table" and FOREIGN.search(name))


def checks(connection: Connection) -> dict[str, list[tuple[str | None, str]]]:
    """The checks of every table, by name."""
    look = inspect(connection)
    tables = sorted(name for name in look.get_table_names() if not FOREIGN.search(name))
    return {
        table: sorted((check["name"], check["sqltext"]) for check in look.get_check_constraints(table))
        for table in tables
    }


def test_migrations_build_what_the_models_say(bare):
    upgrade()
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True, "include_name": ours})
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("warnings.warn", lambda *_args, **_more: None)  # expression indexes: compared below
            differences = compare_metadata(context, db.metadata)
        migrated = shape(connection), checks(connection)
    assert differences == []
    downgrade(revision="base")
    db.create_all()
    with db.engine.connect() as connection:
        assert (shape(connection), checks(connection)) == migrated


def test_migrations_can_be_undone_down_to_nothing(bare):
    upgrade()
    downgrade(revision="base")
    assert [name for name in inspect(db.engine).get_table_names() if not FOREIGN.search(name)] == []


def test_migrating_twice_changes_nothing(bare):
    upgrade()
    with db.engine.connect() as connection:
        before = shape(connection)
    upgrade()
    with db.engine.connect() as connection:
        assert shape(connection) == before


def test_migrations_stand_in_one_numbered_line():
    revisions = [r.revision for r in ScriptDirectory(str(FOLDER)).walk_revisions()][::-1]
    assert revisions == [f"{n:04}" for n in range(1, len(revisions) + 1)]
    names = sorted(path.name[:5] for path in (FOLDER / "versions").glob("[0-9]*.py"))
    assert names == [f"{revision}_" for revision in revisions]
