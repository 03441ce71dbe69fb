"""Lower bounds on the score: where classes are held, ranks of completion, the longest chain."""

import time
from collections import Counter
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from ortools.linear_solver import pywraplp

from training.optimiser.completion import Ends
from training.optimiser.encode import trip
from training.optimiser.explain import hopeless
from training.optimiser.problem import PlannedClass, Problem
from training.optimiser.scoring import score_of, seats_of


@dataclass(frozen=True)
class Bounds:
    """Cents; ``total`` holds for every plan, ``cost`` and ``last`` for plans that serve all they can."""

    cost: int
    completion: int
    last: int
    unserved: int
    total: int
    min_classes: int


@dataclass(frozen=True)
class Ground:
    """What is known before any choice."""

    problem: Problem

    @cached_property
    def begun(self) -> tuple[PlannedClass, ...]:
        known = self.problem.officials
        found = []
        for one in self.problem.published or ():
            if one.start < self.problem.frozen_before:
                still = tuple(o for o in one.officials if o in known and one.course in known[o].needs)
                found.append(PlannedClass(one.id, one.course, one.room, one.trainer, one.start, still))
        return tuple(found)

    @cached_property
    def hopeless(self) -> set[tuple[str, str]]:
        """Needs proved unservable one by one (not as a group)."""
        return hopeless(self.problem)

    @cached_property
    def demand(self) -> Counter[tuple[str, str]]:
        """(course, home province) → needs still to be served."""
        done = set(seats_of(self.begun)) | self.hopeless
        found: Counter[tuple[str, str]] = Counter()
        for official in self.problem.officials.values():
            for course in official.needs:
                if (official.id, course) not in done:
                    found[course, official.province] += 1
        return found


def bounds(problem: Problem, *, seconds: float = 20.0) -> Bounds:
    """Return lower bounds; with ``seconds`` class counts are whole, with 0 everything may be a fraction."""
    ground = Ground(problem)
    price = problem.weights["unserved"]
    lost = sum(price * problem.officials[o].priority for o, _ in ground.hopeless)
    tiers = score_of(problem, ground.begun)
    spent = sum(tiers[tier] for tier in ("classes", "official_travel", "trainer_travel"))
    ends = Ends(problem, seats_of(ground.begun), ground.hopeless)
    completion = ends.completion * problem.weights["completion"]
    last = ends.last * problem.weights["last"]
    until = time.monotonic() + seconds
    cost = spent + _where(ground, None, whole=seconds > 0, seconds=max(0.1, seconds / 2))
    left = max(0.1, until - time.monotonic())
    every = spent + _where(ground, last, whole=seconds > 0, seconds=left)
    total = every + lost + completion
    return Bounds(cost, completion, last, lost, max(0, total), ends.fewest() + len(ground.begun))


def _where(ground: Ground, last: int | None, *, whole: bool, seconds: float) -> int:
    """Least cost of classes and ways; with ``last`` needs may stay unserved at their price."""
    if not ground.demand:
        return 0
    solver = pywraplp.Solver.CreateSolver("SCIP" if whole else "GLOP")
    solver.SetTimeLimit(int(seconds * 1000))
    model = Where(ground, solver)
    model.build(last=last, whole=whole)
    status = solver.Solve()
    if status not in (pywraplp.Solver.OPTIMAL, pywraplp.Solver.FEASIBLE, pywraplp.Solver.NOT_SOLVED):
        return 0
    if not whole and status != pywraplp.Solver.OPTIMAL:
        return 0
    bound = solver.Objective().BestBound() if whole else solver.Objective().Value()
    # What a floating point solver may be wrong by, and one cent.
    return max(0, int(bound - abs(bound) * 1e-7)) if bound < 1e15 else 0


