"""Lists in a database of their own, processes that are killed at work on them, and what is there afterwards."""

import os
import random
import signal
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import event, select, text
from sqlalchemy.engine import Engine

from tests.factories import NOON
from training import dates, jobs
from training.courses import service as courses
from training.db import db
from training.identification import reviewing, service
from training.identification.models import ListKind
from training.identification.reading.model import FileStatus, ListedOfficial, Person, Place, Reading
from training.jobs import Job
from training.khmer import name_key
from training.officials.models import Official
from training.organisation import service as organisation
from training.organisation.models import Unit
from training.workflow import service as workflow

RECEIVED = date(2017, 10, 2)
ROWS = 600
FAMILIES = ("សុខ", "ចាន់", "លី", "ហេង", "គឹម", "មាស", "ទូច", "ជា")
GIVEN = ("សុភា", "ដារ៉ា", "វណ្ណា", "ចន្ធូ", "រិទ្ធី", "ពិសិដ្ឋ", "កល្យាណ", "មុន្នី", "សុជាតា")
IN_FLIGHT = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND state <> 'idle' AND pid <> pg_backend_pid()"


def lay_reference() -> None:
    db.create_all()
    organisation.load_reference(date(2017, 1, 1))
    workflow.load_reference()
    courses.load_reference()
    db.session.commit()


def people(draw: random.Random, *, first: int, count: int) -> Iterator[Person]:
    """Officials ``first`` and following; whoever is listed again has another telephone and perhaps other roles."""
    for number in range(first, first + count):
        fixed = random.Random(number)
        name = f"{fixed.choice(FAMILIES)} {fixed.choice(GIVEN)}"
        yield Person(
            official_id=f"{number:010}",
            khmer_name=name,
            name_key=name_key(name),
            latin_name=f"OFFICIAL {number}",
            sex=fixed.choice("FM"),
            birth_date=date(1960 + number % 40, 1 + number % 12, 1 + number % 28),
            phone=f"+855{draw.randrange(10**8):08}",
            email=None,
            org="MEF" if draw.random() < 0.8 else "GDNT",
            unit="ក្រសួងសេដ្ឋកិច្ច និងហិរញ្ញវត្ថុ",
            office=None,
            position="មន្ត្រី",
            roles=tuple(sorted(draw.sample(("AP.ENTRY", "AR.ENTRY", "GL.ENTRY"), k=draw.randint(1, 2)))),
        )


def reviewed(seed: int) -> int:
    """Receive and review a list of known and of new officials; some of either."""
    draw = random.Random(seed)
    officials = [
        ListedOfficial(one, (Place("", 8 + place),))
        for place, one in enumerate(people(draw, first=draw.randrange(ROWS), count=ROWS))
    ]
    unit = db.session.scalars(select(Unit).where(Unit.code == "MEF")).one()
    kept = service.receive(
        f"{seed}".encode(), file_name="list.xlsx", unit=unit, kind=ListKind.FMIS_USERS,
        received_on=RECEIVED, by=None, at=NOON,
    )  # fmt: skip
    reviewing.review(kept, Reading(status=FileStatus.OK, officials=tuple(officials)))
    number = kept.id
    db.session.commit()
    return number


@dataclass(frozen=True, slots=True)
class Work:
    """How long a job takes that nobody kills, and how many statements it sends."""

    seconds: float
    statements: int


def measured(number: int) -> Work:
    """Do the job here, to the end."""
    sent = [0]

    def count(*_told: object) -> None:
        sent[0] += 1

    event.listen(Engine, "before_cursor_execute", count)
    began = time.monotonic()
    jobs.run(number)
    event.remove(Engine, "before_cursor_execute", count)
    return Work(time.monotonic() - began, sent[0])


def killed(work: Callable[[], object], *, draw: random.Random, usual: Work) -> None:
    """Do ``work`` in a process that is killed: before a statement drawn by lot, or after a time drawn by lot."""
    statement = draw.choice((draw.randint(1, usual.statements), None))
    process = forked(work, die_before=statement)
    if statement is None:
        time.sleep(draw.uniform(0, usual.seconds))
        os.kill(process, signal.SIGKILL)
    wait_for(process)


def forked(work: Callable[[], object], *, die_before: int | None = None) -> int:
    """Begin ``work`` in a process of its own, on connections of its own; give its number when it has begun."""
    db.session.remove()
    db.engine.dispose()
    begun, begin = os.pipe()
    process = os.fork()
    if process == 0:
        try:
            _die_before_statement(die_before)
            os.write(begin, b".")
            work()
        finally:
            os._exit(0)
    os.read(begun, 1)
    os.close(begun)
    os.close(begin)
    return process


def wait_for(process: int) -> None:
    os.waitpid(process, 0)
    settle()


def _die_before_statement(which: int | None) -> None:
    sent = [0]

    def count(*_told: object) -> None:
        sent[0] += 1
        if sent[0] == which:
            os.kill(os.getpid(), signal.SIGKILL)

    event.listen(Engine, "before_cursor_execute", count)


def settle() -> None:
    """Wait until the database has noticed that the killed process is gone."""
    db.session.rollback()
    while db.engine.dialect.name == "postgresql" and db.session.scalar(text(IN_FLIGHT)):
        db.session.rollback()
        time.sleep(0.02)


def everything() -> dict[str, list[str]]:
    """Every row of every table but the jobs', with its number."""
    tables = [table for table in db.metadata.sorted_tables if table.name != Job.__tablename__]
    return {table.name: sorted(map(repr, db.session.execute(select(table)))) for table in tables}


def meaning() -> dict[str, list[str]]:
    """The same without numbers and instants: people by their ID, the journal by what it covers."""
    officials = dict(db.session.execute(select(Official.id, Official.staff_id)).all())
    told: dict[str, list[str]] = {}
    for table in db.metadata.sorted_tables:
        if table.name != Job.__tablename__:
            rows = db.session.execute(select(table)).mappings()
            told[table.name] = sorted(str(_meant(table.name, row, officials=officials)) for row in rows)
    return told


def _meant(table: str, row: Mapping[str, Any], *, officials: Mapping[int, str]) -> dict[str, Any]:
    meant = {name: value for name, value in row.items() if name != "id" and not isinstance(value, datetime)}
    for name in {"official_id", "alike_id"} & meant.keys():
        meant[name] = officials.get(meant[name])
    if table == "list_deed":
        meant["last_id"] -= meant.pop("row_id")
    return meant


def outcome(before: dict[str, list[str]], after: dict[str, list[str]]) -> str:
    """ "nothing" or "all"; what is neither is half done."""
    settle()
    if everything() == before:
        return "nothing"
    return "all" if meaning() == after else "half"


def submitted(task: jobs.Task, *, list_id: int) -> int:
    number = jobs.submit(task, by=None, list_id=list_id, by_id=None).id
    db.session.commit()
    return number


def swept(number: int) -> Job:
    """Let a later worker find the job whose worker was killed, and do it."""
    jobs.sweep(at=dates.now() + 2 * jobs.LEASE)
    jobs.run(number)
    db.session.rollback()
    return db.session.get_one(Job, number, populate_existing=True)
