"""Say why each unserved need has no seat: the first reason that holds, proved where it can be."""

from collections import Counter, defaultdict
from dataclasses import dataclass, replace

from training.optimiser.plan import Unserved
from training.optimiser.problem import PlannedClass, Problem
from training.optimiser.proofs import (
    Key,
    demand_below,
    earliest_end,
    no_qualified_trainer,
    no_room,
    person_unavailable,
    starts,
)
from training.optimiser.scoring import seats_of


@dataclass(frozen=True)
class Explanation:
    unserved: tuple[Unserved, ...]


def reasons(problem: Problem, classes: tuple[PlannedClass, ...]) -> tuple[Unserved, ...]:
    """Return every unserved need with its reason, sorted by official and course."""
    found = _alone(problem, classes)
    _groups(problem, found)
    return tuple(found[key] for key in sorted(found))


def _alone(problem: Problem, classes: tuple[PlannedClass, ...]) -> dict[Key, Unserved]:
    """Reasons that hold of one need by itself."""
    seats = seats_of(classes)
    begun = {key: one for key, one in seats.items() if one.start < problem.frozen_before}
    missing = [(o.id, c) for o in problem.officials.values() for c in o.needs if (o.id, c) not in seats]
    by_course = {course: _of_course(problem, course) for course in {c for _, c in missing}}
    found: dict[Key, Unserved] = {}
    depth = {course: len(_chain(problem, course)) for course in by_course}
    for key in sorted(missing, key=lambda key: (depth[key[1]], key)):
        found[key] = _reason(problem, key, by_course[key[1]], begun, found)
    return found


def hopeless(problem: Problem) -> set[Key]:
    """Return the needs proved unservable one by one, whatever the plan; no shortages of groups."""
    known = problem.officials
    begun = tuple(
        replace(one, officials=tuple(o for o in one.officials if o in known))
        for one in problem.published or ()
        if one.start < problem.frozen_before
    )
    return {key for key, one in _alone(problem, begun).items() if one.proved}


def _chain(problem: Problem, course: str) -> set[str]:
    found, todo = set(), [course]
    while todo:
        for before in problem.courses[todo.pop()].prerequisites:
            if before not in found:
                found.add(before)
                todo.append(before)
    return found


def _of_course(problem: Problem, course: str) -> str | None:
    if no_qualified_trainer(problem, course):
        return "NO_QUALIFIED_TRAINER"
    if no_room(problem, course):
        return "NO_ROOM_LARGE_OR_EQUIPPED"
    return "DEMAND_BELOW_MIN_SIZE" if demand_below(problem, course) else None


def _reason(
    problem: Problem,
    key: Key,
    of_course: str | None,
    begun: dict[Key, PlannedClass],
    found: dict[Key, Unserved],
) -> Unserved:
    official, held = problem.officials[key[0]], problem.officials[key[0]].held
    before = [p for p in problem.courses[key[1]].prerequisites if p not in held]
    unmet = [found[key[0], p] for p in before if (key[0], p) in found]
    alien = any(p not in official.needs for p in before)
    if of_course:
        return Unserved(*key, of_course, True)
    if person_unavailable(problem, key):
        return Unserved(*key, "PERSON_UNAVAILABLE", True)
    if not alien and earliest_end(problem, key, begun) is None:
        return Unserved(*key, "CHAIN_LONGER_THAN_WINDOW", True)
    if alien or unmet:
        return Unserved(*key, "PREREQUISITE_UNSERVED", alien or any(one.proved for one in unmet))
    if problem.units[official.unit].max_away == 0:
        return Unserved(*key, "UNIT_LIMIT", True)
    return Unserved(*key, "NOT_PLACED_IN_TIME", False)


def _groups(problem: Problem, found: dict[Key, Unserved]) -> None:
    """Replace what nothing explains by a shortage of the whole group, where a count proves one."""
    open_keys = [key for key, one in found.items() if one.reason == "NOT_PLACED_IN_TIME"]
    if not open_keys:
        return
    # Needs that nothing could serve, and those served already, ask for no room and no trainer.
    without = hopeless(problem) | _begun_keys(problem)
    units, demand = _crowded_units(problem, without), _demand(problem, without)
    rooms = _courses_short_of_rooms(problem, demand)
    trainers = _courses_short_of_trainers(problem, demand)
    for key in open_keys:
        if problem.officials[key[0]].unit in units:
            found[key] = Unserved(*key, "UNIT_LIMIT", True)
        elif key[1] in rooms:
            found[key] = Unserved(*key, "ROOM_HALF_DAYS_SHORT", True)
        elif key[1] in trainers:
            found[key] = Unserved(*key, "TRAINER_HALF_DAYS_SHORT", True)


