"""What a child process may take, and how it is asked: the inside of ``confined``.

Nothing that knows a database is imported here, and nothing is inherited but the two pipes.
"""

import gc
import os
import pickle
import resource
import sys
from collections.abc import Callable
from typing import Any

from training.identification.reading.model import Refusal, Refused

MOST_MEMORY = 512 * 1024 * 1024  # bytes of address space
MOST_SECONDS = 30  # of processor time
NOTHING_WRITTEN = 0  # bytes: the child writes no file


def serve(work: Callable[..., object]) -> None:
    """Take one question (keyword arguments) from standard input, and give the result or a refusal."""
    pipe = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints does not spoil the answer
    limit_this_process()
    gc.disable()  # one list, then the process ends: collecting its 100,000 rows again and again costs a third
    asked: dict[str, Any] = pickle.load(sys.stdin.buffer)  # noqa: S301 - written by our own parent
    try:
        answer = work(**asked)
    except Refused as refused:
        answer = refused.refusal
    except MemoryError:
        answer = Refusal.TOO_MUCH_MEMORY
    except RecursionError:
        answer = Refusal.READER_DIED
    pickle.dump(answer, pipe, protocol=pickle.HIGHEST_PROTOCOL)  # piece by piece, not held twice
    pipe.flush()


def limit_this_process() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (NOTHING_WRITTEN, NOTHING_WRITTEN))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
