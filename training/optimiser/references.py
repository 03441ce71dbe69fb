"""What the lists of a problem say about each other: unknown ids, circles, slots after the last."""

import re
from collections.abc import Iterable, Iterator
from typing import Any

from training.optimiser.problem import PIN_PARTS, PlannedClass, Problem

SLOT = re.compile(r"\d{4}-\d\d-\d\d/(AM|PM)\Z")


def references(problem: Problem) -> list[str]:
    """Return every reference that does not hold, in the order of the format."""
    return [
        *_window(problem),
        *_places(problem),
        *_courses(problem),
        *_people(problem),
        *_circle(problem),
        *_pins(problem),
        *_begun(problem),
    ]


def _unknown(ids: Iterable[str], among: Any, where: str) -> Iterator[str]:
    return (f"{where}: {one!r} is not known" for one in ids if one not in among)


def _window(problem: Problem) -> Iterator[str]:
    slots = len(problem.slots)
    for n, slot in enumerate(problem.slots):
        if not SLOT.match(slot):
            yield f"slots[{n}]: must look like 2026-11-02/AM"
    if list(problem.slots) != sorted(problem.slots):
        yield "slots: must be in order of time"
    if not slots:
        yield "slots: none"
    for name in ("rooms", "trainers", "officials"):
        for row in getattr(problem, name).values():
            if any(slot >= slots for slot in row.blocked):
                yield f"{name} {row.id}: blocked names a slot after the last"
    if any(slot >= slots for slot in problem.breaks_after) or problem.frozen_before > slots:
        yield "breaks_after or frozen_before: after the last slot"


def _places(problem: Problem) -> Iterator[str]:
    homes = problem.km
    for name in ("centres", "trainers", "units", "officials"):
        rows = getattr(problem, name).values()
        yield from _unknown((row.province for row in rows), homes, f"{name}.province")
    for home, row in homes.items():
        yield from _unknown((c.province for c in problem.centres.values()), row, f"km.{home}")
    yield from _unknown((r.centre for r in problem.rooms.values()), problem.centres, "rooms.centre")
    for a, gaps in problem.transfer_slots.items():
        yield from _unknown([a, *gaps], problem.centres, "transfer_slots")


def _courses(problem: Problem) -> Iterator[str]:
    for course in problem.courses.values():
        yield from _unknown(course.prerequisites, problem.courses, f"courses {course.id}.prerequisites")
        if course.min_size > course.max_size:
            yield f"courses {course.id}: min_size above max_size"
    for trainer in problem.trainers.values():
        yield from _unknown(trainer.courses, problem.courses, f"trainers {trainer.id}.courses")


def _people(problem: Problem) -> Iterator[str]:
    yield from _unknown((o.unit for o in problem.officials.values()), problem.units, "officials.unit")
    for official in problem.officials.values():
        named = official.needs + official.held
        yield from _unknown(named, problem.courses, f"officials {official.id}")
        if set(official.needs) & set(official.held):
            yield f"officials {official.id}: needs what he holds"


def _circle(problem: Problem) -> Iterator[str]:
    """Take away courses whose prerequisites are gone; what cannot be taken away goes round in a circle."""
    left = {c.id: {p for p in c.prerequisites if p in problem.courses} for c in problem.courses.values()}
    while free := [course for course, before in left.items() if not before & left.keys()]:
        for course in free:
            del left[course]
    if left:
        yield f"courses: prerequisites go round in a circle ({', '.join(sorted(left))})"


def _pins(problem: Problem) -> Iterator[str]:
    published = {one.id for one in problem.published or ()}
    for pin in problem.pins:
        yield from _unknown([pin.class_id], published, "pins.class")
        yield from _unknown(pin.fix, PIN_PARTS, "pins.fix")


def _begun(problem: Problem) -> Iterator[str]:
    """What must stand as it was published must still be known."""
    fixed = {pin.class_id: pin.fix for pin in problem.pins}
    for one in problem.published or ():
        yield from _standing(problem, one, fixed.get(one.id), begun=one.start < problem.frozen_before)


def _standing(
    problem: Problem, one: PlannedClass, fix: tuple[str, ...] | None, *, begun: bool
) -> Iterator[str]:
    where = f"published {one.id}"
    if begun or fix is not None:
        yield from _unknown([one.course], problem.courses, f"{where}.course")
    if begun or "room" in (fix or ()):
        yield from _unknown([one.room], problem.rooms, f"{where}.room")
    if begun or "trainer" in (fix or ()):
        yield from _unknown([one.trainer], problem.trainers, f"{where}.trainer")
    course = problem.courses.get(one.course)
    if begun and course and one.start + course.half_days > len(problem.slots):
        yield f"{where}: ends after the last slot"
