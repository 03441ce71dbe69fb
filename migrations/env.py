"""How migrations run: on the application's own database, numbered 0001, 0002, …"""

from pathlib import Path

from alembic import context
from flask import current_app

from training.db import Instant, access, db

VERSIONS = Path(__file__).parent / "versions"


def number(_context, _revision, directives) -> None:
    """Give the next number instead of a hash; an empty migration is not written."""
    script = directives[0]
    if script.upgrade_ops.is_empty():
        directives[:] = []
        return
    script.rev_id = f"{len(list(VERSIONS.glob('[0-9]*.py'))) + 1:04}"


def plainly(kind, thing, _context):
    """Write our instants as the database sees them, so that old migrations need nothing of the program."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(thing, Instant) else False


def ours(name, kind, _parents) -> bool:
    """Leave the tables of the job queue alone: it makes them itself."""
    return not (kind == "table" and name.startswith("huey_"))


def run() -> None:
    with access(to_write=True), db.engine.connect() as connection:
        options = current_app.extensions["migrate"].configure_args
        options = options | {
            "process_revision_directives": number,
            "render_item": plainly,
            "include_name": ours,
        }
        context.configure(connection=connection, target_metadata=db.metadata, **options)
        with context.begin_transaction():
            context.run_migrations()
        connection.commit()


run()
