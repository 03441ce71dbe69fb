"""Work on a file from outside in a child process: it can neither stop the server nor fill its memory."""

import io
import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from training.identification.reading import model
from training.identification.reading.model import Refusal

MOST_WAITING = 120  # seconds of the clock, for a loaded machine
BIGGEST_ANSWER = 600 * 1024 * 1024  # bytes
_PROJECT = Path(__file__).parents[3]
_RECORDS = (
    "FileStatus", "Refusal", "RowKind", "Fate", "Place", "Person", "ListedRow", "ListedOfficial", "Finding",
    "Relation", "ListedColumn", "ListedSheet", "Reading",
)  # fmt: skip
_KNOWN = {("datetime", "date"): date} | {(model.__name__, name): getattr(model, name) for name in _RECORDS}


def in_child(module: str, question: Mapping[str, object]) -> object:
    """Run ``module`` in a fresh interpreter with at most 512 MB of memory and 30 processor seconds.

    Gives its answer, or a ``Refusal`` whatever happens to it. The child is no copy of this process: it has no
    database connection and no secrets.
    """
    try:
        done = subprocess.run(  # noqa: S603 - our own interpreter and module
            [sys.executable, "-P", "-m", module],
            input=pickle.dumps(question), capture_output=True, timeout=MOST_WAITING, check=False, cwd="/",
            env=environment(), close_fds=True, start_new_session=True,
        )  # fmt: skip
    except subprocess.TimeoutExpired:
        return Refusal.TOO_SLOW
    return unpacked(done.stdout) if done.returncode == 0 else why_it_died(done.returncode, done.stderr)


def environment() -> dict[str, str]:
    """All that the child learns of this machine."""
    return {
        "PYTHONPATH": str(_PROJECT),
        "PATH": os.defpath,
        "LC_ALL": "C.UTF-8",
        "PYTHONDONTWRITEBYTECODE": "1",
    }


def why_it_died(code: int, said: bytes) -> Refusal:
    if code in {-signal.SIGXCPU, -signal.SIGKILL}:
        return Refusal.TOO_SLOW
    memory = b"memory allocation" in said or b"MemoryError" in said
    return Refusal.TOO_MUCH_MEMORY if memory else Refusal.READER_DIED


def unpacked(answer: bytes) -> object:
    """What a child answered; nothing but records of a reading and plain values is taken from it."""
    if len(answer) > BIGGEST_ANSWER:
        return Refusal.TOO_LONG
    try:
        return _Answer(io.BytesIO(answer)).load()
    except (pickle.UnpicklingError, EOFError, LookupError, ValueError, TypeError, AttributeError):
        return Refusal.READER_DIED


class _Answer(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        return _KNOWN[module, name]
