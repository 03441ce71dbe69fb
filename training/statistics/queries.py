"""Completion figures: people whose outcome is decided, always all of them and the women among them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import ColumnElement, Select, case, extract, func, select
from sqlalchemy.orm import joinedload, lazyload

from training.accounts.models import User
from training.accounts.scope import in_units_of, seen_by
from training.audit import AuditEntry
from training.classes.models import TrainingClass
from training.courses.models import Course
from training.db import db
from training.enrolments import scope  # noqa: F401 - adds its clauses
from training.enrolments.models import Enrolment, Outcome
from training.officials.models import Official, Sex
from training.organisation.models import Unit

MOST_NAMES = 500
EXPORTED = "exported names"  # the deed in the audit log


@dataclass(frozen=True, slots=True)
class Filter:
    """What the figures are narrowed to; the days are those on which classes end, both included."""

    unit_id: int | None = None  # with all below it
    course_id: int | None = None
    first: date | None = None
    last: date | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """Persons, and the women among them."""

    total: int
    women: int


@dataclass(frozen=True, slots=True)
class Figures:
    """Those whose outcome is decided: all, with achievement, with attendance only, without either."""

    decided: Figure
    achievement: Figure
    attendance: Figure
    none: Figure

    @property
    def percent(self) -> int:
        """Who passed, of those decided, rounded down."""
        return self.achievement.total * 100 // self.decided.total if self.decided.total else 0


@dataclass(frozen=True, slots=True)
class UnitLine:
    unit: Unit
    figures: Figures


@dataclass(frozen=True, slots=True)
class MonthLine:
    """One course in one month; ``month`` is its first day."""

    month: date
    course: Course
    figures: Figures


@dataclass(frozen=True, slots=True)
class MonthFigures:
    """All courses in one month; ``month`` is its first day."""

    month: date
    figures: Figures


def whole(user: User, narrowed: Filter) -> Figures:
    """The figures of all that ``user`` answers for."""
    return _figures(db.session.execute(_seats(user, narrowed).with_only_columns(*_COUNTS)).one())


def by_unit(user: User, narrowed: Filter) -> list[UnitLine]:
    """By the unit in which the officials served when they were trained."""
    query = _seats(user, narrowed).with_only_columns(Unit, *_COUNTS).group_by(Unit.id).order_by(Unit.code)
    query = query.options(lazyload(Unit.province))  # the grouping knows the unit only
    return [UnitLine(unit, _figures(counts)) for unit, *counts in db.session.execute(query)]


def by_month(user: User, narrowed: Filter) -> list[MonthLine]:
    """By the month in which the class ended, and by course; the latest month first."""
    year, month = extract("year", TrainingClass.ends_on), extract("month", TrainingClass.ends_on)
    query = (
        _seats(user, narrowed)
        .with_only_columns(year, month, Course, *_COUNTS)
        .group_by(year, month, Course.id)
        .order_by(year.desc(), month.desc(), Course.position, Course.id)
    )
    return [
        MonthLine(date(int(y), int(m), 1), course, _figures(counts))
        for y, m, course, *counts in db.session.execute(query)
    ]


def by_month_in_all(user: User, narrowed: Filter, *, most: int) -> list[MonthFigures]:
    """By the month in which the class ended, all courses together; the latest ``most`` months."""
    year, month = extract("year", TrainingClass.ends_on), extract("month", TrainingClass.ends_on)
    query = _seats(user, narrowed).with_only_columns(year, month, *_COUNTS).group_by(year, month)
    rows = db.session.execute(query.order_by(year.desc(), month.desc()).limit(most))
    return [MonthFigures(date(int(y), int(m), 1), _figures(counts)) for y, m, *counts in rows]


def exports_made(*, by: User | None = None, most: int) -> Sequence[AuditEntry]:
    """The latest files with names that were taken out, by one user or by everybody."""
    query = select(AuditEntry).where(AuditEntry.verb == EXPORTED)
    if by:
        query = query.where(AuditEntry.actor_id == by.id)
    return db.session.scalars(query.order_by(AuditEntry.id.desc()).limit(most)).all()


def names(
    user: User,
    narrowed: Filter,
    *,
    outcome: Outcome | None = None,
    after: int = 0,
    most: int | None = MOST_NAMES,
) -> Sequence[Enrolment]:
    """The people behind a figure, a page of them; ``after`` is the last seat of the page before."""
    query = (
        _seats(user, narrowed)
        .where(Enrolment.id > after)
        .options(
            joinedload(Enrolment.official),
            joinedload(Enrolment.unit),
            joinedload(Enrolment.training_class),
        )
        .order_by(Enrolment.id)
    )
    if outcome:
        query = query.where(Enrolment.outcome == outcome)
    return db.session.scalars(query.limit(most)).all()


def courses() -> Sequence[Course]:
    return db.session.scalars(select(Course).order_by(Course.position, Course.id)).all()


def units(user: User) -> Sequence[Unit]:
    return db.session.scalars(select(Unit).where(in_units_of(user, Unit.id)).order_by(Unit.code)).all()


def _count(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return func.count(case((condition, 1)))


_WOMAN = Official.sex == Sex.FEMALE
_COUNTS = (
    func.count(),
    _count(_WOMAN),
    *(
        _count(each)
        for outcome in (Outcome.ACHIEVEMENT, Outcome.ATTENDANCE, Outcome.NONE)
        for each in (Enrolment.outcome == outcome, (Enrolment.outcome == outcome) & _WOMAN)
    ),
)


def _figures(counts: Sequence[int]) -> Figures:
    pairs = [Figure(counts[place], counts[place + 1]) for place in range(0, 8, 2)]
    return Figures(*pairs)


def _seats(user: User, narrowed: Filter) -> Select[Enrolment]:
    query = (
        select(Enrolment)
        .join(Official, Official.id == Enrolment.official_id)
        .join(Unit, Unit.id == Enrolment.unit_id)
        .join(TrainingClass, TrainingClass.id == Enrolment.class_id)
        .join(Course, Course.id == TrainingClass.course_id)
        .where(Enrolment.outcome.is_not(None), seen_by(user, Enrolment))
    )
    if narrowed.unit_id:
        top = select(Unit.path).where(Unit.id == narrowed.unit_id).scalar_subquery()
        query = query.where(Unit.path.like(top + "%"))
    if narrowed.course_id:
        query = query.where(TrainingClass.course_id == narrowed.course_id)
    if narrowed.first:
        query = query.where(TrainingClass.ends_on >= narrowed.first)
    if narrowed.last:
        query = query.where(TrainingClass.ends_on <= narrowed.last)
    return query
