"""One phase of the life of a list in a process of its own: ``python -m bench.lists.applied PHASE FOLDER [NUMBER]``.

Prints what it cost as JSON: processor seconds of this process and of its children, the longest time that a
transaction held SQLite's write lock and how much of it was work of this process, the peak of memory.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from sqlalchemy import event, select
from sqlalchemy.engine import Engine

from app import create_app
from training import dates
from training.courses import service as courses
from training.db import db
from training.identification import applying, reviewing, service, undoing
from training.identification.reading.model import ListKind
from training.organisation import service as organisation
from training.organisation.models import Unit
from training.workflow import service as workflow

RECEIVED = date(2018, 3, 5)


class WriteLock:
    """How long transactions that may write lasted, from BEGIN IMMEDIATE to their end."""

    def __init__(self) -> None:
        self.began, self.longest, self.busy = (0.0, 0.0), 0.0, 0.0
        event.listen(Engine, "after_cursor_execute", self._statement)
        event.listen(Engine, "commit", self._end)
        event.listen(Engine, "rollback", self._end)

    def _statement(self, _connection: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if statement == "BEGIN IMMEDIATE":
            self.began = (time.perf_counter(), time.process_time())

    def _end(self, connection: Any) -> None:
        if self.began[0]:
            connection.connection.dbapi_connection.commit()  # what SQLAlchemy does just after this event
            self.longest = max(self.longest, time.perf_counter() - self.began[0])
            self.busy = max(self.busy, time.process_time() - self.began[1])
            self.began = (0.0, 0.0)


def untold(_done: int, _total: int) -> None:
    """Nobody looks at the progress of a benchmark."""


def lay(_number: int) -> None:
    db.create_all()
    organisation.load_reference(date(2017, 1, 1))
    workflow.load_reference()
    courses.load_reference()


def receive(path: Path) -> None:
    unit = db.session.scalars(select(Unit).where(Unit.code == "MEF")).one()
    service.receive(
        path.read_bytes(), file_name=path.name, unit=unit, kind=ListKind.FMIS_USERS, received_on=RECEIVED,
        by=None, at=dates.now(),
    )  # fmt: skip


def read(number: int) -> None:
    reviewing.read_list(untold, list_id=number)


def applied(number: int) -> None:
    applying.apply_list(untold, list_id=number, by_id=None)


def undone(number: int) -> None:
    undoing.undo_list(untold, list_id=number, by_id=None)


PHASES: dict[str, Callable[[int], None]] = {"lay": lay, "read": read, "apply": applied, "undo": undone}


def main(phase: str, folder: str, given: str = "0") -> None:
    app = create_app(
        {"DATABASE_URL": f"sqlite:///{folder}/bench.db", "SECRET_KEY": "bench", "DATA_DIR": folder}
    )
    lock = WriteLock()
    with app.app_context():
        before = time.process_time()
        receive(Path(given)) if phase == "receive" else PHASES[phase](int(given))
        db.session.commit()
        here = time.process_time() - before
    child = resource.getrusage(resource.RUSAGE_CHILDREN)
    peaks = [resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    figures = {
        "here": here,
        "children": child.ru_utime + child.ru_stime,
        "lock": lock.longest,
        "lock busy": lock.busy,
        "megabytes": peaks[0] / 1024,
        "child megabytes": peaks[1] / 1024,
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main(*sys.argv[1:])
