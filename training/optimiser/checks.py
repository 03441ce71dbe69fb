"""Check a plan against the hard rules: one function per group of rules, apart from the search."""

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from training.optimiser.problem import PlannedClass, Problem
from training.optimiser.scoring import away_in, end_of, seats_of


@dataclass(frozen=True)
class Violation:
    rule: str
    text: str


Found = Iterator[Violation]


@dataclass(frozen=True)
class Look:
    """A plan being looked at: the problem, the classes, and which of them have begun."""

    problem: Problem
    classes: tuple[PlannedClass, ...]
    begun: frozenset[str]

    @property
    def open(self) -> list[PlannedClass]:
        return [one for one in self.classes if one.id not in self.begun]

    def busy(self, one: PlannedClass) -> range:
        return range(one.start, end_of(self.problem, one))


def hard_rules(problem: Problem, classes: tuple[PlannedClass, ...]) -> list[Violation]:
    """Return every breach of a hard rule; all ids in the classes must be known."""
    begun = frozenset(one.id for one in problem.published or () if one.start < problem.frozen_before)
    look = Look(problem, classes, begun)
    late = [one for one in classes if end_of(problem, one) > len(problem.slots)]
    doubled = [
        Violation("class_id", f"{name}: {n} classes have this id")
        for name, n in Counter(one.id for one in classes).items()
        if n > 1
    ]
    if late:
        return doubled + [Violation("start", f"{one.id}: ends after the last slot") for one in late]
    groups = (times, rooms, trainers, sizes, overlaps, loads, seats, prerequisites, offices, promises, pins)
    return doubled + [violation for group in groups for violation in group(look)]


def times(look: Look) -> Found:
    """A class lies inside the window, passes no break, and does not start in the past."""
    for one in look.open:
        if any(slot in look.problem.breaks_after for slot in look.busy(one)[:-1]):
            yield Violation("start", f"{one.id}: from slot {one.start} it passes a break")
        if one.start < look.problem.frozen_before:
            yield Violation("frozen", f"{one.id}: a new class starts in the past, at slot {one.start}")


def rooms(look: Look) -> Found:
    """The room is not blocked and has what the course asks for."""
    for one in look.open:
        room, course = look.problem.rooms[one.room], look.problem.courses[one.course]
        if any(slot in room.blocked for slot in look.busy(one)):
            yield Violation("room_blocked", f"{one.id}: room {room.id} is blocked")
        if not set(course.features) <= set(room.features):
            yield Violation("room_features", f"{one.id}: room {room.id} lacks what {course.id} asks for")


def trainers(look: Look) -> Found:
    """The trainer is not blocked and teaches the course."""
    for one in look.open:
        trainer = look.problem.trainers[one.trainer]
        if any(slot in trainer.blocked for slot in look.busy(one)):
            yield Violation("trainer_blocked", f"{one.id}: trainer {trainer.id} is blocked")
        if one.course not in trainer.courses:
            yield Violation("trainer_course", f"{one.id}: trainer {trainer.id} does not teach {one.course}")


def sizes(look: Look) -> Found:
    """Not more officials than seats, not fewer than the course's least size."""
    for one in look.open:
        course, room = look.problem.courses[one.course], look.problem.rooms[one.room]
        if len(one.officials) > min(course.max_size, room.seats):
            yield Violation("size_max", f"{one.id}: {len(one.officials)} officials are too many")
        if len(one.officials) < course.min_size:
            yield Violation("size_min", f"{one.id}: {len(one.officials)} officials are too few")


def overlaps(look: Look) -> Found:
    """One room, trainer or official is at one place at a time, with the way between centres."""
    diaries: dict[tuple[str, str], list[PlannedClass]] = defaultdict(list)
    for one in look.classes:
        diaries["room", one.room].append(one)
        diaries["trainer", one.trainer].append(one)
        for official in one.officials:
            diaries["official", official].append(one)
    for (who, name), diary in diaries.items():
        diary.sort(key=lambda one: (one.start, end_of(look.problem, one), one.id))
        for n, first in enumerate(diary):
            for second in diary[n + 1 :]:
                if not {first.id, second.id} <= look.begun:
                    yield from _pair(look, who, name, first, second)


