"""What is done with courses: loaded, earned, exempted, asked for."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from sqlalchemy import select

from training import audit
from training.audit import Actor
from training.courses.models import (
    SATISFIES,
    Basis,
    Course,
    EarnedCourse,
    Nomination,
    Prerequisite,
    Requirement,
)
from training.db import db
from training.errors import RuleViolation
from training.i18n import lazy, short_date
from training.officials.models import Official
from training.reference import reference
from training.workflow.models import Module


class AlreadyEarned(RuleViolation):
    message = lazy("The official already has the course %(course)s.")


class AlreadyNominated(RuleViolation):
    message = lazy("The official is already named for the course %(course)s.")


class WithdrawnBeforeNamed(RuleViolation):
    message = lazy("The course is asked for since %(day)s; it cannot be withdrawn before.")


class CourseWithdrawn(RuleViolation):
    message = lazy("The course %(course)s is no longer taught.")


class ProofNeeded(RuleViolation):
    message = lazy("An exemption needs its reason: the test or the proof it rests on.")


def load_reference() -> None:
    """Write courses, their prerequisites, and which role needs which; what is there stays as it is."""
    known = reference()
    modules = set(db.session.scalars(select(Module.code)))
    courses = {course.code: course for course in db.session.scalars(select(Course))}
    for place, item in enumerate(known.courses, start=1):
        if item.code not in courses:
            module = item.code if item.code in modules else None
            courses[item.code] = Course(
                code=item.code, name_km=item.km, name_en=item.en, module_code=module,
                half_days=item.half_days, position=place,
            )  # fmt: skip
            db.session.add(courses[item.code])
    db.session.flush()
    _load_prerequisites(courses)
    _load_requirements(courses)
    db.session.flush()


def record_earned(
    official: Official, course: Course, *, basis: Basis, on: date, by: Actor | None, at: datetime,
    reason: str = "",
) -> EarnedCourse:  # fmt: skip
    """Write that ``official`` has ``course`` since ``on``. Attendance alone is kept too, but the need stays.

    Raises:
        AlreadyEarned: the same basis stands already, or one that satisfies the need.
    """
    bases = {row.basis for row in _standing(official, course)}
    if basis in bases or (basis in SATISFIES and bases & SATISFIES):
        raise AlreadyEarned(course=course.name)
    earned = EarnedCourse(
        official_id=official.id, course_id=course.id, basis=basis, earned_on=on, reason=reason,
        recorded_by_id=by.id if by else None, recorded_at=at,
    )  # fmt: skip
    db.session.add(earned)
    audit.record("recorded course", earned, by=by, official=official.id, course=course.id, basis=basis.value)
    return earned


def withdraw_earned(earned: EarnedCourse, *, by: Actor | None, at: datetime) -> None:
    """Take an earned course back; the row stays, and the need returns. A second time changes nothing."""
    if earned.withdrawn_at is None:
        earned.withdrawn_at = at
        audit.record("withdrew course", earned, by=by)


def exempt(
    official: Official, course: Course, *, reason: str, on: date, by: Actor | None, at: datetime
) -> EarnedCourse:
    """Let ``official`` need ``course`` no more, for a ``reason`` that others may read.

    Raises:
        ProofNeeded: without a reason.
        AlreadyEarned: there is nothing to exempt from.
    """
    if not reason.strip():
        raise ProofNeeded
    return record_earned(official, course, basis=Basis.EXEMPTION, on=on, by=by, at=at, reason=reason.strip())


def nominate(official: Official, course: Course, *, on: date, by: Actor | None) -> Nomination:
    """Ask for ``course`` for ``official``, whatever his roles.

    Raises:
        RuleViolation: the first of ``obstacles_to_nominating``.
    """
    for obstacle in obstacles_to_nominating(official, course):
        raise obstacle
    nomination = Nomination(official_id=official.id, course_id=course.id, nominated_on=on)
    db.session.add(nomination)
    audit.record("nominated", nomination, by=by, official=official.id, course=course.id)
    return nomination


def withdraw_nomination(nomination: Nomination, *, on: date, by: Actor | None) -> None:
    """Ask no longer from ``on`` on; a need by the official's roles stays. A second time changes nothing.

    Raises:
        WithdrawnBeforeNamed: it was not asked for yet.
    """
    if nomination.withdrawn_on is None:
        for obstacle in obstacles_to_withdrawing(nomination, on=on):
            raise obstacle
        nomination.withdrawn_on = on
        audit.record("withdrew nomination", nomination, by=by, on=on.isoformat())


def obstacles_to_withdrawing(nomination: Nomination, *, on: date) -> Iterator[RuleViolation]:
    """Say why it cannot be asked no longer from ``on`` on."""
    if on < nomination.nominated_on:
        yield WithdrawnBeforeNamed(day=short_date(nomination.nominated_on))


def obstacles_to_nominating(official: Official, course: Course) -> Iterator[RuleViolation]:
    """Say why ``course`` cannot be asked for."""
    live = select(Nomination.id).where(
        Nomination.official_id == official.id,
        Nomination.course_id == course.id,
        Nomination.withdrawn_on.is_(None),
    )
    if course.withdrawn:
        yield CourseWithdrawn(course=course.name)
    if db.session.scalar(live):
        yield AlreadyNominated(course=course.name)
    if any(row.basis in SATISFIES for row in _standing(official, course)):
        yield AlreadyEarned(course=course.name)


def _standing(official: Official, course: Course) -> list[EarnedCourse]:
    query = select(EarnedCourse).where(
        EarnedCourse.official_id == official.id,
        EarnedCourse.course_id == course.id,
        EarnedCourse.withdrawn_at.is_(None),
    )
    return list(db.session.scalars(query))


def _load_prerequisites(courses: Mapping[str, Course]) -> None:
    known = {
        tuple(row) for row in db.session.execute(select(Prerequisite.course_id, Prerequisite.required_id))
    }
    for item in reference().courses:
        for code in item.prerequisites:
            pair = (courses[item.code].id, courses[code].id)
            if pair not in known:
                db.session.add(Prerequisite(course_id=pair[0], required_id=pair[1]))


def _load_requirements(courses: Mapping[str, Course]) -> None:
    known = {tuple(row) for row in db.session.execute(select(Requirement.role_code, Requirement.course_id))}
    for role, codes in reference().role_courses.items():
        for code in codes:
            if (role, courses[code].id) not in known:
                db.session.add(Requirement(role_code=role, course_id=courses[code].id))
