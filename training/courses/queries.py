"""Who needs which course and why: roles and nominations, less what is earned; each question is one query."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVarTuple

from sqlalchemy import ColumnElement, Select, and_, exists, func, or_, select, union
from sqlalchemy.orm import contains_eager, joinedload, lazyload, selectinload

from training.accounts.models import User
from training.accounts.scope import seen_by
from training.courses.models import (
    SATISFIES,
    Basis,
    Course,
    EarnedCourse,
    Feature,
    Nomination,
    Prerequisite,
    Requirement,
)
from training.db import db
from training.errors import NotFound
from training.officials.models import Official
from training.officials.queries import Count, below, women
from training.organisation.models import Unit
from training.workflow.models import RoleAssignment, WorkflowRole

Columns = TypeVarTuple("Columns")
NAMES = 200  # names shown at once


@dataclass(frozen=True, slots=True)
class NeedFilters:
    """What narrows the needs of day ``on``; ``unit`` means it and all below it."""

    on: date
    course: int | None = None
    unit: int | None = None


@dataclass(frozen=True, slots=True)
class Need:
    """``official`` still needs ``course``."""

    official: Official
    course: Course


@dataclass(frozen=True, slots=True)
class NeedCount:
    """How many officials need something; ``of`` is the course or the unit counted by."""

    of: Course | Unit
    count: Count


def need_pairs(on: date) -> Select[int, int]:
    """Pairs of official and course needed on ``on``, of everybody; narrow it before showing it."""
    by_role = (
        select(RoleAssignment.official_id, Requirement.course_id)
        .join(Requirement, Requirement.role_code == RoleAssignment.role_code)
        .join(Unit, Unit.id == RoleAssignment.unit_id)
        .where(_holds_on(on), or_(Requirement.unit_kind.is_(None), Requirement.unit_kind == Unit.kind))
    )
    by_name = select(Nomination.official_id, Nomination.course_id).where(
        Nomination.nominated_on <= on, or_(Nomination.withdrawn_on.is_(None), Nomination.withdrawn_on > on)
    )
    wanted = union(by_role, by_name).subquery("wanted")
    has_it = exists().where(
        EarnedCourse.official_id == wanted.c.official_id,
        EarnedCourse.course_id == wanted.c.course_id,
        satisfies(),
    )
    return select(wanted.c.official_id, wanted.c.course_id).where(~has_it)


def satisfies() -> ColumnElement[bool]:
    """Earned, not withdrawn, and more than mere attendance."""
    return and_(EarnedCourse.withdrawn_at.is_(None), EarnedCourse.basis.in_(SATISFIES))


def needs(user: User, filters: NeedFilters, *, limit: int = NAMES) -> list[Need]:
    """Who needs what, in the order of courses and names."""
    query = _needs(select(Official, Course), user, filters).options(joinedload(Official.unit))
    rows = db.session.execute(query.order_by(Course.position, Official.sort_key, Official.id).limit(limit))
    return [Need(official, course) for official, course in rows]


def needs_by_course(user: User, filters: NeedFilters) -> list[NeedCount]:
    """For each course that anybody needs, how many officials and women."""
    query = _needs(select(Course, func.count(), women()), user, filters)
    rows = db.session.execute(query.group_by(Course.id).order_by(Course.position))
    return [NeedCount(course, Count(total, female)) for course, total, female in rows]


def needs_by_unit(user: User, filters: NeedFilters) -> list[NeedCount]:
    """For each unit, how many needs its officials have (an official with two needs counts twice)."""
    query = _needs(select(Unit, func.count(), women()), user, filters).join(Unit, Unit.id == Official.unit_id)
    query = query.options(lazyload(Unit.province))  # else it would have to stand in GROUP BY
    rows = db.session.execute(query.group_by(Unit.id).order_by(func.count().desc(), Unit.code))
    return [NeedCount(unit, Count(total, female)) for unit, total, female in rows]


def need_count(user: User, filters: NeedFilters) -> Count:
    """How many needs there are, and how many of them are women's."""
    total, female = db.session.execute(_needs(select(func.count(), women()), user, filters)).one()
    return Count(total, female)


def needed_by(official: Official, *, on: date) -> Sequence[Course]:
    """The courses that ``official`` still needs, in the order in which they are taken."""
    pairs = need_pairs(on).subquery("need")
    query = select(Course).join(pairs, pairs.c.course_id == Course.id).where(~Course.withdrawn)
    return db.session.scalars(query.where(pairs.c.official_id == official.id).order_by(Course.position)).all()


