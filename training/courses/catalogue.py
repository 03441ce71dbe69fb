"""What is done with the catalogue: courses added, changed, and put one after another without a circle."""

from collections.abc import Collection, Iterator
from typing import Any

from sqlalchemy import func, select

from training import audit
from training.audit import Actor
from training.courses.models import Course, Prerequisite
from training.db import db
from training.errors import RuleViolation
from training.i18n import lazy


class CourseCodeTaken(RuleViolation):
    message = lazy("The code %(code)s belongs to the course %(course)s.")


class PrerequisiteCircle(RuleViolation):
    message = lazy(
        "%(before)s cannot come before %(course)s: it comes itself after it, and nobody could begin."
    )


def add_course(*, code: str, by: Actor | None, **facts: Any) -> Course:
    """Write a course at the end of the catalogue; ``facts`` are its columns (lengths in half-days, percents).

    Raises:
        CourseCodeTaken: another one has this code.
    """
    other = db.session.scalar(select(Course).where(Course.code == code))
    if other:
        raise CourseCodeTaken(code=code, course=other.name)
    last = db.session.scalar(select(func.max(Course.position))) or 0
    course = Course(code=code, position=last + 1, **facts)
    db.session.add(course)
    audit.record("added course", course, by=by, code=code)
    return course


def change_course(course: Course, *, by: Actor | None, **facts: Any) -> None:
    """Change the columns named in ``facts``; the table checks sizes (persons) and percents."""
    for name, value in facts.items():
        setattr(course, name, value)
    audit.record("changed course", course, by=by, **facts)


def let_come_after(course: Course, *, required: Collection[Course], by: Actor | None) -> None:
    """Let exactly these courses be earned before ``course``, or stand in an earlier class.

    Raises:
        PrerequisiteCircle: one of them waits for ``course`` itself.
    """
    db.session.execute(select(Course.id).order_by(Course.id).with_for_update())  # two halves make no circle
    for obstacle in obstacles_to_order(course, required=required):
        raise obstacle
    query = select(Prerequisite).where(Prerequisite.course_id == course.id)
    present = {row.required_id: row for row in db.session.scalars(query)}
    wanted = {each.id for each in required}
    if wanted == set(present):
        return
    for number in set(present) - wanted:
        db.session.delete(present[number])
    db.session.add_all(
        Prerequisite(course_id=course.id, required_id=number) for number in sorted(wanted - set(present))
    )
    audit.record("changed prerequisites", course, by=by, was=sorted(present), now=sorted(wanted))
    db.session.flush()
    db.session.expire(course, ["prerequisites"])


def obstacles_to_order(course: Course, *, required: Collection[Course]) -> Iterator[RuleViolation]:
    """Say which of ``required`` is ``course`` itself or waits for it, directly or through others."""
    before: dict[int, set[int]] = {}
    for row in db.session.scalars(select(Prerequisite)):
        before.setdefault(row.course_id, set()).add(row.required_id)
    for each in required:
        if course.id in _all_before(each.id, before):
            yield PrerequisiteCircle(before=each.name, course=course.name)


def _all_before(number: int, before: dict[int, set[int]]) -> set[int]:
    """``number`` and whatever must come before it."""
    found, waiting = set(), [number]
    while waiting:
        one = waiting.pop()
        if one not in found:
            found.add(one)
            waiting += before.get(one, set())
    return found
