"""The whole of a small problem as one model: the best plan there is, proved, or a bound on it."""

import math
from collections import defaultdict
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any

from ortools.sat.python import cp_model

from training.optimiser.encode import trip
from training.optimiser.explain import hopeless
from training.optimiser.problem import Course, PlannedClass, Problem
from training.optimiser.proofs import starts

LARGEST = 1 << 24  # cents or km
MOST = 6000  # seats, counted by official, course, room and start, up to which a problem is small
Place = tuple[str, str, int]  # course, room, start
Seat = tuple[str, str, str, int]  # official, course, room, start


@dataclass(frozen=True)
class Proof:
    """A number that no plan can undercut, and the best plan met on the way."""

    bound: int
    classes: tuple[PlannedClass, ...]


def is_small(problem: Problem) -> bool:
    """Whether one model can hold the problem: nothing published, no huge prices, few seats to choose from."""
    huge = any(price > LARGEST for price in _prices(problem))
    return (
        problem.published is None and not huge and sum(1 for _ in islice(_seats(problem), MOST + 1)) <= MOST
    )


def _prices(problem: Problem) -> Iterator[int]:
    yield from problem.weights.values()
    yield from (official.priority * problem.weights["unserved"] for official in problem.officials.values())
    yield from (km for row in problem.km.values() for km in row.values())


def solve_exactly(
    problem: Problem,
    classes: tuple[PlannedClass, ...],
    *,
    seconds: float | None = None,
    work: float = 0.0,
    stopped: Callable[[], bool] = lambda: False,
) -> Proof | None:
    """Return what the model proves, beginning from these classes, in ``seconds`` or by so much ``work``."""
    whole = Whole(problem)
    whole.build()
    whole.begin_with(classes)
    solver = cp_model.CpSolver()
    solver.parameters.random_seed = 1
    if seconds is None:
        solver.parameters.num_workers = 1
        solver.parameters.max_deterministic_time = max(0.01, work)
    else:
        solver.parameters.num_workers = 2
        solver.parameters.max_time_in_seconds = max(0.1, seconds)
    status = _solve(solver, whole.model, stopped)
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None
    # Every price is whole, so the bound may be rounded up, but for the error of a floating point number.
    bound = whole.given + math.ceil(solver.best_objective_bound - 1e-3)
    return Proof(max(0, bound), whole.classes(solver))


def _solve(solver: Any, model: Any, stopped: Callable[[], bool]) -> Any:
    """Solve in another thread, so that signals reach this one."""
    solver.parameters.catch_sigint_signal = False
    with ThreadPoolExecutor(1) as pool:
        answer = pool.submit(solver.solve, model)
        while not answer.done():
            wait([answer], timeout=0.1)
            if stopped():
                solver.stop_search()
        return answer.result()


def _seats(problem: Problem) -> Iterator[Seat]:
    """Every seat that its official could take if he were alone."""
    lost = hopeless(problem)
    for course in problem.courses.values():
        places = list(_places(problem, course))
        for official in problem.officials.values():
            if course.id in official.needs and (official.id, course.id) not in lost:
                away = set(official.blocked)
                for _, room, start in places:
                    if away.isdisjoint(range(start, start + course.half_days)):
                        yield official.id, course.id, room, start


def _places(problem: Problem, course: Course) -> Iterator[Place]:
    for room in problem.rooms.values():
        taken = set(room.blocked)
        if set(course.features) <= set(room.features) and room.seats >= course.min_size:
            for start in starts(problem, course.half_days):
                if taken.isdisjoint(range(start, start + course.half_days)):
                    yield course.id, room.id, start


