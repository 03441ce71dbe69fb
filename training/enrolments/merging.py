"""What becomes of seats when two records of one official become one, or two again."""

from collections.abc import Iterator
from datetime import date

from sqlalchemy import Select, select, update
from sqlalchemy.orm import aliased

from training.classes.models import TrainingClass, TrainingSession
from training.courses.models import Course, EarnedCourse
from training.db import db
from training.enrolments.models import LIVE, TAKEN, Enrolment, OfficialHalfDay, Outcome
from training.errors import RuleViolation
from training.i18n import lazy, short_date
from training.officials.merging import Couple, follows, refuses
from training.officials.models import Merge, MergeDeed
from training.officials.unmerging import stays


class BothInOneClass(RuleViolation):
    message = lazy("Both have a seat in %(what)s; take one of the two seats back first.")


class BothInClassAtOnce(RuleViolation):
    message = lazy("Both have a class on %(day)s at the same time; take one of the two seats back first.")


class BothLearnOneCourse(RuleViolation):
    message = lazy("Both have a seat in a class of %(course)s; take one of the two seats back first.")


@refuses
def one_person_has_one_seat(couple: Couple) -> Iterator[RuleViolation]:
    """Two seats in one class, at one time, or in two classes of one course that are not decided yet."""
    for shared in db.session.scalars(_shared_classes(couple)):
        yield BothInOneClass(what=shared.name)
    for day in db.session.scalars(_days_at_once(couple).limit(1)):
        yield BothInClassAtOnce(day=short_date(day))
    for course in db.session.scalars(_courses_learnt_twice(couple)):
        yield BothLearnOneCourse(course=course.name)


@follows
def half_days_follow_their_seats(official_id: int) -> None:
    """The half-days of a seat are those of the official who has it."""
    seats = select(Enrolment.id).where(Enrolment.official_id == official_id)
    db.session.execute(
        update(OfficialHalfDay)
        .where(OfficialHalfDay.enrolment_id.in_(seats), OfficialHalfDay.official_id != official_id)
        .values(official_id=official_id)
        .execution_options(synchronize_session=False)
    )


@stays(Enrolment)
def seats_decided_since(merge: Merge, numbers: set[int]) -> set[int]:
    """A seat whose course was earned after the merge stays where the course is: they belong together."""
    moved = select(MergeDeed.row_id).where(MergeDeed.merge_id == merge.id, MergeDeed.table == "earned_course")
    going_back = select(EarnedCourse.course_id).where(EarnedCourse.id.in_(moved))
    decided = (
        select(Enrolment.id)
        .join(TrainingClass, TrainingClass.id == Enrolment.class_id)
        .where(Enrolment.id.in_(numbers), Enrolment.outcome.in_({Outcome.ACHIEVEMENT, Outcome.ATTENDANCE}))
        .where(TrainingClass.course_id.not_in(going_back))
    )
    return set(db.session.scalars(decided))


def _shared_classes(couple: Couple) -> Select[TrainingClass]:
    mine, others = (
        select(Enrolment.class_id).where(Enrolment.official_id == number, Enrolment.state.in_(LIVE))
        for number in (couple.kept.id, couple.other.id)
    )
    shared = select(TrainingClass).where(TrainingClass.id.in_(mine), TrainingClass.id.in_(others))
    return shared.order_by(TrainingClass.id)


def _days_at_once(couple: Couple) -> Select[date]:
    mine, my_session = aliased(OfficialHalfDay), aliased(TrainingSession)
    return (
        select(OfficialHalfDay.day)
        .join(mine, (mine.day == OfficialHalfDay.day) & (mine.half == OfficialHalfDay.half))
        .join(TrainingSession, TrainingSession.id == OfficialHalfDay.session_id)
        .join(my_session, my_session.id == mine.session_id)
        .where(OfficialHalfDay.official_id == couple.other.id, mine.official_id == couple.kept.id)
        .where(TrainingSession.class_id != my_session.class_id)
        .order_by(OfficialHalfDay.day)
    )


def _courses_learnt_twice(couple: Couple) -> Select[Course]:
    mine, my_class = aliased(Enrolment), aliased(TrainingClass)
    learnt = (
        select(TrainingClass.course_id)
        .join(Enrolment, Enrolment.class_id == TrainingClass.id)
        .join(my_class, my_class.course_id == TrainingClass.course_id)
        .join(mine, mine.class_id == my_class.id)
        .where(Enrolment.official_id == couple.other.id, mine.official_id == couple.kept.id)
        .where(Enrolment.state.in_(TAKEN), Enrolment.outcome.is_(None))
        .where(mine.state.in_(TAKEN), mine.outcome.is_(None), my_class.id != TrainingClass.id)
    )
    return select(Course).where(Course.id.in_(learnt)).order_by(Course.id)
