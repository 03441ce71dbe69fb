"""Who may be one person twice in the register, side by side, with what was decided about them before."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, Integer, Select, and_, func, or_, select, type_coerce
from sqlalchemy.orm import aliased, joinedload

from training import khmer
from training.accounts.models import User
from training.accounts.scope import in_units_of
from training.db import db
from training.errors import NotFound
from training.officials.merging import points_to_official
from training.officials.models import Merge, Official, PairDecision, PairVerdict

MOST_EDITS = 2  # of two names that are shown as similar
MOST_PAIRS = 200  # on one page
NOBODYS = frozenset({"official_merge", "pair_decision", "official"})  # records about the records


class Likeness(StrEnum):
    """Why two records may be one person."""

    SAME_PERSON = "same name, birth date and sex"
    SIMILAR_NAME = "similar name, same birth date and sex"
    SAME_NAME = "same name, a birth date is missing"
    SAME_LATIN = "same Latin name and birth date"


@dataclass(frozen=True, slots=True)
class Double:
    """Two records that may be one person, and what was decided about them, if anything."""

    first: Official
    second: Official
    likeness: Likeness | None
    decision: PairDecision | None = None
    decided_by: User | None = None


def doubles_of(official: Official, *, user: User) -> list[Double]:
    """Records that may be ``official`` once more, and were not decided to be somebody else, among the people
    ``user`` answers for."""
    born = Official.birth_date == official.birth_date if official.birth_date else Official.id.is_(None)
    named = Official.name_key == official.name_key if official.name_key else Official.id.is_(None)
    query = _standing(user).where(Official.id != official.id, or_(born, named))
    decided = _decisions([official.id])
    found = (_double(official, other, decided) for other in db.session.scalars(query.order_by(Official.id)))
    return [one for one in found if one and not _is_settled(one)]


def every_double(user: User) -> list[Double]:
    """The pairs that may be one person and were not decided to be two, proposed ones first."""
    first, second = aliased(Official), aliased(Official)
    close = func.abs(func.length(first.name_key) - func.length(second.name_key)) <= MOST_EDITS
    query = (
        select(first, second)
        .join(second, and_(first.id < second.id, first.birth_date == second.birth_date))
        .where(_stands(first), _stands(second), close)
        .where(in_units_of(user, first.unit_id), in_units_of(user, second.unit_id))
        .options(joinedload(first.unit), joinedload(second.unit))
        .order_by(first.sort_key, first.id, second.id)
    )
    decided = _decisions(None)
    pairs = (_double(one, other, decided) for one, other in db.session.execute(query))
    found = [pair for pair in pairs if pair and not _is_settled(pair)]
    return sorted(found, key=lambda pair: pair.decision is None)[:MOST_PAIRS]


def decided_of(official: Official, *, user: User) -> list[Double]:
    """What was decided about ``official`` and others whom ``user`` answers for."""
    return sorted(_decided_of(official, user), key=lambda pair: pair.second.id)


def merges_of(official: Official) -> Sequence[Merge]:
    """The records that were merged into ``official``, the last one first; read with his own."""
    query = select(Merge).where(Merge.kept_id == official.id).options(joinedload(Merge.other))
    return db.session.scalars(query.order_by(Merge.id.desc())).all()


def get_merge(number: int, *, user: User) -> Merge:
    """A merge of two records for both of whom ``user`` answers.

    Raises:
        NotFound: there is none, or one of the two is not his.
    """
    query = select(Merge).where(Merge.id == number).options(joinedload(Merge.kept), joinedload(Merge.other))
    found = db.session.scalar(query)
    if found is None or len(db.session.scalars(_either(found.kept_id, found.other_id, user)).all()) < 2:
        raise NotFound
    return found


def pair(first: int, second: int, *, user: User) -> Double:
    """Two standing records for both of whom ``user`` answers, side by side.

    Raises:
        NotFound: one of them is not there, was merged, or is not his.
    """
    found = {
        one.id: one for one in db.session.scalars(_standing(user).where(Official.id.in_([first, second])))
    }
    if first == second or len(found) < 2:
        raise NotFound
    one, other = found[first], found[second]
    return _double(one, other, _decisions([first])) or Double(one, other, None)


def decision_about(first: Official, second: Official) -> PairDecision | None:
    """What was decided about the two, or about records that were merged into them."""
    decision, _ = _decisions([first.id]).get(frozenset({first.id, second.id}), (None, None))
    return decision


def belongings(first: Official, second: Official) -> dict[str, tuple[int, int]]:
    """How many records of each table each of the two has, where one of them has any."""
    numbers = (first.id, second.id)
    counts: dict[str, tuple[int, int]] = {}
    for table in db.metadata.sorted_tables:
        for column in table.columns if table.name not in NOBODYS else ():
            if points_to_official(column):
                owners = list(db.session.scalars(select(column).where(column.in_(numbers))))
                before = counts.get(table.name, (0, 0))
                counts[table.name] = (before[0] + owners.count(first.id), before[1] + owners.count(second.id))
    return {table: pair for table, pair in counts.items() if any(pair)}


def likeness(first: Official, second: Official) -> Likeness | None:
    """Why the two records may be one person; ``None`` when nothing speaks for it."""
    if first.sex and second.sex and first.sex is not second.sex:
        return None
    if not _agree(first.birth_date, second.birth_date):
        return Likeness.SAME_NAME if _lack_a_birth_date(first, second) else None
    if first.name_key and second.name_key:
        edits = khmer.distance(first.name_key, second.name_key, most=MOST_EDITS)
        if edits > MOST_EDITS:
            return None
        return Likeness.SIMILAR_NAME if edits else Likeness.SAME_PERSON
    latin = khmer.latin_key(first.name_latin)
    return Likeness.SAME_LATIN if latin and latin == khmer.latin_key(second.name_latin) else None


def _agree(first: date | None, second: date | None) -> bool:
    return first is not None and first == second


def _lack_a_birth_date(first: Official, second: Official) -> bool:
    lacking = first.birth_date is None or second.birth_date is None
    return lacking and bool(first.name_key) and first.name_key == second.name_key


Decided = Mapping[frozenset[int], tuple[PairDecision, User | None]]


def _double(first: Official, second: Official, decided: Decided) -> Double | None:
    decision, by = decided.get(frozenset({first.id, second.id}), (None, None))
    found = likeness(first, second)
    return Double(first, second, found, decision, by) if found or decision else None


def _is_settled(double: Double) -> bool:
    return double.decision is not None and double.decision.verdict is PairVerdict.NOT_SAME


def _decisions(among: Iterable[int] | None) -> Decided:
    """What was decided, by the two records; a decision about a merged record holds for the one who stays."""
    stays = dict(db.session.execute(_roots()).all())
    query = select(PairDecision, User).outerjoin(User, User.id == PairDecision.decided_by_id)
    if among is not None:
        numbers = {*among} | {merged for merged, root in stays.items() if root in {*among}}
        query = query.where(or_(PairDecision.first_id.in_(numbers), PairDecision.second_id.in_(numbers)))
    return {
        frozenset({stays.get(one.first_id, one.first_id), stays.get(one.second_id, one.second_id)}): (one, by)
        for one, by in db.session.execute(query)
    }


def _decided_of(official: Official, user: User) -> Iterator[Double]:
    decided = _decisions([official.id])
    numbers = {number for numbers in decided for number in numbers} - {official.id}
    for other in db.session.scalars(_standing(user).where(Official.id.in_(numbers))):
        decision, by = decided[frozenset({official.id, other.id})]
        yield Double(official, other, likeness(official, other), decision, by)


def _roots() -> Select[int, int]:
    root = type_coerce(Official.merged_into_id, Integer)
    return select(Official.id, root).where(Official.merged_into_id.is_not(None))


def _standing(user: User) -> Select[Official]:
    mine = select(Official).where(_stands(Official), in_units_of(user, Official.unit_id))
    return mine.options(joinedload(Official.unit))


def _either(first: int, second: int, user: User) -> Select[int]:
    return select(Official.id).where(Official.id.in_([first, second]), in_units_of(user, Official.unit_id))


def _stands(official: type[Official]) -> ColumnElement[bool]:
    return official.merged_into_id.is_(None)
