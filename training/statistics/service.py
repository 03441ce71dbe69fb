"""Exports that hold names leave a trace."""

from training import audit
from training.accounts.models import User
from training.statistics.queries import EXPORTED, Filter


def note_export(table: str, *, narrowed: Filter, rows: int, by: User) -> None:
    """Write into the log that somebody took ``rows`` names out, and by what they were chosen."""
    audit.record(
        EXPORTED,
        by,
        by=by,
        table=table,
        rows=rows,
        unit=narrowed.unit_id,
        course=narrowed.course_id,
        first=narrowed.first.isoformat() if narrowed.first else None,
        last=narrowed.last.isoformat() if narrowed.last else None,
    )
