"""The score of any list of classes, tier by tier in cents, and what changed against what was published."""

from collections import Counter
from collections.abc import Iterable, Mapping

from training.optimiser.plan import TIERS, Change, Place
from training.optimiser.problem import PlannedClass, Problem

Seats = Mapping[tuple[str, str], PlannedClass]


def seats_of(classes: Iterable[PlannedClass]) -> dict[tuple[str, str], PlannedClass]:
    """Return (official, course) → class; the first one where there are several."""
    seats: dict[tuple[str, str], PlannedClass] = {}
    for one in classes:
        for official in one.officials:
            seats.setdefault((official, one.course), one)
    return seats


def end_of(problem: Problem, one: PlannedClass) -> int:
    return one.start + problem.courses[one.course].half_days


def away_in(problem: Problem, classes: Iterable[PlannedClass]) -> Counter[tuple[str, int]]:
    """Return (unit, slot) → officials in class."""
    found: Counter[tuple[str, int]] = Counter()
    for one in classes:
        for official in one.officials:
            for slot in range(one.start, end_of(problem, one)):
                found[problem.officials[official].unit, slot] += 1
    return found


def score_of(problem: Problem, classes: tuple[PlannedClass, ...]) -> dict[str, int]:
    """Return every tier of the score, and their ``total``."""
    seats, weights = seats_of(classes), problem.weights
    tiers = dict.fromkeys(TIERS, 0)
    for one in classes:
        course = problem.courses[one.course]
        tiers["classes"] += weights["class_fixed"] + weights["class_half_day"] * course.half_days
        tiers["trainer_travel"] += _way(problem, problem.trainers[one.trainer].province, one, who="trainer")
        for official in one.officials:
            home = problem.officials[official].province
            tiers["official_travel"] += _way(problem, home, one, who="official")
    _people(problem, seats, tiers)
    over = (n - problem.units[unit].max_away for (unit, _), n in away_in(problem, classes).items())
    tiers["over_away"] = weights["over_away"] * sum(max(0, n) for n in over)
    soon = problem.frozen_before + weights["notice"]
    price = {
        "gone": "change_time",
        "moved": "change_time",
        "room": "change_room",
        "trainer": "change_trainer",
    }
    for change in changes_of(problem, seats):
        if change.before is not None:
            tiers["changes"] += weights[price[change.kind]] * (2 if change.before.start < soon else 1)
    tiers["total"] = sum(tiers.values())
    return tiers


def _way(problem: Problem, home: str, one: PlannedClass, *, who: str) -> int:
    weights, days = problem.weights, (problem.courses[one.course].half_days + 1) // 2
    km = problem.km[home][problem.centres[problem.rooms[one.room].centre].province]
    return 2 * km * weights[f"{who}_km"] + (days * weights[f"{who}_day"] if km > weights["far_km"] else 0)


def _people(problem: Problem, seats: Seats, tiers: dict[str, int]) -> None:
    finished = last = 0
    for official in problem.officials.values():
        ends = [end_of(problem, seats[official.id, c]) for c in official.needs if (official.id, c) in seats]
        missing = len(official.needs) - len(ends)
        tiers["unserved"] += missing * official.priority * problem.weights["unserved"]
        finished += len(problem.slots) if missing else max(ends, default=0)
        last = max([last, *ends])
    tiers["completion"] = finished * problem.weights["completion"]
    tiers["last"] = last * problem.weights["last"]


def changes_of(problem: Problem, seats: Seats) -> list[Change]:
    """Return what happened to each published seat, and the new seats; nothing when nothing was published."""
    if problem.published is None:
        return []
    before = {
        (o, c): one
        for (o, c), one in seats_of(problem.published).items()
        if o in problem.officials and c in problem.officials[o].needs
    }
    found = []
    for key, old in before.items():
        kind = _kind(problem, old, seats.get(key))
        if kind:
            found.append(Change(*key, kind, _place(old), _place(seats.get(key))))
    found += [Change(*key, "new", None, _place(new)) for key, new in seats.items() if key not in before]
    return sorted(found, key=lambda change: (change.official, change.course))


def _kind(problem: Problem, old: PlannedClass, new: PlannedClass | None) -> str | None:
    if new is None:
        return "gone"
    if new.start != old.start:
        return "moved"
    if new.room != old.room:
        was = problem.rooms.get(old.room)
        return "room" if was and was.centre == problem.rooms[new.room].centre else "moved"
    return "trainer" if new.trainer != old.trainer else None


def _place(one: PlannedClass | None) -> Place | None:
    return Place(one.id, one.room, one.trainer, one.start) if one else None
