"""What the machine is doing and what was done: jobs and the audit log, newest first, a page at a time."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Row, Select, func, select, text

from training.accounts.models import User
from training.audit import AuditEntry
from training.db import db
from training.i18n import Bilingual, Text, _
from training.jobs import Job, JobState
from training.operation.words import TASKS, VERBS

__all__ = [
    "PAGE", "VERBS", "Health", "JobLine", "count_of", "deeds_of", "entries", "health", "job", "jobs",
]  # fmt: skip

PAGE = 50


@dataclass(frozen=True, slots=True)
class JobLine:
    """A job as the list and its own page show it."""

    job: Job
    title: Text
    words: Text
    by: Bilingual | None


@dataclass(frozen=True, slots=True)
class Health:
    """Is anything waiting for a person?"""

    database: str
    waiting: int
    running: int
    failed: int
    oldest: datetime | None = None  # since when the job waits that is first in line
    size: int = 0  # of the database, in bytes


def jobs(*, before: int | None = None) -> list[JobLine]:
    """The newest jobs, older than number ``before``."""
    wanted = _with_names().order_by(Job.id.desc()).limit(PAGE)
    if before:
        wanted = wanted.where(Job.id < before)
    return [_line(row) for row in db.session.execute(wanted)]


def job(number: int) -> JobLine | None:
    row = db.session.execute(_with_names().where(Job.id == number)).one_or_none()
    return _line(row) if row else None


def entries(
    *, before: int | None = None, verb: str | None = None, actor: str | None = None
) -> Sequence[AuditEntry]:
    """The newest deeds, older than number ``before``, of one kind, by people with ``actor`` in their name."""
    wanted = select(AuditEntry).order_by(AuditEntry.id.desc()).limit(PAGE)
    if before:
        wanted = wanted.where(AuditEntry.id < before)
    if verb:
        wanted = wanted.where(AuditEntry.verb == verb)
    if actor:
        wanted = wanted.where(AuditEntry.actor_name.icontains(actor, autoescape=True))
    return db.session.scalars(wanted).all()


def deeds_of(*verbs: str, most: int) -> Sequence[AuditEntry]:
    """The latest deeds of the given kinds."""
    wanted = select(AuditEntry).where(AuditEntry.verb.in_(verbs)).order_by(AuditEntry.id.desc())
    return db.session.scalars(wanted.limit(most)).all()


def count_of(*verbs: str) -> dict[str, int]:
    """How often each of the given deeds was done since the program began."""
    counted = select(AuditEntry.verb, func.count()).where(AuditEntry.verb.in_(verbs))
    found = dict(db.session.execute(counted.group_by(AuditEntry.verb)).all())
    return {verb: found.get(verb, 0) for verb in verbs}


def health() -> Health:
    """Count jobs by state; asking is itself the proof that the database answers."""
    found = dict(db.session.execute(select(Job.state, func.count()).group_by(Job.state)).all())
    names = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}
    return Health(
        database=names.get(db.engine.dialect.name, db.engine.dialect.name),
        waiting=found.get(JobState.QUEUED, 0),
        running=found.get(JobState.RUNNING, 0),
        failed=found.get(JobState.FAILED, 0),
        oldest=db.session.scalar(select(func.min(Job.run_at)).where(Job.state == JobState.QUEUED)),
        size=_size(),
    )


def _size() -> int:
    """How large the database is, in bytes: what a copy of it needs."""
    if db.engine.dialect.name == "postgresql":
        return db.session.scalar(select(func.pg_database_size(func.current_database()))) or 0
    pages = db.session.scalar(
        text("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()")
    )
    return pages or 0


def _with_names() -> Select[Job, str, str]:
    return select(Job, User.name_km, User.name_en).outerjoin(User, User.id == Job.submitted_by_id)


def _line(row: Row[Job, str, str]) -> JobLine:
    found, km, en = row
    title = TASKS.get(found.task, found.task)
    return JobLine(found, title, _words(found), Bilingual(km, en) if km or en else None)


def _words(found: Job) -> Text:
    if found.state is JobState.QUEUED:
        return _("It is tried again soon.") if found.attempts else _("It begins in a moment.")
    if found.state is JobState.RUNNING:
        return (
            _("%(done)s of %(total)s", done=found.done, total=found.total)
            if found.total
            else _("It has begun.")
        )
    if found.state is JobState.DONE:
        return _("It is done.")
    return _("It was given up after %(attempts)s attempts.", attempts=found.attempts)
