"""All plans of a very small problem, one by one: written apart from the optimiser, to judge it by."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import Any

WEIGHTS = {
    "unserved": 100000,
    "class_fixed": 6000,
    "class_half_day": 3000,
    "official_km": 8,
    "official_day": 1500,
    "trainer_km": 10,
    "trainer_day": 2500,
    "far_km": 40,
    "completion": 50,
    "last": 2000,
}
Class = tuple[str, str, str, int, tuple[str, ...]]  # course, room, trainer, start, officials


@dataclass(frozen=True)
class Truth:
    """What is true of all plans: the least J, the most needs served, every need that some plan serves."""

    best: int
    most: int
    servable: frozenset[tuple[str, str]]


def truth(problem: dict[str, Any]) -> Truth:
    """Look at every plan that keeps the rules (nothing published)."""
    world = World(problem)
    best, most, servable = world.price([]), 0, set()
    for plan in world.plans([], world.places()):
        seats = {(o, c[0]) for c in plan for o in c[4]}
        best, most = min(best, world.price(plan)), max(most, len(seats))
        servable |= seats
    return Truth(best, most, frozenset(servable))


class World:
    def __init__(self, problem: dict[str, Any]) -> None:
        self.problem = problem
        self.slots = len(problem["slots"])
        for name in ("courses", "rooms", "trainers", "units", "officials"):
            setattr(self, name, {one["id"]: one for one in problem[name]})
        self.centre = {r["id"]: r["centre"] for r in problem["rooms"]}
        self.town = {k["id"]: k["province"] for k in problem["centres"]}
        self.needs = sum(len(o["needs"]) for o in problem["officials"])

    def places(self) -> list[tuple[int, str]]:
        return [(start, room) for start in range(self.slots) for room in sorted(self.rooms)]

    def plans(self, plan: list[Class], places: list[tuple[int, str]]) -> Iterator[list[Class]]:
        """The plan so far, and every way to go on at the places that are left, in order of time."""
        if not places:
            yield plan
            return
        (start, room), rest = places[0], places[1:]
        yield from self.plans(plan, rest)
        if sum(len(one[4]) for one in plan) < self.needs:
            for one in self.classes(plan, start, room):
                yield from self.plans([*plan, one], rest)

    def classes(self, plan: list[Class], start: int, room: str) -> Iterator[Class]:
        """Every class that may be added here."""
        for course in self.courses.values():
            end = start + course["half_days"]
            if not self.stands(plan, course, room, start, end):
                continue
            people = [o for o in self.officials if self.can_come(plan, o, course, room, start, end)]
            most = min(course["max_size"], self.rooms[room]["seats"], len(people))
            for trainer in self.trainers:
                if not self.can_teach(plan, trainer, course, room, start, end):
                    continue
                for size in range(course["min_size"], most + 1):
                    for group in combinations(people, size):
                        if self.spared(plan, group, start, end):
                            yield course["id"], room, trainer, start, group

    def stands(self, plan, course, room, start, end) -> bool:
        wanted, here = self.courses[course["id"]], self.rooms[room]
        inside = end <= self.slots and not any(start <= b < end - 1 for b in self.problem["breaks_after"])
        fit = set(wanted.get("features", [])) <= set(here.get("features", []))
        return inside and fit and self.free(here, start, end) and not self.clash(plan, 1, room, start, end)

    def free(self, one, start, end) -> bool:
        return not any(start <= slot < end for slot in one.get("blocked", []))

    def end(self, one: Class) -> int:
        return one[3] + self.courses[one[0]]["half_days"]

    def clash(self, plan, part, name, start, end) -> bool:
        return any(c[part] == name and c[3] < end and start < self.end(c) for c in plan)

    def gap(self, mine, room, start) -> bool:
        """Whether somebody can come here at ``start`` after his other classes, which are all earlier."""
        gaps = self.problem.get("transfer_slots", {})
        return all(
            start - self.end(c) >= gaps.get(self.centre[c[1]], {}).get(self.centre[room], 0)
            for c in mine
            if self.centre[c[1]] != self.centre[room]
        )

    def can_teach(self, plan, trainer, course, room, start, end) -> bool:
        one, mine = self.trainers[trainer], [c for c in plan if c[2] == trainer]
        limit = one.get("max_half_days")
        load = sum(self.courses[c[0]]["half_days"] for c in mine) + course["half_days"]
        able = course["id"] in one["courses"] and (limit is None or load <= limit)
        clear = self.free(one, start, end) and not self.clash(plan, 2, trainer, start, end)
        return able and clear and self.gap(mine, room, start)

    def can_come(self, plan, official, course, room, start, end) -> bool:
        one, mine = self.officials[official], [c for c in plan if official in c[4]]
        if course["id"] not in one["needs"] or any(c[0] == course["id"] for c in mine):
            return False
        if not self.free(one, start, end) or any(self.end(c) > start for c in mine):
            return False
        held = one.get("held", [])
        before = all(p in held or any(c[0] == p for c in mine) for p in course.get("prerequisites", []))
        return before and self.gap(mine, room, start)

    def spared(self, plan, group, start, end) -> bool:
        for slot in range(start, end):
            away = [o for c in plan if c[3] <= slot < self.end(c) for o in c[4]] + list(group)
            for unit in self.units.values():
                if sum(self.officials[o]["unit"] == unit["id"] for o in away) > unit["max_away"]:
                    return False
        return True

    def trip(self, who, home, one: Class) -> int:
        km = self.problem["km"][home][self.town[self.centre[one[1]]]]
        days = -(-self.courses[one[0]]["half_days"] // 2)
        return 2 * km * WEIGHTS[f"{who}_km"] + (days * WEIGHTS[f"{who}_day"] if km > WEIGHTS["far_km"] else 0)

    def price(self, plan: list[Class]) -> int:
        total, last = 0, 0
        for one in plan:
            total += WEIGHTS["class_fixed"] + WEIGHTS["class_half_day"] * self.courses[one[0]]["half_days"]
            total += self.trip("trainer", self.trainers[one[2]]["province"], one)
            total += sum(self.trip("official", self.officials[o]["province"], one) for o in one[4])
            last = max(last, self.end(one))
        for name, official in self.officials.items():
            ends = [self.end(one) for one in plan if name in one[4]]
            missing = len(official["needs"]) - len(ends)
            total += missing * official.get("priority", 1) * WEIGHTS["unserved"]
            total += WEIGHTS["completion"] * (self.slots if missing else max(ends, default=0))
        return total + WEIGHTS["last"] * last
