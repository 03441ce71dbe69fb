"""Why a need cannot be served: each reason is one question with a provable answer."""

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache

from training.optimiser.plan import Unserved
from training.optimiser.problem import PlannedClass, Problem

Key = tuple[str, str]


@lru_cache(maxsize=64)
def _starts(slots: int, breaks: tuple[int, ...], frozen: int, half_days: int) -> tuple[int, ...]:
    crossed = set(breaks)
    return tuple(
        s
        for s in range(frozen, slots - half_days + 1)
        if not crossed.intersection(range(s, s + half_days - 1))
    )


def starts(problem: Problem, half_days: int) -> tuple[int, ...]:
    """Return where a class of so many half-days may start today."""
    return _starts(len(problem.slots), problem.breaks_after, problem.frozen_before, half_days)


def free_start(problem: Problem, half_days: int, blocked: Iterable[int], *, since: int = 0) -> int | None:
    """Return the first start from ``since`` at which someone with these blocked slots is free."""
    taken = set(blocked)
    for s in starts(problem, half_days):
        if s >= since and not taken.intersection(range(s, s + half_days)):
            return s
    return None


def no_qualified_trainer(problem: Problem, course: str) -> bool:
    """No trainer of the course has one free start for it."""
    length = problem.courses[course].half_days
    who = (t for t in problem.trainers.values() if course in t.courses)
    return all(free_start(problem, length, t.blocked) is None for t in who)


def no_room(problem: Problem, course: str) -> bool:
    """No room with the features and enough seats for the least size has one free start."""
    wanted = problem.courses[course]
    fit = (
        r
        for r in problem.rooms.values()
        if set(wanted.features) <= set(r.features) and r.seats >= wanted.min_size
    )
    return all(free_start(problem, wanted.half_days, r.blocked) is None for r in fit)


def demand_below(problem: Problem, course: str) -> bool:
    """Fewer officials need the course than its least size."""
    needing = sum(course in o.needs for o in problem.officials.values())
    return needing < problem.courses[course].min_size


def person_unavailable(problem: Problem, key: Key) -> bool:
    """The official is never free long enough."""
    length = problem.courses[key[1]].half_days
    return free_start(problem, length, problem.officials[key[0]].blocked) is None


def earliest_end(problem: Problem, key: Key, begun: Mapping[Key, PlannedClass]) -> int | None:
    """Return the soonest slot at which the official, alone in the world, can have finished the course."""
    official, course = problem.officials[key[0]], problem.courses[key[1]]
    if course.id in official.held:
        return 0
    if key in begun:
        return begun[key].start + course.half_days
    if course.id not in official.needs:
        return None
    before = [earliest_end(problem, (official.id, p), begun) for p in course.prerequisites]
    if any(end is None for end in before):
        return None
    since = max((end for end in before if end is not None), default=0)
    start = free_start(problem, course.half_days, official.blocked, since=since)
    return None if start is None else start + course.half_days


def holds(
    problem: Problem, claim: Unserved, begun: Mapping[Key, PlannedClass], proved: set[Key]
) -> bool | None:
    """Return whether a reason given as proved is true; ``None`` when only an aggregate bound could tell."""
    key = (claim.official, claim.course)
    official = problem.officials[claim.official]

    def lost(before: str) -> bool:
        return before not in official.held and (
            before not in official.needs or (claim.official, before) in proved
        )

    questions: dict[str, Callable[[], bool | None]] = {
        "NO_QUALIFIED_TRAINER": lambda: no_qualified_trainer(problem, claim.course),
        "NO_ROOM_LARGE_OR_EQUIPPED": lambda: no_room(problem, claim.course),
        "DEMAND_BELOW_MIN_SIZE": lambda: demand_below(problem, claim.course),
        "PERSON_UNAVAILABLE": lambda: person_unavailable(problem, key),
        "CHAIN_LONGER_THAN_WINDOW": lambda: earliest_end(problem, key, begun) is None,
        "PREREQUISITE_UNSERVED": lambda: any(map(lost, problem.courses[claim.course].prerequisites)),
        "UNIT_LIMIT": lambda: problem.units[official.unit].max_away == 0 or None,
        "NOT_PLACED_IN_TIME": lambda: False,
    }
    return questions.get(claim.reason, lambda: None)()