def _pair(look: Look, who: str, name: str, first: PlannedClass, second: PlannedClass) -> Found:
    left = second.start - end_of(look.problem, first)
    if left < 0:
        yield Violation(f"{who}_overlap", f"{who} {name}: classes {first.id} and {second.id}")
    elif who != "room":
        a, b = (look.problem.rooms[one.room].centre for one in (first, second))
        gap = look.problem.transfer_slots.get(a, {}).get(b, 0) if a != b else 0
        if left < gap:
            yield Violation("transfer", f"{who} {name}: {gap} half-days from {a} to {b}, {left} given")


def loads(look: Look) -> Found:
    """No trainer who gets a new class teaches more half-days than he may."""
    load: Counter[str] = Counter()
    for one in look.classes:
        load[one.trainer] += len(look.busy(one))
    for name in sorted({one.trainer for one in look.open}):
        limit = look.problem.trainers[name].max_half_days
        if limit is not None and load[name] > limit:
            text = f"trainer {name}: {load[name]} half-days, at most {limit}"
            yield Violation("trainer_half_days", text)


def seats(look: Look) -> Found:
    """Only officials who need the course, when they are free, one seat per need."""
    first = seats_of(look.classes)
    for one in look.open:
        for name in one.officials:
            official = look.problem.officials[name]
            if one.course not in official.needs:
                yield Violation("not_needed", f"{one.id}: official {name} does not need {one.course}")
                continue
            if first[name, one.course] is not one:
                yield Violation("seat_twice", f"official {name}: {one.course} twice, again in {one.id}")
            if any(slot in official.blocked for slot in look.busy(one)):
                yield Violation("official_blocked", f"{one.id}: official {name} is blocked")


def prerequisites(look: Look) -> Found:
    """Each prerequisite is held, or finished when the class starts."""
    first = seats_of(look.classes)
    for one in look.open:
        for name in one.officials:
            official = look.problem.officials[name]
            if one.course not in official.needs:
                continue
            for before in look.problem.courses[one.course].prerequisites:
                earlier = first.get((name, before))
                late = earlier is None or end_of(look.problem, earlier) > one.start
                if before not in official.held and late:
                    text = f"{one.id}: official {name} has not finished {before}"
                    yield Violation("prerequisite", text)


def offices(look: Look) -> Found:
    """No unit has more people away than it may, but for what has begun."""
    past = away_in(look.problem, [one for one in look.classes if one.id in look.begun])
    for (unit, slot), number in sorted(away_in(look.problem, look.classes).items()):
        limit = look.problem.units[unit].max_away
        if number > max(limit, past[unit, slot]):
            yield Violation("unit_away", f"unit {unit}, slot {slot}: {number} away, at most {limit}")


def _still(problem: Problem, one: PlannedClass) -> set[str]:
    people = problem.officials
    return {o for o in one.officials if o in people and one.course in people[o].needs}


def promises(look: Look) -> Found:
    """What has begun stands as it was; a published id keeps its course."""
    now = {one.id: one for one in look.classes}
    for old in look.problem.published or ():
        new = now.get(old.id)
        if new and new.course != old.course:
            yield Violation("class_id", f"{old.id}: was {old.course}, is {new.course}")
        if old.id in look.begun:
            facts = new and (new.course, new.room, new.trainer, new.start)
            same = new and facts == (old.course, old.room, old.trainer, old.start)
            if not same or set(new.officials if new else ()) != _still(look.problem, old):
                yield Violation("frozen", f"{old.id}: has begun and was changed")


def pins(look: Look) -> Found:
    """What a person pinned stays."""
    now = {one.id: one for one in look.classes}
    published = {one.id: one for one in look.problem.published or ()}
    for pin in look.problem.pins:
        old, new = published[pin.class_id], now.get(pin.class_id)
        if new is None:
            yield Violation("pin", f"{pin.class_id}: pinned and not there")
            continue
        kept = {
            "time": new.start == old.start,
            "room": new.room == old.room,
            "trainer": new.trainer == old.trainer,
            "officials": set(new.officials) == _still(look.problem, old),
        }
        for part in pin.fix:
            if not kept[part]:
                yield Violation("pin", f"{pin.class_id}: {part} was pinned and changed")
