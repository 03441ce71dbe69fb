"""Measure one list in a process of its own, and print the figures: ``python -m bench.lists.measured FILE``."""

import gc
import io
import json
import resource
import sys
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TypeVar

import python_calamine as calamine

from training.identification.matching import KnownOfficial, People
from training.identification.reading.joining import identity_of
from training.identification.reading.model import ListKind, Reading
from training.identification.reading.read import read

T = TypeVar("T")


def bare(data: bytes) -> int:
    """What any reader on python-calamine pays at least: every cell once, nothing done with it."""
    book = calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    return sum(1 for _ in book.get_sheet_by_index(0).iter_rows())


def matched(reading: Reading, known: list[KnownOfficial]) -> int:
    """Match every official of the list with the register, and look for similar ones."""
    people, found = People(known), 0
    for official in reading.officials:
        identity = identity_of(official.person)
        found += len(people.match(identity).others) + sum(1 for _ in people.similar(identity))
    return found


def seconds(work: Callable[[], T]) -> tuple[float, T]:
    start = time.process_time()
    result = work()
    return time.process_time() - start, result


def main(path: Path) -> None:
    data = path.read_bytes()
    gc.disable()  # as in the child process that reads
    bare_seconds, _ = seconds(lambda: bare(data))
    read_seconds, reading = seconds(
        lambda: read(data, org="MEF", kind=ListKind.FMIS_USERS, received=date(2018, 3, 5))
    )
    known = [KnownOfficial(n, identity_of(official.person)) for n, official in enumerate(reading.officials)]
    match_seconds, _ = seconds(lambda: matched(reading, known))
    figures = {
        "rows": len(reading.rows),
        "officials": len(reading.officials),
        "bare": bare_seconds,
        "read": read_seconds,
        "match": match_seconds,
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main(Path(sys.argv[1]))
