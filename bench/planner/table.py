"""Plan problems of the family: ``python -m bench.planner.table --officials 163 --seeds 1 2``."""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from bench.planner.family import make
from bench.planner.greedy import greedy
from training.optimiser.bounds import bounds
from training.optimiser.reading import load, read_problem
from training.optimiser.report import report
from training.optimiser.scoring import score_of

HEAD = (
    "problem",
    "first s",
    "seconds",
    "unserved",
    "J",
    "J / bound",
    "J / own bound",
    "J / greedy",
    "classes",
    "MB",
)
STORED = {one["problem_sha256"]: one for one in load(Path(__file__).parent / "bounds.json").values()}


def main() -> None:
    """Print one line per problem."""
    parser = argparse.ArgumentParser()
    parser.add_argument("problems", nargs="*", help="stored problems; else --officials and --seeds")
    parser.add_argument("--officials", type=int, nargs="*", default=[163])
    parser.add_argument("--seeds", type=int, nargs="*", default=[11])
    parser.add_argument("--seconds", type=int, default=10)
    asked = parser.parse_args()
    print("| " + " | ".join(HEAD) + " |\n|" + "---|" * len(HEAD))
    for path in asked.problems:
        print(line(Path(path).stem, load(path), asked.seconds), flush=True)
    for number in [] if asked.problems else asked.officials:
        for seed in asked.seeds:
            print(line(f"{number} seed {seed}", make(number, seed=seed), asked.seconds), flush=True)


def line(name: str, raw: dict[str, Any], seconds: int) -> str:
    """Plan one problem in a process of its own and return its line of the table."""
    problem = read_problem(raw)
    with tempfile.TemporaryDirectory() as folder:
        given, made = Path(folder) / "problem.json", Path(folder) / "plan.json"
        given.write_text(json.dumps(raw))
        begun = time.monotonic()
        command = [sys.executable, "-m", "training.optimiser", "solve", str(given), "--seconds", str(seconds)]
        with subprocess.Popen([*command, "--output", str(made)], stderr=subprocess.DEVNULL) as run:
            while not made.exists() and run.poll() is None:
                time.sleep(0.01)
            first = time.monotonic() - begun
        took = time.monotonic() - begun
        answer, classes = report(problem, load(made)), len(load(made)["classes"])
    assert answer["ok"], answer["violations"]
    total, own = answer["score"]["total"], bounds(problem, seconds=10)
    stored = STORED.get(problem.sha256)
    least = stored["bound"]["total"] if stored else own.total
    baseline = stored["greedy"]["J"] if stored else score_of(problem, greedy(problem))["total"]
    memory = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    facts = (f"{first:.2f}", f"{took:.1f}", answer["unserved"], total)
    rates = tuple(f"{total / max(1, part):.3f}" for part in (least, own.total, baseline))
    return (
        "| " + " | ".join(map(str, (name, *facts, *rates, f"{classes} of {own.min_classes}", memory))) + " |"
    )


if __name__ == "__main__":
    main()
