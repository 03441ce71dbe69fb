"""What reading and matching a list costs, as a ratio to the bare reader: ``python -m bench.lists.bench_reading``.

Compare the ratios, not the seconds: those depend on the machine. Each list is measured three times in processes of
their own, and the quickest counts. Promised: at most 6 times the bare reader, under 600 MB, and a row of a list of
100,000 costs at most 1.3 times a row of a list of 1,000.
"""

import json
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path
from resource import RUSAGE_CHILDREN, getrusage
from typing import Any

from bench.lists.made import write_list
from training.identification.reading.model import ListKind
from training.identification.reading.safely import read_safely

LENGTHS = (1_000, 10_000, 100_000)
ROUNDS = 3
MOST_TIMES_BARE, MOST_MEGABYTES, MOST_GROWTH = 6.0, 600, 1.3


def figures(path: Path) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.lists.measured", str(path)]
    runs = [
        json.loads(subprocess.run(command, capture_output=True, check=True).stdout) for _ in range(ROUNDS)
    ]
    return min(runs, key=lambda run: run["read"] + run["match"])


def safely(path: Path) -> tuple[float, float]:
    """Processor seconds of the child, and of this process, to read a list as the server does."""
    child, here = getrusage(RUSAGE_CHILDREN).ru_utime, time.process_time()
    reading = read_safely(path.read_bytes(), org="MEF", kind=ListKind.FMIS_USERS, received=date(2018, 3, 5))
    assert reading.refusal is None, reading.refusal
    return getrusage(RUSAGE_CHILDREN).ru_utime - child, time.process_time() - here


def main() -> int:
    kept = True
    print(
        f"{'rows':>8} {'spoilt':>7} {'bare s':>8} {'read s':>8} {'match s':>8} {'times bare':>11} {'MB':>5}  µs/row"
    )
    with tempfile.TemporaryDirectory() as folder:
        per_row: dict[int, float] = {}
        for rows, spoilt in [*((rows, 0) for rows in LENGTHS), (LENGTHS[-1], 5), (LENGTHS[-1], 100)]:
            path = Path(folder) / f"{rows}-{spoilt}.xlsx"
            write_list(path, rows=rows, spoilt=spoilt)
            run = figures(path)
            ours = run["read"] + run["match"]
            times = ours / run["bare"]
            per_row.setdefault(rows, ours / rows)
            print(f"{rows:>8,} {spoilt:>6}% {run['bare']:>8.3f} {run['read']:>8.3f} {run['match']:>8.3f} {times:>11.2f} "
                  f"{run['megabytes']:>5.0f} {ours / rows * 1e6:>7.1f}")  # fmt: skip
            if rows == LENGTHS[-1] and spoilt <= 5:
                kept = kept and times <= MOST_TIMES_BARE and run["megabytes"] < MOST_MEGABYTES
        child, here = safely(Path(folder) / f"{LENGTHS[-1]}-0.xlsx")
    growth = per_row[LENGTHS[-1]] / per_row[LENGTHS[0]]
    print(f"a row of {LENGTHS[-1]:,} costs {growth:.2f} times a row of {LENGTHS[0]:,}")
    print(f"in a child process: {child:.2f} s there, {here:.2f} s here")
    kept = kept and growth <= MOST_GROWTH
    print("promises kept" if kept else "PROMISES BROKEN")
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
