"""Turn a problem into the arrays of the kernel, and the arrays back into classes."""

import math
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from training.optimiser.explain import hopeless
from training.optimiser.kernel import names as at
from training.optimiser.orders import offsets, orders
from training.optimiser.problem import Official, Problem
from training.optimiser.state import State, numbers

LIMITLESS = 1 << 40
BROKEN = 1 << 36  # one broken promise, in cents: dearer than any plan


@dataclass(frozen=True)
class Index:
    """The order in which things are numbered."""

    problem: Problem

    @cached_property
    def courses(self) -> dict[str, int]:
        return _numbered(self.problem.courses)

    @cached_property
    def rooms(self) -> dict[str, int]:
        return _numbered(self.problem.rooms)

    @cached_property
    def trainers(self) -> dict[str, int]:
        return _numbered(self.problem.trainers)

    @cached_property
    def centres(self) -> dict[str, int]:
        return _numbered(self.problem.centres)

    @cached_property
    def provinces(self) -> dict[str, int]:
        homes = {o.province for o in self.problem.officials.values()}
        return _numbered(sorted(homes))

    @cached_property
    def units(self) -> dict[str, int]:
        return _numbered(self.problem.units)

    @cached_property
    def officials(self) -> dict[str, int]:
        return _numbered(self.problem.officials)

    @cached_property
    def needs(self) -> dict[tuple[str, str], int]:
        return _numbered([(o.id, c) for o in self.problem.officials.values() for c in o.needs])

    @cached_property
    def need_keys(self) -> list[tuple[str, str]]:
        return list(self.needs)

    @cached_property
    def unservable(self) -> set[tuple[str, str]]:
        """Needs that no plan can serve: they wait on no list."""
        return hopeless(self.problem)

    @cached_property
    def classes_room(self) -> int:
        """How many classes there may be at once."""
        demand = dict.fromkeys(self.problem.courses, 0)
        for _, course in self.needs:
            demand[course] += 1
        needed = sum(n // self.problem.courses[c].min_size + 1 for c, n in demand.items())
        starts = len(self.problem.slots) * min(len(self.problem.rooms), len(self.problem.trainers))
        return min(needed, starts) + len(self.problem.published or ()) + 8


def _numbered(things: Iterable[Any]) -> dict[Any, int]:
    return {thing: n for n, thing in enumerate(things)}


def encode(index: Index) -> State:
    """Return the state of the empty plan."""
    from_problem = {
        **_sizes(index),
        **_things(index),
        **_trips(index),
        **_people(index),
        **orders(index.problem, index.needs, index.unservable),
    }
    return State(
        **{name: numbers(name, values) for name, values in {**from_problem, **_working(index)}.items()}
    )


def _sizes(index: Index) -> dict[str, list[int]]:
    problem, g = index.problem, [0] * at.SIZE
    weights = problem.weights
    g[at.SLOTS], g[at.COURSES], g[at.ROOMS] = len(problem.slots), len(problem.courses), len(problem.rooms)
    g[at.TRAINERS], g[at.CENTRES] = len(problem.trainers), len(problem.centres)
    g[at.PROVINCES], g[at.OFFICIALS], g[at.NEEDS] = (
        len(index.provinces),
        len(problem.officials),
        len(index.needs),
    )
    g[at.CLASSES], g[at.SEATS] = index.classes_room, seats_room(problem)
    g[at.FROZEN], g[at.UNTIL] = problem.frozen_before, len(problem.slots)
    g[at.W_COMPLETION], g[at.W_LAST] = weights["completion"], weights["last"]
    g[at.W_TIME], g[at.W_ROOM] = weights["change_time"], weights["change_room"]
    g[at.W_TRAINER], g[at.W_BROKEN] = weights["change_trainer"], BROKEN
    g[at.GAPS] = int(any(v for row in problem.transfer_slots.values() for v in row.values()))
    g[at.RANDOM], g[at.NOISE], g[at.VALUE] = 1, 1, weights["unserved"]
    g[at.LEVELS] = 1
    g[at.SMALL] = 100 + min(500, len(problem.officials) // 15)
    g[at.ANCHOR_CENTRE] = g[at.ANCHOR_START] = -1
    run, runs, breaks = 0, [], set(problem.breaks_after)
    for slot in range(len(problem.slots)):
        runs.append(run)
        run += slot in breaks
    logs = [int(-1024 * math.log((n + 0.5) / 4096)) for n in range(4096)]
    return {"g": g, "run": runs, "logs": logs}


def seats_room(problem: Problem) -> int:
    """Return the most people any class can have, those begun included."""
    rooms = max((room.seats for room in problem.rooms.values()), default=1)
    courses = max((course.max_size for course in problem.courses.values()), default=1)
    published = max((len(one.officials) for one in problem.published or ()), default=1)
    return max(min(rooms, courses, len(problem.officials) or 1), published, 1)


def _things(index: Index) -> dict[str, list[int]]:
    problem = index.problem
    courses, rooms = list(problem.courses.values()), list(problem.rooms.values())
    trainers, slots = list(problem.trainers.values()), len(problem.slots)
    weights, centres = problem.weights, index.centres
    by_centre = sorted(range(len(rooms)), key=lambda r: (centres[rooms[r].centre], -rooms[r].seats, r))
    teaching = [[t for t, one in enumerate(trainers) if course.id in one.courses] for course in courses]
    return {
        "chd": [c.half_days for c in courses],
        "cmin": [c.min_size for c in courses],
        "cmax": [min(c.max_size, seats_room(problem)) for c in courses],
        "cprice": [weights["class_fixed"] + weights["class_half_day"] * c.half_days for c in courses],
        "rcentre": [centres[r.centre] for r in rooms],
        "rseats": [min(r.seats, seats_room(problem)) for r in rooms],
        "rlist": by_centre,
        "roff": offsets([[r for r in rooms if r.centre == k] for k in centres]),
        "rok": [set(c.features) <= set(r.features) and r.seats >= c.min_size for c in courses for r in rooms],
        "toff": offsets(teaching),
        "tlist": [t for group in teaching for t in group],
        "tmax": [LIMITLESS if t.max_half_days is None else t.max_half_days for t in trainers],
        "rbusy": _blocked([r.blocked for r in rooms], slots),
        "tbusy": _blocked([t.blocked for t in trainers], slots),
        "ulim": [min(u.max_away, 1 << 30) for u in problem.units.values() for _ in range(slots)],
        "gap": [problem.transfer_slots.get(a, {}).get(b, 0) for a in centres for b in centres],
    }


def _blocked(blocked: list[tuple[int, ...]], slots: int) -> list[int]:
    table = [0] * (len(blocked) * slots)
    for n, taken in enumerate(blocked):
        for slot in taken:
            table[n * slots + slot] = 1
    return table


def trip(problem: Problem, km: int, half_days: int, *, per_km: str, per_day: str) -> int:
    """Price in cents of one way to a class and back."""
    weights = problem.weights
    far = (half_days + 1) // 2 * weights[per_day] if km > weights["far_km"] else 0
    return 2 * km * weights[per_km] + far


def _trips(index: Index) -> dict[str, list[int]]:
    problem = index.problem
    homes = list(index.provinces)
    where = [c.province for c in problem.centres.values()]
    officials, trainers, nearest = [], [], []
    for course in problem.courses.values():
        prices = [
            [
                trip(
                    problem, problem.km[p][k], course.half_days, per_km="official_km", per_day="official_day"
                )
                for k in where
            ]
            for p in homes
        ]
        officials += [price for row in prices for price in row]
        for k in range(len(where)):
            nearest += sorted(range(len(homes)), key=lambda p: (prices[p][k], p))
        for t in problem.trainers.values():
            kms = [problem.km[t.province][k] for k in where]
            trainers += [
                trip(problem, km, course.half_days, per_km="trainer_km", per_day="trainer_day") for km in kms
            ]
    return {"otrip": officials, "ttrip": trainers, "nearest": nearest}


def _people(index: Index) -> dict[str, list[int]]:
    problem, officials = index.problem, list(index.problem.officials.values())
    slots = len(problem.slots)
    published = _published_seats(index)
    soon = problem.frozen_before + problem.weights["notice"]
    return {
        "ounit": [index.units[o.unit] for o in officials],
        "oprov": [index.provinces[o.province] for o in officials],
        "noff": offsets([o.needs for o in officials]),
        "ndo": [n for n, o in enumerate(officials) for _ in o.needs],
        "ncourse": [index.courses[c] for _, c in index.needs],
        "worth": [problem.weights["unserved"] * problem.officials[o].priority for o, _ in index.needs],
        "obusy": _blocked([o.blocked for o in officials], slots),
        "ofin": [slots if o.needs else 0 for o in officials],
        "pstart": [p[0] for p in published],
        "proom": [p[1] for p in published],
        "pcentre": [p[2] for p in published],
        "ptrainer": [p[3] for p in published],
        "pdouble": [2 if p[0] < soon else 1 for p in published],
    }


def _published_seats(index: Index) -> list[tuple[int, int, int, int]]:
    """Per need: start, room, centre and trainer of its published seat; start -1 where it had none."""
    seats = [(-1, -1, -1, -1)] * len(index.needs)
    for one in reversed(index.problem.published or ()):
        room = index.rooms.get(one.room, -1)
        centre = index.centres[index.problem.rooms[one.room].centre] if room >= 0 else -1
        for official in one.officials:
            need = index.needs.get((official, one.course))
            if need is not None:
                seats[need] = (one.start, room, centre, index.trainers.get(one.trainer, -1))
    return seats


def _working(index: Index) -> dict[str, list[int]]:
    problem = index.problem
    classes, seats = index.classes_room, seats_room(problem)
    needs, slots = len(index.needs), len(problem.slots)
    waiting: list[list[int]] = [[] for _ in problem.courses]
    positions = [0] * needs
    for key, n in index.needs.items():
        if key not in index.unservable:
            group = waiting[index.courses[key[1]]]
            positions[n] = len(group)
            group.append(n)
    zero = ("kcourse", "kroom", "ktrainer", "kn", "kmin", "kfix", "kindex")
    return {
        **{name: [0] * classes for name in zero},
        "away": [0] * (len(problem.units) * slots),
        "tload": [0] * len(problem.trainers),
        "tclass": [0] * (len(problem.trainers) * slots),
        "kstart": [-1] * classes,
        "kmem": [0] * (classes * seats),
        "kalive": list(range(classes)),
        "alive": list(range(classes)),
        "clist": [0] * (classes * len(problem.courses)),
        "ccount": [0] * len(problem.courses),
        "nseat": [-1] * needs,
        "npos": [0] * needs,
        "ends": [0] * (slots + 1),
        "woff": offsets(waiting),
        "wcount": [len(group) for group in waiting],
        "wlist": [n for group in waiting for n in group],
        "windex": positions,
        "dirty": [0] * len(problem.courses),
        "ready": [0] * len(index.provinces),
        "scratch": [0] * needs,
        "rank": [0] * needs,
        "gift": [0] * (1 + 5 * classes + needs),
        "journal": [0] * (6 * (6 * needs + 4000)),
        "worse": [0],
    }


def empty_cost(index: Index, state: State) -> int:
    """Return J of the plan without classes."""
    problem = index.problem
    gone = sum(
        state.g[at.W_TIME] * double
        for start, double in zip(state.pstart, state.pdouble, strict=True)
        if start >= 0 and index.needs
    )
    finished = sum(len(problem.slots) for o in problem.officials.values() if _needs(o))
    return sum(state.worth) * bool(index.needs) + gone + state.g[at.W_COMPLETION] * finished


def _needs(official: Official) -> bool:
    return bool(official.needs)


def copied(fields: State, *, moving: tuple[str, ...]) -> dict[str, array]:
    """Return copies of the fields that a search changes."""
    return {name: getattr(fields, name)[:] for name in moving}