def _begun_keys(problem: Problem) -> set[Key]:
    begun = [one for one in problem.published or () if one.start < problem.frozen_before]
    return set(seats_of(begun))


def _crowded_units(problem: Problem, without: set[Key]) -> set[str]:
    """Units whose people need more half-days than the office can ever let go."""
    load: Counter[str] = Counter()
    for official in problem.officials.values():
        lengths = [problem.courses[c].half_days for c in official.needs if (official.id, c) not in without]
        load[official.unit] += sum(lengths)
    left = len(problem.slots) - problem.frozen_before
    return {unit for unit, half_days in load.items() if half_days > problem.units[unit].max_away * left}


def _demand(problem: Problem, without: set[Key]) -> Counter[str]:
    return Counter(c for o in problem.officials.values() for c in o.needs if (o.id, c) not in without)


def fewest_classes(problem: Problem, course: str, demand: int) -> int:
    """Return the least number of classes that could seat so many, in the largest room there is."""
    wanted = problem.courses[course]
    fit = [r.seats for r in problem.rooms.values() if set(wanted.features) <= set(r.features)]
    most = min(wanted.max_size, max(fit, default=0))
    return -(-demand // most) if most else 0


def _free(problem: Problem, blocked: tuple[int, ...]) -> int:
    return len(problem.slots) - problem.frozen_before - sum(b >= problem.frozen_before for b in set(blocked))


def _courses_short_of_rooms(problem: Problem, demand: Counter[str]) -> set[str]:
    """Courses of which all rooms together cannot hold the fewest classes that are needed."""
    short = set()
    for course, number in demand.items():
        wanted = problem.courses[course]
        fit = [r for r in problem.rooms.values() if set(wanted.features) <= set(r.features)]
        room = sum(_packed(problem, r.blocked, wanted.half_days) for r in fit)
        if fewest_classes(problem, course, number) > room:
            short.add(course)
    need = sum(fewest_classes(problem, c, n) * problem.courses[c].half_days for c, n in demand.items())
    if need > sum(_free(problem, r.blocked) for r in problem.rooms.values()):
        short |= set(demand)
    return short


def _packed(problem: Problem, blocked: tuple[int, ...], half_days: int) -> int:
    """How many classes of this length one room or trainer can take, one after another."""
    taken, number, free_from = set(blocked), 0, 0
    for s in starts(problem, half_days):
        if s >= free_from and not taken.intersection(range(s, s + half_days)):
            number, free_from = number + 1, s + half_days
    return number


def _courses_short_of_trainers(problem: Problem, demand: Counter[str]) -> set[str]:
    """Courses whose trainers, alone or with those of related courses, cannot teach what is needed."""
    teaching = defaultdict(list)
    for trainer in problem.trainers.values():
        for course in trainer.courses:
            teaching[course].append(trainer)
    short: set[str] = set()
    for course in demand:
        who = {t.id for t in teaching[course]}
        group = [c for c in demand if teaching[c] and {t.id for t in teaching[c]} <= who]
        need = sum(fewest_classes(problem, c, demand[c]) * problem.courses[c].half_days for c in group)
        room = 0
        for t in teaching[course]:
            free = _free(problem, t.blocked)
            room += free if t.max_half_days is None else min(free, t.max_half_days)
        alone = fewest_classes(problem, course, demand[course])
        packed = sum(_packed_trainer(problem, t, problem.courses[course].half_days) for t in teaching[course])
        if alone > packed:
            short.add(course)
        if need > room:
            short |= set(group)
    return short


def _packed_trainer(problem: Problem, trainer: object, half_days: int) -> int:
    limit = getattr(trainer, "max_half_days", None)
    packed = _packed(problem, getattr(trainer, "blocked", ()), half_days)
    return packed if limit is None else min(packed, limit // half_days)