@dataclass
class Where:
    """The programme: classes per course, centre and trainers' base; ways from province to centre."""

    ground: Ground
    solver: Any

    def build(self, *, last: int | None, whole: bool) -> None:
        problem, solver = self.ground.problem, self.solver
        self.rooms: dict[str, list[Any]] = {k: [] for k in problem.centres}
        self.bases: dict[str, list[Any]] = {}
        self.objective: list[Any] = []
        unserved = [self._course(c, whole=whole, priced=last is not None) for c in problem.courses]
        for centre, used in self.rooms.items():
            solver.Add(solver.Sum(used) <= self._free_rooms(centre))
        for base, used in self.bases.items():
            solver.Add(solver.Sum(used) <= self._free_trainers(base))
        if last:
            everybody = solver.NumVar(0, 1, "")
            solver.Add(solver.Sum([u for u in unserved if u is not None]) >= 1 - everybody)
            self.objective.append(last * everybody)
        solver.Minimize(solver.Sum(self.objective))

    def _course(self, name: str, *, whole: bool, priced: bool) -> Any:
        problem, solver = self.ground.problem, self.solver
        course = problem.courses[name]
        homes = [(p, n) for (c, p), n in self.ground.demand.items() if c == name]
        arriving: dict[str, list[Any]] = {p: [] for p, _ in homes}
        weights = problem.weights
        for centre in problem.centres.values():
            seats = self._seats(course.id, centre.id)
            if seats < course.min_size or not homes:
                continue
            held = self._held(course.id, centre.id, whole=whole)
            people = []
            for home, number in homes:
                km = problem.km[home][centre.province]
                way = solver.NumVar(0, number, "")
                price = trip(problem, km, course.half_days, per_km="official_km", per_day="official_day")
                self.objective.append(price * way)
                people.append(way)
                arriving[home].append(way)
            solver.Add(solver.Sum(people) <= seats * held)
            solver.Add(solver.Sum(people) >= course.min_size * held)
        left = (
            solver.NumVar(0, sum(n for _, n in homes), "") if priced or not any(arriving.values()) else None
        )
        missing = []
        for home, number in homes:
            gone = solver.NumVar(0, number, "") if left is not None else None
            served = solver.Sum(arriving[home]) if arriving[home] else 0
            solver.Add(served + (gone if gone is not None else 0) == number)
            if gone is not None:
                missing.append(gone)
        if left is not None and missing:
            solver.Add(solver.Sum(missing) == left)
            self.objective.append(weights["unserved"] * left)
        return left

    def _held(self, name: str, centre: str, *, whole: bool) -> Any:
        """Classes of a course at a centre, by the province their trainers come from."""
        problem, solver = self.ground.problem, self.solver
        course, where = problem.courses[name], problem.centres[centre].province
        weights = problem.weights
        price = weights["class_fixed"] + weights["class_half_day"] * course.half_days
        held = []
        for base in sorted({t.province for t in problem.trainers.values() if name in t.courses}):
            km = problem.km[base][where]
            number = solver.IntVar(0, 1e6, "") if whole else solver.NumVar(0, 1e6, "")
            way = trip(problem, km, course.half_days, per_km="trainer_km", per_day="trainer_day")
            self.objective.append((price + way) * number)
            self.bases.setdefault(base, []).append(course.half_days * number)
            self.rooms[centre].append(course.half_days * number)
            held.append(number)
        return solver.Sum(held) if held else 0 * solver.NumVar(0, 0, "")

    def _seats(self, course: str, centre: str) -> int:
        problem = self.ground.problem
        wanted = problem.courses[course]
        fit = [
            r.seats
            for r in problem.rooms.values()
            if r.centre == centre and set(wanted.features) <= set(r.features)
        ]
        return min(wanted.max_size, max(fit, default=0))

    def _free_rooms(self, centre: str) -> int:
        problem = self.ground.problem
        return sum(_free(problem, r.blocked) for r in problem.rooms.values() if r.centre == centre)

    def _free_trainers(self, base: str) -> int:
        problem = self.ground.problem
        free = 0
        for trainer in problem.trainers.values():
            if trainer.province == base:
                days = _free(problem, trainer.blocked)
                free += days if trainer.max_half_days is None else min(days, trainer.max_half_days)
        return free


def _free(problem: Problem, blocked: tuple[int, ...]) -> int:
    later = sum(slot >= problem.frozen_before for slot in set(blocked))
    return len(problem.slots) - problem.frozen_before - later
