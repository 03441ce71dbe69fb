"""Whom the version before named: a newer version means the same people, whatever it says of them anew."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from sqlalchemy import ColumnElement, select

from training import khmer
from training.db import db
from training.identification.matching import Identity
from training.identification.models import IdentificationList, ListRow, ListState, RowOutcome
from training.identification.reading.joining import identity_of
from training.identification.reading.model import Person
from training.identification.versions import paired

BROUGHT = frozenset({ListState.APPLIED, ListState.REPLACED})  # whom such a list named is in the register


@dataclass(frozen=True, slots=True)
class Earlier:
    """Officials whom the version before named, by what the newer one says of them: see RULES 7."""

    by_id: Mapping[str | None, int]
    by_person: Mapping[tuple[object, ...], int]

    def official(self, identity: Identity) -> int | None:
        """The number of the official whom the version before named in the place of ``identity``."""
        if identity.official_id in self.by_id:
            return self.by_id[identity.official_id]
        return self.by_person.get(identity[1:])

    @property
    def officials(self) -> set[int]:
        return {*self.by_id.values(), *self.by_person.values()}


NOBODY = Earlier({}, {})


class _Named(NamedTuple):
    """Who stands in a row, as it is kept."""

    official_id: int | None
    staff_id: str | None
    name: str | None
    born: str | None
    sex: str | None

    @property
    def identity(self) -> Identity:
        birth_date = date.fromisoformat(self.born) if self.born else None
        return Identity(self.staff_id, khmer.name_key(self.name or ""), birth_date, self.sex)


def load_earlier(newer: IdentificationList, listed: Sequence[Person] | None = None) -> Earlier:
    """Pair the people of the newer list with those rows of the version before that were applied.

    ``listed`` are its people as long as its rows are not kept. Little is held in memory of those whom the ID
    pairs: there may be a hundred thousand.
    """
    older = db.session.get(IdentificationList, newer.replaces_id) if newer.replaces_id else None
    if older is None or older.state not in BROUGHT:
        return NOBODY
    ids = {one.official_id for one in listed} if listed else {one.staff_id for one in _people(newer)}
    by_id: dict[str | None, int] = {}
    left = []
    for one in _named(older, ListRow.will_be_applied & ListRow.official_id.is_not(None)):
        if one.official_id and one.staff_id in ids:
            by_id[one.staff_id] = one.official_id
        else:
            left.append(one)
    if not left:
        return Earlier(by_id, {})
    people = map(identity_of, listed) if listed else (one.identity for one in _people(newer))
    return Earlier(by_id, _by_person(left, [one for one in people if one.official_id not in by_id]))


def _by_person(before: Sequence[_Named], people: Sequence[Identity]) -> Mapping[tuple[object, ...], int]:
    """Those whom no ID pairs; nobody is paired by what two rows have in common."""
    pairs = paired([one.identity for one in before], people)
    found = Counter(one[1:] for one in people)
    return {
        people[place][1:]: number
        for place, there in pairs.items()
        if (number := before[there].official_id) and found[people[place][1:]] == 1
    }


def _people(newer: IdentificationList) -> Iterator[_Named]:
    return _named(newer, ListRow.outcome != RowOutcome.REFUSED)


def _named(of: IdentificationList, which: ColumnElement[bool]) -> Iterator[_Named]:
    """The people of rows that can be used as they are; of the others the text of the cells is kept."""
    facts = ListRow.facts
    said = [facts[name].as_string() for name in ("id", "khmer_name", "birth_date", "sex")]
    usable = facts["text"].as_string().is_(None) & facts["org"].as_string().is_not(None)
    query = select(ListRow.official_id, *said).where(ListRow.list_id == of.id, which, usable)
    rows = db.session.execute(query.order_by(ListRow.id).execution_options(yield_per=1_000))
    return map(_Named._make, rows)
