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
    identity: Identity
    official_id: int | None


def load_earlier(newer: IdentificationList, listed: Sequence[Identity] | None = None) -> Earlier:
    """Pair the people of the newer list with those rows of the version before that were applied.

    ``listed`` are its people as long as its rows are not kept. Nobody is paired by what two rows of it share.
    """
    older = db.session.get(IdentificationList, newer.replaces_id) if newer.replaces_id else None
    if older is None or older.state not in BROUGHT:
        return NOBODY
    before = list(_named(older.id, ListRow.will_be_applied & ListRow.official_id.is_not(None)))
    people = listed or [one.identity for one in _named(newer.id, ListRow.outcome != RowOutcome.REFUSED)]
    return _earlier(before, people)


def _earlier(before: Sequence[_Named], people: Sequence[Identity]) -> Earlier:
    pairs = [
        (people[place], number)
        for place, there in paired([one.identity for one in before], people).items()
        if (number := before[there].official_id)
    ]
    ids = Counter(one.official_id for one in people)
    whole = Counter(one[1:] for one in people if one.is_whole)
    return Earlier(
        {one.official_id: number for one, number in pairs if one.official_id and ids[one.official_id] == 1},
        {one[1:]: number for one, number in pairs if whole[one[1:]] == 1},
    )


def _named(list_id: int, which: ColumnElement[bool]) -> Iterator[_Named]:
    """The people of rows that can be used as they are; of the others the text of the cells is kept."""
    facts = ListRow.facts
    said = [facts[name].as_string() for name in ("id", "khmer_name", "birth_date", "sex")]
    usable = facts["text"].as_string().is_(None) & facts["org"].as_string().is_not(None)
    query = select(ListRow.official_id, *said).where(ListRow.list_id == list_id, which, usable)
    for number, staff_id, name, born, sex in db.session.execute(query.order_by(ListRow.id)):
        birth_date = date.fromisoformat(born) if born else None
        yield _Named(Identity(staff_id, khmer.name_key(name or ""), birth_date, sex), number)
