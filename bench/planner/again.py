"""Plan again after something happened: ``python -m bench.planner.again --officials 163 --seed 11``."""

import argparse
import json
import random
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any

from bench.planner.family import make
from training.optimiser.checks import hard_rules
from training.optimiser.plan import as_json
from training.optimiser.reading import load, read_problem
from training.optimiser.solve import Options, plan

HEAD = ("event", "seats", "moved", "lost", "room or trainer only", "unserved", "seconds")
SECONDS = 30  # the most that planning again may take; it stops long before


def main() -> None:
    """Print one line per event."""
    parser = argparse.ArgumentParser()
    parser.add_argument("problem", nargs="?", help="a stored problem; else --officials and --seed")
    parser.add_argument("--officials", type=int, default=163)
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--seconds", type=int, default=10, help="for the first plan")
    asked = parser.parse_args()
    raw = load(asked.problem) if asked.problem else make(asked.officials, seed=asked.seed)
    first = json.loads(json.dumps(as_json(plan(read_problem(raw), Options(seconds=asked.seconds)))))
    print("| " + " | ".join(HEAD) + " |\n|" + "---|" * len(HEAD))
    for name, seats, again in events({**raw, "published": first}, first["classes"]):
        print(line(name, seats, again), flush=True)


def events(raw: dict[str, Any], classes: list[Any]) -> Iterator[tuple[str, int, dict[str, Any]]]:
    """The busiest trainer, a middling one and the least busy are lost; a room; 5 % more officials come late."""
    busy = Counter(one["trainer"] for one in classes)
    names = [name for name, _ in busy.most_common()]
    for trainer in (names[0], names[len(names) // 2], names[-1]):
        seats = sum(len(one["officials"]) for one in classes if one["trainer"] == trainer)
        yield f"trainer {trainer} lost", seats, without(raw, "trainers", trainer)
    room = sorted({one["room"] for one in classes})[1]
    yield (
        f"room {room} lost",
        sum(len(c["officials"]) for c in classes if c["room"] == room),
        without(raw, "rooms", room),
    )
    late = random.Random(1).sample(raw["officials"], len(raw["officials"]) // 20)
    more = [{**one, "id": f"late-{one['id']}"} for one in late]
    yield "late list", sum(len(o["needs"]) for o in late), {**raw, "officials": raw["officials"] + more}


def without(raw: dict[str, Any], kind: str, name: str) -> dict[str, Any]:
    return {**raw, kind: [one for one in raw[kind] if one["id"] != name]}


def line(name: str, seats: int, raw: dict[str, Any]) -> str:
    """Plan again and return the line of the table."""
    begun = time.monotonic()
    problem = read_problem(raw)
    made = plan(problem, Options(seconds=SECONDS))
    took = time.monotonic() - begun
    assert not hard_rules(problem, made.classes)
    kinds = Counter(change.kind for change in made.changes)
    facts = (
        kinds["moved"],
        kinds["gone"],
        kinds["room"] + kinds["trainer"],
        len(made.unserved),
        f"{took:.1f}",
    )
    return "| " + " | ".join(map(str, (name, seats, *facts))) + " |"


if __name__ == "__main__":
    main()
