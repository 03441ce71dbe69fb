"""Officials as the pages show them; every query is narrowed to what the reader answers for."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import ColumnElement, Select, and_, case, false, func, or_, select, true, tuple_
from sqlalchemy.orm import aliased, joinedload, selectinload

from training import dates, khmer
from training.accounts.models import User
from training.accounts.scope import in_units_of, seen_by
from training.db import db
from training.errors import NotFound
from training.officials import scope  # noqa: F401 - adds its clauses
from training.officials.models import Official, Posting, Sex
from training.organisation.models import Unit
from training.permissions import SEES_ALL_UNITS

PAGE = 50


@dataclass(frozen=True, slots=True)
class Count:
    """Persons: all of them, and the women among them."""

    total: int
    women: int


NOBODY = Count(0, 0)


@dataclass(frozen=True, slots=True)
class OfficialFilters:
    """What narrows the list; ``unit`` means it and all below it."""

    text: str = ""
    unit: int | None = None
    sex: Sex | None = None


@dataclass(frozen=True, slots=True)
class OfficialPage:
    """A page of officials with the numbers of those between which the others lie."""

    officials: Sequence[Official]
    count: Count
    previous: int | None
    next: int | None


def women() -> ColumnElement[int]:
    """Counts the women among the officials of a query."""
    return func.coalesce(func.sum(case((Official.sex == Sex.FEMALE, 1), else_=0)), 0)


def officials(
    user: User, filters: OfficialFilters, *, after: int | None = None, before: int | None = None
) -> OfficialPage:
    """A page of officials in the order of the Khmer dictionary, behind or before the given official."""
    wanted = _wanted(user, filters)
    count = db.session.execute(select(func.count(), women()).where(wanted)).one()
    query = select(Official).where(wanted).options(joinedload(Official.unit))
    found = list(db.session.scalars(_cut(query, after=after, before=before).limit(PAGE + 1)))
    more, shown = len(found) > PAGE, found[:PAGE]
    if before:
        shown.reverse()
    first, last = (shown[0].id, shown[-1].id) if shown else (None, None)
    return OfficialPage(
        officials=shown,
        count=Count(*count),
        previous=first if after or (before and more) else None,
        next=last if before or more else None,
    )


def every_official(user: User, filters: OfficialFilters) -> Sequence[Official]:
    """All officials of the list, for an export."""
    query = select(Official).where(_wanted(user, filters)).options(joinedload(Official.unit))
    return db.session.scalars(query.order_by(Official.sort_key, Official.id)).all()


def get_official(number: int, *, user: User) -> Official:
    """The official with postings and unit; a merged one answers with the one who stays.

    Raises:
        NotFound: there is none, or ``user`` does not answer for him.
    """
    query = select(Official).where(Official.id == number, seen_by(user, Official))
    told = query.options(joinedload(Official.unit), selectinload(Official.postings).joinedload(Posting.unit))
    found = db.session.scalar(told)
    if found is None:
        raise NotFound
    return get_official(found.merged_into_id, user=user) if found.merged_into_id else found


def sees(user: User, official: Official) -> bool:
    """Whether ``user`` may be told of ``official``."""
    query = select(Official.id).where(Official.id == official.id, seen_by(user, Official))
    return db.session.scalar(query) is not None


def user_of(official: Official) -> User | None:
    """The user with whom an official, who was found in scope, signs in."""
    return db.session.scalar(select(User).where(User.official_id == official.id))


def units(user: User) -> Sequence[Unit]:
    """The units not closed yet of which ``user`` may see the people, in the order of the tree."""
    stands = or_(Unit.closed_from.is_(None), Unit.closed_from > dates.today())
    query = select(Unit).where(in_units_of(user, Unit.id), stands)
    return db.session.scalars(query.order_by(Unit.kind, Unit.code)).all()


def unit_of_ones_own(number: int, *, user: User) -> Unit:
    """A unit to whose people ``user`` may write.

    Raises:
        NotFound: there is none, or it is not his.
    """
    unit = db.session.scalar(select(Unit).where(Unit.id == number, in_units_of(user, Unit.id)))
    if unit is None:
        raise NotFound
    return unit


def sees_unit(user: User) -> ColumnElement[bool]:
    """Units are no secret, but a focal person's pages are about his own."""
    narrow = user.answers_for and not user.roles & SEES_ALL_UNITS
    return in_units_of(user, Unit.id) if narrow else Unit.id.is_not(None)


def below(number: int) -> Select[int]:
    """The numbers of a unit and of all units below it."""
    path = select(Unit.path).where(Unit.id == number).scalar_subquery()
    return select(Unit.id).where(or_(Unit.id == number, and_(path != "", Unit.path.startswith(path))))


def named(text: str) -> ColumnElement[bool]:
    """Officials whose Khmer or Latin name holds ``text`` however it is spelt, or whose ID, now or before
    a merge, begins with it."""
    number = khmer.ascii_digits(khmer.clean(text))
    if number.isdigit():
        former = aliased(Official)
        merged = select(former.merged_into_id).where(former.staff_id.startswith(number, autoescape=True))
        return or_(Official.staff_id.startswith(number, autoescape=True), Official.id.in_(merged))
    if khmer.has_khmer(text):
        return Official.name_key.contains(khmer.name_key(text), autoescape=True)
    words = khmer.latin_key(text).split()
    return and_(
        true() if words else false(), *(Official.name_latin.contains(w, autoescape=True) for w in words)
    )


def _wanted(user: User, filters: OfficialFilters) -> ColumnElement[bool]:
    parts = [seen_by(user, Official), Official.merged_into_id.is_(None)]
    if filters.text:
        parts.append(named(filters.text))
    if filters.unit:
        parts.append(Official.unit_id.in_(below(filters.unit)))
    if filters.sex:
        parts.append(Official.sex == filters.sex)
    return and_(*parts)


def _cut(query: Select[Official], *, after: int | None, before: int | None) -> Select[Official]:
    place = tuple_(Official.sort_key, Official.id)
    edge = db.session.get(Official, after or before) if after or before else None
    if edge is None:
        return query.order_by(Official.sort_key, Official.id)
    if after:
        return query.where(place > (edge.sort_key, edge.id)).order_by(Official.sort_key, Official.id)
    return query.where(place < (edge.sort_key, edge.id)).order_by(
        Official.sort_key.desc(), Official.id.desc()
    )
