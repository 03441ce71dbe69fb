"""Needs that no class serves yet: a course is needed, and there is no seat in a class of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, distinct, exists, func, select

from training.accounts.models import User
from training.accounts.scope import seen_by
from training.classes.models import TrainingClass
from training.courses.models import Course
from training.courses.queries import need_pairs
from training.db import db
from training.enrolments.models import TAKEN, Enrolment
from training.officials.models import Official, Sex
from training.officials.queries import Count


@dataclass(frozen=True, slots=True)
class Unserved:
    """How many officials need ``course`` and have no seat in a class of it."""

    course: Course
    count: Count


def unserved(user: User, *, on: date) -> Count:
    """The officials the reader answers for who wait for at least one course."""
    return Count(*db.session.execute(_waiting(select(*_PERSONS), user, on=on)).one())


def unserved_by_course(user: User, *, on: date) -> Sequence[Unserved]:
    """The same by course, in the order in which courses are taken; who waits for two counts in both."""
    query = _waiting(select(Course, *_PERSONS), user, on=on).group_by(Course.id)
    rows = db.session.execute(query.order_by(Course.position, Course.id))
    return [Unserved(course, Count(total, women)) for course, total, women in rows]


_EVERYBODY = func.count(distinct(Official.id))
_PERSONS = (_EVERYBODY, _EVERYBODY.filter(Official.sex == Sex.FEMALE))


def _waiting(query: Select, user: User, *, on: date) -> Select:
    pairs = need_pairs(on).subquery("need")
    return (
        query.select_from(pairs)
        .join(Official, Official.id == pairs.c.official_id)
        .join(Course, Course.id == pairs.c.course_id)
        .where(seen_by(user, Official), Official.merged_into_id.is_(None), ~Course.withdrawn)
        .where(~_seated(pairs.c.official_id, pairs.c.course_id))
    )


def _seated(official_id: ColumnElement[int], course_id: ColumnElement[int]) -> ColumnElement[bool]:
    return exists().where(
        Enrolment.official_id == official_id,
        Enrolment.state.in_(TAKEN),
        Enrolment.outcome.is_(None),
        TrainingClass.id == Enrolment.class_id,
        TrainingClass.course_id == course_id,
    )
