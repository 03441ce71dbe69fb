"""The child process that reads one file under limits: ``python -m training.identification.reading.child``.

The parent sends the question as a pickle and gets the reading as one; see ``safely``. Nothing that knows a
database is imported here, and nothing is inherited but the two pipes.
"""

import gc
import os
import pickle
import resource
import sys
from typing import BinaryIO

from training.identification.reading.model import Reading, Refusal, refused
from training.identification.reading.read import read

MOST_MEMORY = 512 * 1024 * 1024  # bytes of address space
MOST_SECONDS = 30  # of processor time
NOTHING_WRITTEN = 0  # bytes: the child writes no file


def main(question: BinaryIO, answer: BinaryIO) -> None:
    """Read what is asked, and answer; what no rule foresees is answered as a refusal."""
    limit_this_process()
    gc.disable()  # one list, then the process ends: collecting its 100,000 rows again and again costs a third
    asked = pickle.load(question)  # noqa: S301 - written by our own parent
    try:
        reading = read(**asked)
    except MemoryError:
        reading = refused(Refusal.TOO_MUCH_MEMORY)
    except RecursionError:
        reading = refused(Refusal.READER_DIED)
    _answer(reading, answer)


def limit_this_process() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS + 1))
    resource.setrlimit(resource.RLIMIT_FSIZE, (NOTHING_WRITTEN, NOTHING_WRITTEN))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _answer(reading: Reading, answer: BinaryIO) -> None:
    try:
        pickle.dump(reading, answer, protocol=pickle.HIGHEST_PROTOCOL)
    except MemoryError:
        pickle.dump(refused(Refusal.TOO_MUCH_MEMORY), answer)
    answer.flush()


if __name__ == "__main__":
    pipe = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # whatever a library prints does not spoil the answer
    main(sys.stdin.buffer, pipe)
