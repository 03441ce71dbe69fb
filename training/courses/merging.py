"""What becomes of courses and nominations when two records of one official become one."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import aliased

from training.courses.models import SATISFIES, EarnedCourse, Nomination
from training.db import db
from training.officials.merging import Change, Couple, settles


@settles
def withdraw_what_is_nominated_twice(couple: Couple) -> Iterator[Change]:
    """A course is asked for once for one person."""
    mine = aliased(Nomination)
    twice = (
        select(Nomination)
        .join(mine, mine.course_id == Nomination.course_id)
        .where(Nomination.official_id == couple.other.id, Nomination.withdrawn_on.is_(None))
        .where(mine.official_id == couple.kept.id, mine.withdrawn_on.is_(None))
    )
    for nomination in db.session.scalars(twice.order_by(Nomination.id)):
        yield Change(nomination, "withdrawn_on", couple.on)


@settles
def withdraw_what_is_earned_twice(couple: Couple) -> Iterator[Change]:
    """A course is earned once, by the record that stays; attendance beside an achievement stands."""
    mine = aliased(EarnedCourse)
    satisfied = mine.basis.in_(SATISFIES) & EarnedCourse.basis.in_(SATISFIES)
    twice = (
        select(EarnedCourse)
        .join(mine, mine.course_id == EarnedCourse.course_id)
        .where(EarnedCourse.official_id == couple.other.id, EarnedCourse.withdrawn_at.is_(None))
        .where(mine.official_id == couple.kept.id, mine.withdrawn_at.is_(None))
        .where((mine.basis == EarnedCourse.basis) | satisfied)
        .distinct()
    )
    for earned in db.session.scalars(twice.order_by(EarnedCourse.id)):
        yield Change(earned, "withdrawn_at", couple.at)
