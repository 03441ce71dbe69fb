"""Read a file from outside in a child process: a hostile one can neither stop the server nor fill memory."""

import io
import os
import pickle
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

from training.identification.reading import child, model
from training.identification.reading.files import BIGGEST_FILE
from training.identification.reading.model import ListKind, Reading, Refusal, refused

MOST_WAITING = 120  # seconds of the clock, for a loaded machine
BIGGEST_ANSWER = 600 * 1024 * 1024  # bytes
_PROJECT = Path(__file__).parents[3]
_RECORDS = (
    "FileStatus", "Refusal", "RowKind", "Fate", "Place", "Person", "ListedRow", "ListedOfficial", "Finding",
    "Relation", "ListedColumn", "ListedSheet", "Reading",
)  # fmt: skip
_KNOWN = {("datetime", "date"): date} | {(model.__name__, name): getattr(model, name) for name in _RECORDS}


def read_safely(data: bytes, *, org: str, kind: ListKind, received: date) -> Reading:
    """As ``read.read``, in a fresh interpreter with at most 512 MB of memory and 30 processor seconds.

    Whatever happens to the child, the answer is a reading; a child that dies gives a refused one. The child
    is no copy of this process: it has no database connection and no secrets.
    """
    if len(data) > BIGGEST_FILE:
        return refused(Refusal.TOO_BIG)
    question = pickle.dumps({"data": data, "org": org, "kind": kind, "received": received})
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-P", "-m", child.__name__],
            input=question, capture_output=True, timeout=MOST_WAITING, check=False, cwd="/",
            env=_environment(), close_fds=True, start_new_session=True,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return refused(Refusal.TOO_SLOW)
    return _answer(done.stdout) if done.returncode == 0 else refused(_why(done.returncode, done.stderr))


def _environment() -> dict[str, str]:
    return {
        "PYTHONPATH": str(_PROJECT),
        "PATH": os.defpath,
        "LC_ALL": "C.UTF-8",
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def _why(code: int, said: bytes) -> Refusal:
    if code in {-signal.SIGXCPU, -signal.SIGKILL}:
        return Refusal.TOO_SLOW
    memory = b"memory allocation" in said or b"MemoryError" in said
    return Refusal.TOO_MUCH_MEMORY if memory else Refusal.READER_DIED


class _Answer(pickle.Unpickler):
    """Takes nothing but records of a reading, whatever a broken child may send."""

    def find_class(self, module: str, name: str) -> Any:
        return _KNOWN[module, name]


def _answer(answer: bytes) -> Reading:
    if len(answer) > BIGGEST_ANSWER:
        return refused(Refusal.TOO_LONG)
    try:
        reading = _Answer(io.BytesIO(answer)).load()
    except (pickle.UnpicklingError, EOFError, KeyError, ValueError, TypeError, AttributeError, IndexError):
        return refused(Refusal.READER_DIED)
    return reading if isinstance(reading, Reading) else refused(Refusal.READER_DIED)