@dataclass
class Whole:
    """The model: a class may stand at each place, with one trainer; an official may sit in it."""

    problem: Problem
    model: Any = field(default_factory=cp_model.CpModel)
    stands: dict[Place, Any] = field(default_factory=dict)
    teaches: dict[tuple[Place, str], Any] = field(default_factory=dict)
    sits: dict[Seat, Any] = field(default_factory=dict)
    price: list[Any] = field(default_factory=list)
    given: int = 0

    def build(self) -> None:
        """Set up every choice, rule and price."""
        for course in self.problem.courses.values():
            for place in _places(self.problem, course):
                self._class(course, place)
        for seat in _seats(self.problem):
            if seat[1:] in self.stands:
                self._seat(seat)
        self._sizes()
        self._one_at_a_time()
        self._limits()
        self._needs()
        self.model.minimize(sum(self.price))

    def _class(self, course: Course, place: Place) -> None:
        problem, start = self.problem, place[2]
        able = [
            t
            for t in problem.trainers.values()
            if course.id in t.courses and set(t.blocked).isdisjoint(range(start, start + course.half_days))
        ]
        if not able:
            return
        self.stands[place] = self.model.new_bool_var("")
        self.price.append(self._class_price(course) * self.stands[place])
        where = problem.centres[problem.rooms[place[1]].centre].province
        for t in able:
            chosen = self.teaches[place, t.id] = self.model.new_bool_var("")
            km = problem.km[t.province][where]
            way = trip(problem, km, course.half_days, per_km="trainer_km", per_day="trainer_day")
            self.price.append(way * chosen)
        self.model.add(sum(self.teaches[place, t.id] for t in able) == self.stands[place])

    def _class_price(self, course: Course) -> int:
        weights = self.problem.weights
        return weights["class_fixed"] + weights["class_half_day"] * course.half_days

    def _seat(self, seat: Seat) -> None:
        problem, (official, name, room, _) = self.problem, seat
        course = problem.courses[name]
        km = problem.km[problem.officials[official].province][
            problem.centres[problem.rooms[room].centre].province
        ]
        self.sits[seat] = self.model.new_bool_var("")
        way = trip(problem, km, course.half_days, per_km="official_km", per_day="official_day")
        self.price.append(way * self.sits[seat])
        self.model.add_implication(self.sits[seat], self.stands[seat[1:]])

    def _sizes(self) -> None:
        people = defaultdict(list)
        for seat, sits in self.sits.items():
            people[seat[1:]].append(sits)
        for place, stands in self.stands.items():
            course, room = self.problem.courses[place[0]], self.problem.rooms[place[1]]
            least = min(course.min_size, len(people[place]) + 1)
            self.model.add(sum(people[place]) >= least * stands)
            most = min(course.max_size, room.seats, len(people[place]))
            self.model.add(sum(people[place]) <= most * stands)

    def _slots(self, course: str, start: int) -> range:
        return range(start, start + self.problem.courses[course].half_days)

    def _one_at_a_time(self) -> None:
        """Rooms, trainers and officials are in one class at a time, and have the time to travel."""
        busy = defaultdict(list)
        travels: dict[Any, Any] = defaultdict(list)
        for (course, room, start), stands in self.stands.items():
            for slot in self._slots(course, start):
                busy["room", room, slot].append(stands)
        for ((course, room, start), trainer), teaches in self.teaches.items():
            self._travel(travels, ("trainer", trainer), (course, room, start), teaches)
            for slot in self._slots(course, start):
                busy["trainer", trainer, slot].append(teaches)
        for (official, course, room, start), sits in self.sits.items():
            self._travel(travels, ("official", official), (course, room, start), sits)
            for slot in self._slots(course, start):
                busy["official", official, slot].append(sits)
        for group in busy.values():
            self.model.add_at_most_one(group)
        self._gaps(travels)

    def _travel(self, travels: dict[Any, Any], who: tuple[str, str], place: Place, chosen: Any) -> None:
        course, room, start = place
        centre, end = self.problem.rooms[room].centre, start + self.problem.courses[course].half_days
        travels[who, centre, "from", end].append(chosen)
        travels[who, centre, "to", start].append(chosen)

    def _gaps(self, travels: dict[Any, Any]) -> None:
        for (who, centre, way, end), leaving in list(travels.items()):
            if way != "from":
                continue
            for other, gap in self.problem.transfer_slots.get(centre, {}).items():
                for start in range(end, end + gap) if other != centre else ():
                    arriving = travels.get((who, other, "to", start), [])
                    if arriving:
                        self.model.add_at_most_one([*leaving, *arriving])

    def _limits(self) -> None:
        away, load = defaultdict(list), defaultdict(list)
        for (official, course, _, start), sits in self.sits.items():
            for slot in self._slots(course, start):
                away[self.problem.officials[official].unit, slot].append(sits)
        for ((course, _, _), trainer), teaches in self.teaches.items():
            load[trainer].append(self.problem.courses[course].half_days * teaches)
        for (unit, _), people in away.items():
            self.model.add(sum(people) <= min(len(people), self.problem.units[unit].max_away))
        for trainer, half_days in load.items():
            most = self.problem.trainers[trainer].max_half_days
            if most is not None:
                self.model.add(sum(half_days) <= min(most, len(self.problem.slots)))

    @cached_property
    def _by_need(self) -> dict[tuple[str, str], list[tuple[int, Any]]]:
        """(official, course) → start and choice of each seat."""
        found = defaultdict(list)
        for (official, course, _, start), sits in self.sits.items():
            found[official, course].append((start, sits))
        return found

    def _needs(self) -> None:
        """One seat at most per need, after its prerequisites; no seat, and the end of all, have a price."""
        problem, slots, weights = self.problem, len(self.problem.slots), self.problem.weights
        last = self.model.new_int_var(0, slots, "")
        for official in problem.officials.values():
            if not official.needs:
                continue
            done = self.model.new_int_var(0, slots, "")
            for name in official.needs:
                seats = self._by_need.get((official.id, name), [])
                length = problem.courses[name].half_days
                served, end = sum(s for _, s in seats), sum((start + length) * s for start, s in seats)
                self.model.add(served <= 1)
                self.model.add(done >= end + slots - slots * served)
                self.model.add(last >= end)
                self.given += weights["unserved"] * official.priority
                self.price.append(-weights["unserved"] * official.priority * served)
                self._after(official.id, name, seats)
            self.price.append(weights["completion"] * done)
        self.price.append(weights["last"] * last)

    def _after(self, official: str, name: str, seats: list[tuple[int, Any]]) -> None:
        problem = self.problem
        by_start = defaultdict(list)
        for start, sits in seats:
            by_start[start].append(sits)
        for before in problem.courses[name].prerequisites:
            if before in problem.officials[official].held:
                continue
            length = problem.courses[before].half_days
            earlier = self._by_need.get((official, before), [])
            for start, here in by_start.items():
                self.model.add(sum(here) <= sum(s for first, s in earlier if first + length <= start))

    def begin_with(self, classes: tuple[PlannedClass, ...]) -> None:
        """Let the solver begin from a plan."""
        standing = {(one.course, one.room, one.start): one for one in classes}
        for place, stands in self.stands.items():
            self.model.add_hint(stands, place in standing)
        for (place, trainer), teaches in self.teaches.items():
            self.model.add_hint(teaches, place in standing and standing[place].trainer == trainer)
        for seat, sits in self.sits.items():
            one = standing.get(seat[1:])
            self.model.add_hint(sits, one is not None and seat[0] in one.officials)

    def classes(self, solver: Any) -> tuple[PlannedClass, ...]:
        """Return the plan that the solver found."""
        people = defaultdict(list)
        for seat, sits in self.sits.items():
            if solver.value(sits):
                people[seat[1:]].append(seat[0])
        chosen = {place: t for (place, t), teaches in self.teaches.items() if solver.value(teaches)}
        order = sorted(chosen, key=lambda place: (place[2], place[1], place[0]))
        return tuple(
            PlannedClass(f"C{n:04d}", p[0], p[1], chosen[p], p[2], tuple(sorted(people[p])))
            for n, p in enumerate(order, 1)
        )
