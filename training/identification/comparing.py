"""A newer version of a list beside the older one: who came, who is missing, of whom something changed."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from training.accounts.models import User
from training.db import db
from training.i18n import Text, lazy
from training.identification.earlier import BROUGHT
from training.identification.joined import SAME_AS
from training.identification.leaving import Departure, Kind, departures, is_usable, tasks_of
from training.identification.marking import person_of
from training.identification.models import IdentificationList, ListRow, ListState
from training.identification.reading.model import ListedOfficial, Place
from training.identification.versions import Delta, OfficialChange, compare
from training.officials.queries import Count

SHOWN = 200  # of each kind; the count beside them is of all
FIELDS: Mapping[str, Text] = {
    "official_id": lazy("Official ID"),
    "khmer_name": lazy("Khmer name"),
    "latin_name": lazy("Latin name"),
    "sex": lazy("Sex"),
    "birth_date": lazy("Birth date"),
    "phone": lazy("Telephone"),
    "email": lazy("E-mail"),
    "org": lazy("Organisation"),
    "unit": lazy("Unit"),
    "office": lazy("Office"),
    "position": lazy("Position"),
    "roles": lazy("Roles"),
}
Listed = tuple[ListedOfficial, Departure | None]


@dataclass(frozen=True, slots=True)
class Leaving:
    """Who is missing, and who does less, each beside what he still does; who waits comes first."""

    missing: Sequence[Listed]
    fewer: Sequence[tuple[ListedOfficial, Departure]]

    def clear(self, kind: Kind) -> list[Departure]:
        """Those of a kind who wait and look like nobody else."""
        return [one for one in self._asked() if one.kind is kind and one.is_clear]

    @property
    def open(self) -> Count:
        """All about whom somebody must decide."""
        return _count(self._asked())

    @property
    def waiting(self) -> Mapping[str, Count]:
        """How many of each kind can be decided at once."""
        return {kind.value: _count(self.clear(kind)) for kind in Kind}

    def _asked(self) -> Iterable[Departure]:
        """Those who wait, each of them once."""
        both = (departure for _, departure in (*self.missing, *self.fewer) if departure)
        return {one.number: one for one in both if one.waits}.values()


def comparison(newer: IdentificationList) -> Delta:
    """What the list says otherwise than the version before it; nothing of it ends or deletes anything."""
    return compare(_listed(newer.replaces_id), _listed(newer.id))


def leaving(newer: IdentificationList, delta: Delta, *, user: User) -> Leaving:
    """Say what who is missing or does less still does; nothing before the newer version is applied."""
    if not is_told(newer):
        return Leaving([(listed, None) for listed in delta.removed], [])
    numbers = _numbers(newer.replaces_id)
    less = [change.old for change in delta.changed if _does_less(change, of=newer)]
    wanted = {numbers.get(listed.rows[0]) for listed in (*delta.removed, *less)}
    known = departures(newer, {number for number in wanted if number}, user=user)
    missing = _beside(delta.removed, numbers, known)
    fewer: dict[int, tuple[ListedOfficial, Departure]] = {}
    for listed, departure in (*missing, *_beside(less, numbers, known)):
        if departure and departure.kind is Kind.FEWER and departure.says_something:
            fewer.setdefault(departure.number, (listed, departure))
    return Leaving(missing, sorted(fewer.values(), key=lambda pair: not pair[1].waits))


def is_told(newer: IdentificationList) -> bool:
    """Whether the list was ever applied, so that it can be said what who is missing in it still does."""
    return newer.state in BROUGHT | {ListState.UNDONE}


def shown(value: object) -> str:
    """A value of a list as the page writes it."""
    if isinstance(value, tuple):
        return ", ".join(value) or "–"
    return str(value) if value else "–"


def _does_less(change: OfficialChange, *, of: IdentificationList) -> bool:
    before, now = (tasks_of(one.person, kind=of.kind) for one in (change.old, change.new))
    return not before <= now


def _beside(
    people: Iterable[ListedOfficial], numbers: Mapping[Place, int], known: Mapping[int, Departure]
) -> list[Listed]:
    """Listed officials with what is known of them; those who wait come first."""
    told = [(listed, known.get(numbers.get(listed.rows[0], 0))) for listed in people]
    return sorted(told, key=lambda pair: not (pair[1] and pair[1].waits))


def _count(departures: Iterable[Departure]) -> Count:
    officials = [one.official for one in departures if one.official]
    return Count(len(officials), sum(official.is_woman for official in officials))


def _listed(list_id: int | None) -> list[ListedOfficial]:
    """Who stands in a list, but rows that could not be used."""
    query = select(ListRow).where(ListRow.list_id == list_id).order_by(ListRow.id)
    rows = db.session.scalars(query.execution_options(yield_per=1_000))
    usable = (row for row in rows if is_usable(row))
    return [ListedOfficial(person_of(row.facts), (Place(row.sheet, row.row),)) for row in usable]


def _numbers(list_id: int | None) -> dict[Place, int]:
    """The officials whom an applied list brought, by where they stand in it."""
    columns = (ListRow.sheet, ListRow.row, ListRow.official_id, ListRow.facts[SAME_AS])
    rows = db.session.execute(
        select(*columns).where(ListRow.list_id == list_id, ListRow.will_be_applied)
    ).all()
    numbers = {Place(sheet, row): number for sheet, row, number, _ in rows if number}
    leads = {Place(sheet, row): Place(*lead) for sheet, row, _, lead in rows if lead}
    for place, first in leads.items():
        standing = first
        while standing in leads:
            standing = leads[standing]
        if standing in numbers:
            numbers[place] = numbers[standing]
    return numbers
