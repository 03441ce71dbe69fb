"""Lower bounds on when officials have done all their courses, and on the end of the last class."""

from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from training.optimiser.explain import fewest_classes
from training.optimiser.problem import Course, Official, PlannedClass, Problem
from training.optimiser.proofs import Key, earliest_end, starts


@dataclass(frozen=True)
class Ends:
    """The soonest ends there can be; ``done``: seats in begun classes, ``lost``: needs no plan serves."""

    problem: Problem
    done: dict[Key, PlannedClass]
    lost: set[Key]

    @property
    def completion(self) -> int:
        """Σ of the ends of all officials, in half-days: the better of two counts."""
        return max(self._by_seats(), self._by_courses())

    @property
    def last(self) -> int:
        """The slot before which not all can be served."""
        chains = (end for key in self._wanted if (end := self._alone(key)) is not None)
        taught = (self._finished(self.problem.courses[c], n)[-1] for c, n in self._demand.items())
        return max([0, *chains, *taught])

    @cached_property
    def _wanted(self) -> list[Key]:
        people = self.problem.officials.values()
        return [(o.id, c) for o in people for c in o.needs if (o.id, c) not in self.lost]

    @cached_property
    def _demand(self) -> Counter[str]:
        """Needs that still wait for a class, by course."""
        return Counter(c for o, c in self._wanted if (o, c) not in self.done)

    def _alone(self, key: Key) -> int | None:
        return earliest_end(self.problem, key, self.done)

    @cached_property
    def _persons(self) -> dict[str, int]:
        """When each official who needs something can be done, were he alone in the world."""
        return {o.id: self._person(o) for o in self.problem.officials.values() if o.needs}

    def _person(self, official: Official) -> int:
        slots = len(self.problem.slots)
        if any((official.id, c) in self.lost for c in official.needs):
            return slots
        ends = [self._alone((official.id, c)) for c in official.needs]
        chain = max(slots if end is None else end for end in ends)
        work, taken = self._work(official), set(official.blocked)
        free = [slot for slot in range(self.problem.frozen_before, slots) if slot not in taken]
        if not work:
            return chain
        return max(chain, free[work - 1] + 1) if work <= len(free) else slots

    def _work(self, official: Official) -> int:
        todo = (c for c in official.needs if (official.id, c) not in self.done)
        return sum(self.problem.courses[c].half_days for c in todo)

    def _by_seats(self) -> int:
        """By rank, the greater of: persons who can be done so early; seats enough for the least work."""
        problem, slots = self.problem, len(self.problem.slots)
        loads = sorted(self._work(problem.officials[o]) for o in self._persons)
        capacity, found, t = self._capacity, 0, 0
        for person, needed in zip(sorted(self._persons.values()), accumulate(loads), strict=True):
            while t < slots and capacity[t] < needed:
                t += 1
            found += max(person, t if needed else 0)
        return found

    @cached_property
    def _capacity(self) -> list[int]:
        """Person-half-days that all rooms can have taught by each slot."""
        problem = self.problem
        most = max((course.max_size for course in problem.courses.values()), default=0)
        found = [0]
        for slot in range(len(problem.slots)):
            open_rooms = (r for r in problem.rooms.values() if slot not in r.blocked)
            seats = sum(min(r.seats, most) for r in open_rooms) if slot >= problem.frozen_before else 0
            found.append(found[-1] + seats)
        return found

    def _by_courses(self) -> int:
        """Each official by one of his courses: its seats so far, and all that must follow it for him."""
        groups: dict[str, list[str]] = defaultdict(list)
        typical = {c: sum(self._finished(self.problem.courses[c], n)) // n for c, n in self._demand.items()}
        found = 0
        for name in self._persons:
            needs = [c for c in self.problem.officials[name].needs if self._open((name, c))]
            if needs:
                groups[max(needs, key=lambda c: (typical[c] + self._tail(name, c), c))].append(name)
            else:
                found += self._persons[name]
        return found + sum(self._group(course, names) for course, names in groups.items())

    def _open(self, key: Key) -> bool:
        return key not in self.done and key not in self.lost

    def _group(self, course: str, names: list[str]) -> int:
        """Σ of ends of these officials; who finishes first is free, so both sides are sorted."""
        tails = [self._tail(name, course) for name in names]
        most = len(self.problem.slots) - max(tails)
        soonest = [min(end, most) for end in self._finished(self.problem.courses[course], len(names))]
        alone = sorted(self._persons[name] - tail for name, tail in zip(names, tails, strict=True))
        return sum(tails) + sum(map(max, soonest, alone))

    def _tail(self, name: str, course: str) -> int:
        """Half-days of the official's courses that must all come after this one."""
        needs = self.problem.officials[name].needs
        return sum(self.problem.courses[c].half_days for c in self._followers[course] if c in needs)

    @cached_property
    def _followers(self) -> dict[str, set[str]]:
        found: dict[str, set[str]] = {c: set() for c in self.problem.courses}
        for _ in found:
            for course in self.problem.courses.values():
                for before in course.prerequisites:
                    found[before] |= {course.id} | found[course.id]
        return found

    def _finished(self, course: Course, number: int) -> list[int]:
        """The soonest end of the 1st, 2nd … official in this course, by its trainers and by its rooms."""
        problem, slots = self.problem, len(self.problem.slots)
        fit = [r for r in problem.rooms.values() if set(course.features) <= set(r.features)]
        most = min(course.max_size, max((r.seats for r in fit), default=0))
        taught = [
            (end, most)
            for t in problem.trainers.values()
            if course.id in t.courses
            for end in self._packed(t.blocked, course, t.max_half_days)
        ]
        held = [(e, min(r.seats, most)) for r in fit for e in self._packed(r.blocked, course, None)]
        sides = [_ranks(side, number, slots) for side in (taught, held)]
        return [max(pair) for pair in zip(*sides, strict=True)]

    def _packed(self, blocked: tuple[int, ...], course: Course, limit: int | None) -> list[int]:
        """Ends of as many classes as one trainer or room can take one after another, the soonest first."""
        taken, free_from, found = set(blocked), 0, []
        for s in starts(self.problem, course.half_days):
            if s >= free_from and not taken.intersection(range(s, s + course.half_days)):
                free_from = s + course.half_days
                found.append(free_from)
        return found if limit is None else found[: limit // course.half_days]

    def fewest(self) -> int:
        """The least number of classes for all who still wait."""
        return sum(fewest_classes(self.problem, c, n) for c, n in self._demand.items())


def _ranks(classes: list[tuple[int, int]], number: int, slots: int) -> list[int]:
    ends: list[int] = []
    for end, seats in sorted(classes):
        ends += [end] * min(seats, number - len(ends))
    return ends + [slots] * (number - len(ends))
