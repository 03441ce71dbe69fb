"""Exports that hold names leave a trace."""

from training import audit
from training.accounts.models import User
from training.statistics.queries import EXPORTED, Filter


def note_export(table: str, *, narrowed: Filter, rows: int, women: int, by: User) -> None:
    """Write into the log that ``rows`` names, ``women`` among them, were taken out, and how chosen."""
    audit.record(
        EXPORTED,
        by,
        by=by,
        table=table,
        rows=rows,
        women=women,
        unit=narrowed.unit_id,
        course=narrowed.course_id,
        first=narrowed.first.isoformat() if narrowed.first else None,
        last=narrowed.last.isoformat() if narrowed.last else None,
    )