def holds(official_ids: Iterable[int]) -> dict[int, set[int]]:
    """For each official, the numbers of the courses that need not be taken again."""
    held: dict[int, set[int]] = defaultdict(set)
    query = select(EarnedCourse.official_id, EarnedCourse.course_id).where(
        EarnedCourse.official_id.in_(list(official_ids)), satisfies()
    )
    for official_id, course_id in db.session.execute(query):
        held[official_id].add(course_id)
    return held


def missing_prerequisites(official: Official, course: Course) -> Sequence[Course]:
    """What ``official`` must have before ``course`` and has not."""
    has_it = exists().where(
        EarnedCourse.official_id == official.id, EarnedCourse.course_id == Course.id, satisfies()
    )
    query = select(Course).join(Prerequisite, Prerequisite.required_id == Course.id)
    missing = query.where(Prerequisite.course_id == course.id, ~has_it)
    return db.session.scalars(missing.order_by(Course.position)).all()


def earned_by(official: Official) -> Sequence[EarnedCourse]:
    """All that was ever recorded, what was withdrawn too."""
    query = select(EarnedCourse).where(EarnedCourse.official_id == official.id)
    shown = query.options(joinedload(EarnedCourse.course)).order_by(EarnedCourse.earned_on, EarnedCourse.id)
    return db.session.scalars(shown).all()


def get_exemption(number: int, *, user: User) -> EarnedCourse:
    """A course that a person recorded by hand; what a class gave is taken back by voiding its outcome.

    Raises:
        NotFound: there is none, or ``user`` does not answer for the official.
    """
    query = select(EarnedCourse).join(Official, Official.id == EarnedCourse.official_id)
    by_hand = EarnedCourse.basis.in_((Basis.EXEMPTION, Basis.ELSEWHERE))
    found = db.session.scalar(query.where(EarnedCourse.id == number, by_hand, seen_by(user, Official)))
    if found is None:
        raise NotFound
    return found


def nominations_of(official: Official) -> Sequence[Nomination]:
    """All courses that were ever asked for by name, the present ones first."""
    query = select(Nomination).where(Nomination.official_id == official.id)
    order = (Nomination.withdrawn_on.is_not(None), Nomination.nominated_on.desc(), Nomination.id)
    return db.session.scalars(query.options(joinedload(Nomination.course)).order_by(*order)).all()


def get_nomination(number: int, *, user: User) -> Nomination:
    """Raises: NotFound: there is none, or ``user`` does not answer for the official."""
    query = select(Nomination).join(Official, Official.id == Nomination.official_id)
    shown = query.options(contains_eager(Nomination.official), joinedload(Nomination.course))
    found = db.session.scalar(shown.where(Nomination.id == number, seen_by(user, Official)))
    if found is None:
        raise NotFound
    return found


def required_for(course: Course) -> Sequence[WorkflowRole]:
    """The workflow roles that need ``course``."""
    query = select(WorkflowRole).join(Requirement, Requirement.role_code == WorkflowRole.code)
    named = query.where(Requirement.course_id == course.id).distinct()
    return db.session.scalars(named.order_by(WorkflowRole.position)).all()


def courses() -> Sequence[Course]:
    """The catalogue, with what each course requires."""
    query = select(Course).options(selectinload(Course.prerequisites)).order_by(Course.position, Course.code)
    return db.session.scalars(query).all()


def get_course(number: int) -> Course:
    query = select(Course).where(Course.id == number).options(selectinload(Course.prerequisites))
    found = db.session.scalar(query)
    if found is None:
        raise NotFound
    return found


def features() -> Sequence[Feature]:
    """All that rooms may have and courses may need."""
    return db.session.scalars(select(Feature).order_by(Feature.name_en, Feature.code)).all()


def feature_names(codes: Iterable[str]) -> list[str]:
    """The names of features, in the reader's language; a code that has none stands for itself."""
    wanted = list(codes)
    known = {feature.code: str(feature.name) for feature in features()} if wanted else {}
    return [known.get(code, code) for code in wanted]


def _needs(query: Select[*Columns], user: User, filters: NeedFilters) -> Select[*Columns]:
    """Join the pairs of needs to officials and courses, narrowed."""
    pairs = need_pairs(filters.on).subquery("need")
    joined = (
        query.select_from(pairs)
        .join(Official, Official.id == pairs.c.official_id)
        .join(Course, Course.id == pairs.c.course_id)
        .where(seen_by(user, Official), Official.merged_into_id.is_(None), ~Course.withdrawn)
    )
    if filters.course:
        joined = joined.where(Course.id == filters.course)
    return joined.where(Official.unit_id.in_(below(filters.unit))) if filters.unit else joined


def _holds_on(day: date) -> ColumnElement[bool]:
    ended = and_(RoleAssignment.valid_to.is_not(None), RoleAssignment.valid_to < day)
    return and_(RoleAssignment.valid_from <= day, ~ended)
