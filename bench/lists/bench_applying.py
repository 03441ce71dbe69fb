"""What applying a list and taking it back cost: ``python -m bench.lists.bench_applying``.

A list of new officials is read, applied; a second version, in which every one of them changes, is read, applied and
taken back; then the first one is taken back. Each step runs in a process of its own on an SQLite file. Compare
milliseconds of the processor a row, and rows with each other; seconds of the clock depend on what else the machine
does. Promised: applying costs at most 0.6 ms a row in all, a row of 100,000 at most 1.3 times a row of 1,000, and the
write lock is held for at most 10 s.
"""

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from bench.lists.made import write_list

LENGTHS = (1_000, 10_000, 100_000)
MOST_MILLISECONDS, MOST_GROWTH, MOST_LOCKED, MOST_MEGABYTES = 0.6, 1.3, 10.0, 600
# What is done, the phase of ``applied``, and the number of the list or its file.
STEPS = (
    ("receive", "receive", "new.xlsx"),
    ("read: all new", "read", "1"),
    ("apply: all new", "apply", "1"),
    ("receive", "receive", "changed.xlsx"),
    ("read: all changed", "read", "2"),
    ("apply: all changed", "apply", "2"),
    ("take back the changes", "undo", "2"),
    ("take back the new", "undo", "1"),
)


def figures(phase: str, folder: Path, given: str) -> dict[str, Any]:
    command = [sys.executable, "-m", "bench.lists.applied", phase, str(folder), given]
    return json.loads(subprocess.run(command, stdout=subprocess.PIPE, check=True).stdout)


def life(rows: int) -> dict[str, dict[str, Any]]:
    """The figures of each step in the life of two versions of a list, with the processor seconds in all."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_list(folder / "new.xlsx", rows=rows)
        write_list(folder / "changed.xlsx", rows=rows, version=2)
        figures("lay", folder, "0")
        told = {}
        for step, phase, given in STEPS:
            run = figures(phase, folder, str(folder / given) if phase == "receive" else given)
            told[step] = run | {"all": run["here"] + run["children"]}
        del told["receive"]
        return told


def kept(rows: int, step: str, run: dict[str, Any], *, growth: float) -> bool:
    small = max(run["megabytes"], run["child megabytes"]) < MOST_MEGABYTES
    if not step.startswith("apply"):
        return small
    quick = run["all"] / rows * 1000 <= MOST_MILLISECONDS and growth <= MOST_GROWTH
    return small and quick and run["lock"] <= MOST_LOCKED


def main() -> int:
    first: dict[str, float] = {}
    promised = True
    print(
        f"{'rows':>8} {'step':<22} {'CPU s':>7} {'ms a row':>9} {'growth':>7} {'locked s':>9} {'of it CPU':>10} {'MB':>5}"
    )
    for rows in LENGTHS:
        for step, run in life(rows).items():
            each = run["all"] / rows
            growth = each / first.setdefault(step, each)
            promised = kept(rows, step, run, growth=growth) and promised
            print(f"{rows:>8,} {step:<22} {run['all']:>7.2f} {each * 1000:>9.3f} {growth:>7.2f} {run['lock']:>9.2f} "
                  f"{run['lock busy']:>10.2f} {max(run['megabytes'], run['child megabytes']):>5.0f}")  # fmt: skip
    print("promises kept" if promised else "PROMISES BROKEN")
    return 0 if promised else 1


if __name__ == "__main__":
    sys.exit(main())
