"""Long work: the state is a row in our tables, huey only says “look at row n”.

``submit`` writes the row in the caller's transaction; after the commit ``wake`` tells huey. A worker takes a
lease on the row; a sweep puts back rows whose lease has lapsed, so a killed worker loses nothing. Tasks must
therefore be safe to run again: each takes the ids of what to do and finds out what is still to be done. On
SQLite a task that wants its progress seen commits in steps, for there is one writer at a time.
"""

import logging
import threading
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from pathlib import Path
from typing import Any

from flask import Flask
from huey import Huey, PostgresHuey, SqliteHuey, crontab
from sqlalchemy import Engine, ForeignKey, Index, String, Text, or_, update
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Mapped, mapped_column

from training import dates
from training.audit import Actor
from training.db import access, db, text_enum
from training.states import HasLife

log = logging.getLogger(__name__)
LEASE = timedelta(seconds=60)
PULSE = 1.0  # seconds between looks at what is to be told
QUIET_BEATS = 15  # a lease is prolonged at least this often
MOST_ATTEMPTS = 10


class JobState(StrEnum):
    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    FAILED = "failed"  # ten attempts; a person must look


class Job(HasLife, db.Model):
    """One piece of long work, with its progress."""

    LIFE = "job"
    MOVES = {
        JobState.QUEUED: {JobState.RUNNING},
        JobState.RUNNING: {JobState.QUEUED, JobState.DONE, JobState.FAILED},
        JobState.FAILED: {JobState.QUEUED},
    }
    __table_args__ = (Index(None, "state", "run_at"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    task: Mapped[str] = mapped_column(String(60))
    arguments: Mapped[dict[str, Any]]
    state: Mapped[JobState] = mapped_column(text_enum(JobState), default=JobState.QUEUED)
    done: Mapped[int] = mapped_column(default=0)
    total: Mapped[int] = mapped_column(default=0)
    attempts: Mapped[int] = mapped_column(default=0)
    error: Mapped[str] = mapped_column(Text, default="")
    result: Mapped[dict[str, Any]] = mapped_column(default=dict)
    submitted_by_id: Mapped[int | None] = mapped_column(ForeignKey("user.id"))
    submitted_at: Mapped[datetime]
    run_at: Mapped[datetime]  # not before
    lease_ends_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


Progress = Callable[[int, int], None]
Task = Callable[..., Mapping[str, Any] | None]
_tasks: dict[str, Task] = {}
Chore = Callable[..., None]
_chores: list[Chore] = []


def task(function: Task) -> Task:
    """Make ``function(progress, **arguments)`` a task, known by its module and name."""
    _tasks[f"{function.__module__.removeprefix('training.')}.{function.__name__}"] = function
    return function


def every_minute(function: Chore) -> Chore:
    """Let a worker call ``function(at=…)`` each minute, in a transaction of its own."""
    _chores.append(function)
    return function


def do_chores(*, at: datetime) -> None:
    """Do what is to be done each minute; one that fails is written down and stops no other."""
    for chore in _chores:
        try:
            chore(at=at)
            db.session.commit()
        except Exception:
            db.session.rollback()
            log.exception("the chore %s failed", chore.__name__)


def submit(function: Task, *, by: Actor | None, **arguments: Any) -> Job:
    """Write the job into the caller's transaction; ``arguments`` are plain. Then commit and ``wake``."""
    moment = dates.now()
    name = f"{function.__module__.removeprefix('training.')}.{function.__name__}"
    job = Job(
        task=name,
        arguments=arguments,
        submitted_by_id=by.id if by else None,
        submitted_at=moment,
        run_at=moment,
    )
    db.session.add(job)
    db.session.flush()
    return job


def init_app(app: Flask) -> None:
    """Give the application its huey, on the same kind of database, and the two huey tasks it knows."""
    huey = make_huey(app.config["SQLALCHEMY_DATABASE_URI"], folder=Path(app.config["DATA_DIR"]))

    @huey.task()
    def look_at(number: int) -> None:
        with app.app_context(), access(to_write=True):
            run(number)

    @huey.periodic_task(crontab(minute="*"))
    def sweep_rows() -> None:
        with app.app_context(), access(to_write=True):
            for number in sweep(at=dates.now()):
                look_at(number)
            do_chores(at=dates.now())

    app.extensions["jobs"] = look_at
    app.extensions["huey"] = huey


def make_huey(url: str, *, folder: Path) -> Huey:
    if url.startswith("postgresql"):
        return PostgresHuey(
            "training", dsn=url.replace("postgresql+psycopg://", "postgresql://"), results=False
        )
    folder.mkdir(parents=True, exist_ok=True)
    return SqliteHuey("training", filename=str(folder / "jobs.db"), results=False, fsync=False)


def wake(app: Flask, job: Job) -> None:
    """Tell a worker, after the commit. If this is lost, the sweep finds the row within a minute."""
    app.extensions["jobs"](job.id)


def run(number: int) -> None:
    """Take the lease of job ``number`` and do it; what another worker holds or has done is left alone."""
    job = _leased(number, at=dates.now())
    if job is None:
        return
    function, arguments, attempt = _tasks[job.task], dict(job.arguments), job.attempts
    pulse = Pulse(db.engine, number=number, attempt=attempt)
    pulse.start()
    try:
        result = function(pulse.progress, **arguments)
        db.session.commit()
    except Exception as error:  # noqa: BLE001 - whatever a task raises is kept on its row
        db.session.rollback()
        pulse.stop()
        _failed(number, error, attempt=attempt)
    else:
        pulse.stop()
        pulse.write(state=JobState.DONE, ended_at=dates.now(), lease_ends_at=None, result=dict(result or {}))


class Pulse(threading.Thread):
    """Tells the row how far the task is and prolongs its lease, on a connection of its own.

    The task never waits for this: its own transaction may hold SQLite's only write lock. ``attempt`` keeps a
    worker that was believed dead from writing over its successor.
    """

    def __init__(self, engine: Engine, *, number: int, attempt: int) -> None:
        super().__init__(daemon=True)
        self.engine, self.number, self.attempt = engine, number, attempt
        self.reached = self.told = (0, 0)
        self.over = threading.Event()

    def progress(self, done: int, total: int) -> None:
        self.reached = (done, total)

    def run(self) -> None:
        quiet = 0
        while not self.over.wait(PULSE):
            quiet += 1
            if self.reached != self.told or quiet >= QUIET_BEATS:
                self._beat()
                quiet = 0

    def stop(self) -> None:
        self.over.set()
        self.join()

    def write(self, **values: Any) -> None:
        """Change the row, if it is still ours; what was reached goes along."""
        self.told = done, total = self.reached
        mine = update(Job).where(Job.id == self.number, Job.attempts == self.attempt)
        with self.engine.begin() as connection:
            connection.execute(mine.values(done=done, total=total, **values))

    def _beat(self) -> None:
        try:
            self.write(lease_ends_at=dates.now() + LEASE)
        except OperationalError:
            self.told = (-1, -1)  # locked for long: told at the next beat


def sweep(*, at: datetime) -> list[int]:
    """Put back rows whose worker is gone, and give the numbers of all that should be looked at now."""
    lapsed = update(Job).where(Job.state == JobState.RUNNING, Job.lease_ends_at < at)
    db.session.execute(lapsed.values(state=JobState.QUEUED, lease_ends_at=None))
    ready = db.select(Job.id).where(Job.state == JobState.QUEUED, Job.run_at <= at).order_by(Job.id)
    numbers = list(db.session.scalars(ready))
    db.session.commit()
    return numbers


def _leased(number: int, *, at: datetime) -> Job | None:
    free = or_(Job.state == JobState.QUEUED, (Job.state == JobState.RUNNING) & (Job.lease_ends_at < at))
    claim = (
        update(Job)
        .where(Job.id == number, free)
        .values(state=JobState.RUNNING, lease_ends_at=at + LEASE, attempts=Job.attempts + 1, error="")
        .returning(Job.id)
    )
    claimed = db.session.scalar(claim)
    db.session.commit()
    return db.session.get(Job, number) if claimed else None


def _failed(number: int, error: Exception, *, attempt: int) -> None:
    job = db.session.get_one(Job, number, populate_existing=True)
    if job.attempts != attempt:
        return  # another worker has it now
    last = job.attempts >= MOST_ATTEMPTS
    job.state = JobState.FAILED if last else JobState.QUEUED
    job.error = f"{type(error).__name__}: {error}"[:2000]
    job.lease_ends_at = None
    job.ended_at = dates.now() if last else None
    job.run_at = dates.now() + timedelta(seconds=2**job.attempts)
    db.session.commit()
