"""A coordinator with a spreadsheet: lists cut at the room, the nearest centre, the first free half-day."""

from collections import defaultdict

from training.optimiser.encode import Index
from training.optimiser.problem import PlannedClass, Problem
from training.optimiser.proofs import starts


def greedy(problem: Problem) -> tuple[PlannedClass, ...]:
    """Return classes as such a person makes them; offices may be emptied."""
    order = sorted(problem.courses, key=lambda c: _depth(problem, c))
    busy: dict[tuple[str, str], set[int]] = defaultdict(set)
    for kind in ("rooms", "trainers", "officials"):
        for one in getattr(problem, kind).values():
            busy[kind, one.id] |= set(one.blocked)
    hopeless, ends, made = Index(problem).unservable, {}, []
    for course in order:
        by_home = defaultdict(list)
        for official in problem.officials.values():
            if course in official.needs and (official.id, course) not in hopeless:
                by_home[official.province].append(official.id)
        for home, people in sorted(by_home.items()):
            made += _classes(problem, course, home, people, busy, ends)
    return tuple(made)


def _depth(problem: Problem, course: str) -> int:
    return 1 + max((_depth(problem, p) for p in problem.courses[course].prerequisites), default=0)


def _classes(problem, course, home, people, busy, ends):  # noqa: PLR0917 a baseline
    wanted = problem.courses[course]
    rooms = sorted(
        (r for r in problem.rooms.values() if set(wanted.features) <= set(r.features)),
        key=lambda r: (problem.km[home][problem.centres[r.centre].province], r.id),
    )
    while len(people) >= wanted.min_size:
        found = _first(problem, wanted, rooms, people, busy, ends)
        if found is None:
            return
        room, trainer, start, group = found
        slots = set(range(start, start + wanted.half_days))
        for kind, name in (("rooms", room.id), ("trainers", trainer.id), *(("officials", o) for o in group)):
            busy[kind, name] |= slots
        for official in group:
            people.remove(official)
            ends[official, course] = start + wanted.half_days
        yield PlannedClass(f"G-{course}-{room.id}-{start}", course, room.id, trainer.id, start, tuple(group))


def _first(problem, wanted, rooms, people, busy, ends):  # noqa: PLR0917 a baseline
    for room in rooms:
        cap = min(room.seats, wanted.max_size)
        for start in starts(problem, wanted.half_days):
            slots = set(range(start, start + wanted.half_days))
            if busy["rooms", room.id] & slots:
                continue
            group = [o for o in people if _can(problem, wanted, o, slots, busy, ends)][:cap]
            free = [
                t
                for t in problem.trainers.values()
                if wanted.id in t.courses and not busy["trainers", t.id] & slots
            ]
            if len(group) >= wanted.min_size and free:
                return room, free[0], start, group
    return None


def _can(problem, wanted, official, slots, busy, ends):  # noqa: PLR0917 a baseline
    held = problem.officials[official].held
    before = all(p in held or ends.get((official, p), 10**9) <= min(slots) for p in wanted.prerequisites)
    return before and not busy["officials", official] & slots
