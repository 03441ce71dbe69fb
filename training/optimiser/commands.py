"""The commands ``solve``, ``check`` and ``bounds``."""

import argparse
import json
import os
import signal
import sys
import time
from dataclasses import asdict
from pathlib import Path
from typing import Any

from training.optimiser import FORMAT
from training.optimiser.bounds import bounds
from training.optimiser.plan import Plan, as_json
from training.optimiser.problem import InvalidInput, Problem
from training.optimiser.reading import load, read_problem
from training.optimiser.report import report
from training.optimiser.solve import Options, plan

BROKEN, INVALID = 1, 2


def main(arguments: list[str] | None = None) -> int:
    """Run one command; returns the exit status of the contract."""
    asked = _parser().parse_args(arguments)
    # Wall time counts from the start of the process; what it has worked so far was loading this program.
    began = time.monotonic() - time.process_time()
    try:
        problem = read_problem(load(asked.problem))
        return asked.run(problem, asked, began)
    except InvalidInput as invalid:
        _print({"errors": invalid.errors, "status": "INVALID_INPUT"})
    except (OSError, ValueError) as unreadable:
        _print({"errors": [f"cannot be read: {unreadable}"], "status": "INVALID_INPUT"})
    return INVALID


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m training.optimiser")
    commands = parser.add_subparsers(required=True)
    solving = commands.add_parser("solve", help="make a plan")
    solving.add_argument("problem")
    solving.add_argument("--seconds", type=int, default=10)
    solving.add_argument("--seed", type=int, default=1)
    solving.add_argument("--output", required=True)
    solving.add_argument("--workers", type=int, default=2, choices=(1, 2))
    solving.add_argument("--iterations", type=int)
    solving.add_argument("--improve", action="store_true")
    solving.set_defaults(run=_solve)
    checking = commands.add_parser("check", help="check a plan")
    checking.add_argument("problem")
    checking.add_argument("plan")
    checking.add_argument("--json", action="store_true")
    checking.set_defaults(run=_check)
    bounding = commands.add_parser("bounds", help="lower bounds on the score")
    bounding.add_argument("problem")
    bounding.add_argument("--json", action="store_true")
    bounding.set_defaults(run=_bounds)
    return parser


def _print(answer: dict[str, Any]) -> None:
    sys.stdout.write(json.dumps(answer, ensure_ascii=True) + "\n")


def write(made: Plan, path: str | Path) -> None:
    """Write the plan beside its place and rename it, so that the file is always whole."""
    place = Path(path)
    beside = place.with_name(f".{place.name}.{os.getpid()}")
    text = json.dumps(as_json(made), ensure_ascii=False, indent=1)
    beside.write_text(text + "\n", encoding="utf-8", errors="surrogatepass")
    beside.replace(place)


def _solve(problem: Problem, asked: argparse.Namespace, began: float) -> int:
    stops: list[int] = []
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda got, _: stops.append(got))

    def show(line: dict[str, Any]) -> None:
        sys.stderr.write(json.dumps(line) + "\n")
        sys.stderr.flush()

    options = Options(
        seconds=asked.seconds,
        seed=asked.seed,
        workers=asked.workers,
        iterations=asked.iterations,
        improve=asked.improve,
        began=began,
        stopped=lambda: bool(stops),
        on_plan=lambda made: write(made, asked.output),
    )
    show({"seconds_ms": int((time.monotonic() - began) * 1000), "phase": "read", "total": None})
    write(plan(problem, options, show), asked.output)
    return 0


def _check(problem: Problem, asked: argparse.Namespace, _: float) -> int:
    answer = report(problem, load(asked.plan))
    _print(answer)
    return 0 if answer["ok"] else BROKEN


def _bounds(problem: Problem, _: argparse.Namespace, began: float) -> int:
    found = asdict(bounds(problem))
    fewest = found.pop("min_classes")
    took = int((time.monotonic() - began) * 1000)
    head = {"format": FORMAT, "problem_sha256": problem.sha256}
    _print({**head, "bounds": found, "min_classes": fewest, "seconds_ms": took})
    return 0
