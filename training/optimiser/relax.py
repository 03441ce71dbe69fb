"""What to relax when somebody has no seat: one thing at a time, tried by a short repair of the plan."""

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from training.optimiser.checks import hard_rules
from training.optimiser.exact import is_small, solve_exactly
from training.optimiser.plan import Plan, PlannedClass, Relaxation
from training.optimiser.problem import Problem, Room, Trainer
from training.optimiser.scoring import score_of, seats_of
from training.optimiser.search import Effort, Search

MOST = 12  # relaxations tried
SECONDS, WORK = 0.3, 0.5  # for each: of the clock, and for the model where moves are counted
COSTS = ("classes", "official_travel", "trainer_travel")
Relax = dict[str, object]


def relaxations(problem: Problem, plan: Plan, effort: Effort) -> tuple[Relaxation, ...]:
    """Return the relaxations that serve more, each proved by a plan; the most needs served per cent first."""
    found = []
    for relax, relaxed in list(ladder(problem, plan))[:MOST]:
        if effort.moves is None and time.monotonic() >= effort.deadline:
            break
        tried = _tried(problem, plan, relax, relaxed, effort)
        if tried is not None:
            found.append(tried)
    return tuple(sorted(found, key=lambda one: (max(1, one.extra_cost) / one.would_serve, -one.would_serve)))


def _tried(problem: Problem, plan: Plan, relax: Relax, relaxed: Problem, effort: Effort) -> Relaxation | None:
    classes = _planned(relaxed, plan, effort)
    if hard_rules(relaxed, classes):
        return None
    served = len(seats_of(classes)) - len(seats_of(plan.classes))
    if served <= 0:
        return None
    before, after = score_of(problem, plan.classes), score_of(relaxed, classes)
    return Relaxation(relax, served, True, sum(after[tier] - before[tier] for tier in COSTS))


def _planned(relaxed: Problem, plan: Plan, effort: Effort) -> tuple[PlannedClass, ...]:
    """A short repair of the plan; what is small enough is then solved as one model."""
    seconds = None if effort.moves is not None else min(SECONDS, effort.deadline - time.monotonic())
    short = effort if seconds is None else Effort(deadline=time.monotonic() + seconds)
    search = Search(relaxed, plan.seed)
    search.keep(plan.classes)
    search.repair(short, lambda: False)
    classes = search.classes()
    if hard_rules(relaxed, classes) or not is_small(relaxed):
        return classes
    proof = solve_exactly(relaxed, classes, seconds=seconds, work=WORK)
    return proof.classes if proof else classes


def ladder(problem: Problem, plan: Plan) -> Iterator[tuple[Relax, Problem]]:
    """Yield the single relaxations worth trying, each once, those of the courses most missed first."""
    seen = []
    for relax, relaxed in _rungs(problem, plan):
        if relax not in seen:
            seen.append(relax)
            yield relax, relaxed


def _rungs(problem: Problem, plan: Plan) -> Iterator[tuple[Relax, Problem]]:
    missed = Counter(one.course for one in plan.unserved)
    reasons = {one.reason for one in plan.unserved}
    courses = [course for course, _ in sorted(missed.items(), key=lambda pair: (-pair[1], pair[0]))]
    if missed:
        yield _days(problem)
    for course in courses[:3]:
        if "DEMAND_BELOW_MIN_SIZE" in reasons or problem.courses[course].min_size > 1:
            yield from _smaller(problem, course, missed[course])
        yield from _one_more_trainer(problem, plan, course)
        yield from _one_more_room(problem, plan, course)
    units = Counter(problem.officials[one.official].unit for one in plan.unserved)
    for unit, _ in sorted(units.items(), key=lambda pair: (-pair[1], pair[0]))[:3]:
        yield _limit(problem, unit)
    for course in courses[:2]:
        yield from _pooled(problem, plan, course)


def _days(problem: Problem) -> tuple[Relax, Problem]:
    """Two half-days more after the last; they are a run of their own when the last one ends a week."""
    year = int(problem.slots[-1][:4]) + 1
    more = (f"{year:04d}-01-01/AM", f"{year:04d}-01-01/PM")
    return {"kind": "days", "half_days": 2}, replace(problem, slots=problem.slots + more)


def _smaller(problem: Problem, course: str, missed: int) -> Iterator[tuple[Relax, Problem]]:
    now = problem.courses[course]
    to = max(1, min(missed, now.min_size - 1, now.min_size * 3 // 4))
    if to < now.min_size:
        courses = {**problem.courses, course: replace(now, min_size=to)}
        yield {"kind": "min_size", "course": course, "to": to}, replace(problem, courses=courses)


def _home(problem: Problem, plan: Plan, course: str) -> str:
    people = (u.official for u in plan.unserved if u.course == course)
    homes = Counter(problem.officials[o].province for o in people)
    return min(homes, key=lambda home: (-homes[home], home))


def _one_more_trainer(problem: Problem, plan: Plan, course: str) -> Iterator[tuple[Relax, Problem]]:
    home = _home(problem, plan, course)
    name = _new_id("trainer", problem.trainers)
    trainers = {**problem.trainers, name: Trainer(name, home, (course,))}
    relax: Relax = {"kind": "trainer", "course": course, "province": home}
    yield relax, replace(problem, trainers=trainers)


def _one_more_room(problem: Problem, plan: Plan, course: str) -> Iterator[tuple[Relax, Problem]]:
    if not problem.centres:
        return
    home = _home(problem, plan, course)
    centre = min(problem.centres.values(), key=lambda k: (problem.km[home][k.province], k.id))
    wanted = problem.courses[course]
    seats = max(wanted.min_size, min(wanted.max_size, 30))
    name = _new_id("room", problem.rooms)
    every = tuple(sorted({feature for each in problem.courses.values() for feature in each.features}))
    rooms = {**problem.rooms, name: Room(name, centre.id, seats, every)}
    yield {"kind": "room", "centre": centre.id, "seats": seats}, replace(problem, rooms=rooms)


def _new_id(word: str, taken: object) -> str:
    number = 1
    while f"{word}-{number}" in taken:  # type: ignore[operator]
        number += 1
    return f"{word}-{number}"


def _limit(problem: Problem, unit: str) -> tuple[Relax, Problem]:
    now = problem.units[unit]
    to = now.max_away + 1
    return {"kind": "unit_limit", "unit": unit, "to": to}, replace(
        problem, units={**problem.units, unit: replace(now, max_away=to)}
    )


def _pooled(problem: Problem, plan: Plan, course: str) -> Iterator[tuple[Relax, Problem]]:
    """All of one course at one centre: the classes of the course elsewhere give way."""
    rooms = [r for r in problem.rooms.values() if set(problem.courses[course].features) <= set(r.features)]
    if not rooms or len({r.centre for r in rooms}) < 2:
        return
    home = _home(problem, plan, course)
    near = min({r.centre for r in rooms}, key=lambda k: (problem.km[home][problem.centres[k].province], k))
    mark = f"only at {near} for {course}"
    courses = {
        **problem.courses,
        course: replace(problem.courses[course], features=(*problem.courses[course].features, mark)),
    }
    marked = {
        r.id: replace(r, features=(*r.features, mark)) if r.centre == near else r
        for r in problem.rooms.values()
    }
    relax: Relax = {"kind": "pool", "course": course, "centre": near}
    yield relax, replace(problem, courses=courses, rooms=marked)
