"""Doubtful pairs of one list: a listed person and an official, or another row, who may be one person."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, String, cast, or_, select
from sqlalchemy.orm import joinedload

from training.accounts.models import User
from training.accounts.scope import in_units_of
from training.db import db
from training.errors import NotFound
from training.i18n import Text, short_date
from training.identification.marking import person_of
from training.identification.models import IdentificationList, IdentityDecision, ListRow, RowOutcome
from training.identification.reading.joining import identity_of
from training.identification.reading.model import Place
from training.identification.runs import batched
from training.officials.comparing import SEXES, Compared, Facts, facts_of, side_by_side
from training.officials.models import Official
from training.organisation.models import Unit

IN_FILE = frozenset({"S_SIMILAR", "C_ID_NAME", "C_ID_DOB", "C_ID_SEX", "C_PERSON_TWO_IDS", "C_AMBIGUOUS"})
IN_ONE_QUERY = 500
MOST_PAIRS = 100  # on one page
Answers = Mapping[tuple[str, int | str], IdentityDecision]  # by fingerprint, and number or other fingerprint


@dataclass(frozen=True, slots=True)
class Pair:
    """Somebody in a row, and an official or somebody in an earlier row; ``decision``: what was said."""

    row: ListRow
    finding: Mapping[str, Any]  # why one asks
    official: Official | None = None
    other: ListRow | None = None
    decision: IdentityDecision | None = None
    units: Mapping[str, Text] = field(default_factory=dict)  # what units are called, by code

    @property
    def key(self) -> str:
        """Names the pair in an address, beside the number of the row."""
        return (
            f"official-{self.official.id}" if self.official else f"row-{self.other.id if self.other else 0}"
        )

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.row)

    @property
    def with_whom(self) -> int | str:
        """The number of the official, or what identifies the other listed one."""
        return self.official.id if self.official else fingerprint(self.other) if self.other else 0

    @property
    def facts(self) -> list[Compared]:
        """Both side by side, the listed one on the left."""
        listed = listed_facts(self.other.facts if self.other else {}, units=self.units)
        right = facts_of(self.official) if self.official else listed
        return side_by_side(listed_facts(self.row.facts, units=self.units), right)


def pairs_of(of: IdentificationList, *, user: User) -> list[Pair]:
    """The pairs of a list, open ones first, but those with officials for whom ``user`` does not answer."""
    rows = db.session.scalars(_asked(of).limit(MOST_PAIRS)).all()
    found = list(_pairs(rows, user=user))
    return sorted(found, key=lambda pair: (pair.decision is not None, pair.row.id))


def get_pair(row: int, key: str, *, of: IdentificationList, user: User) -> Pair:
    """One pair of a list.

    Raises:
        NotFound: there is none, or ``user`` does not answer for the official.
    """
    rows = db.session.scalars(select(ListRow).where(ListRow.id == row, ListRow.list_id == of.id)).all()
    for pair in _pairs(rows, user=user):
        if pair.key == key:
            return pair
    raise NotFound


def fingerprint(row: ListRow) -> str:
    """What identifies the person of a row."""
    return identity_of(person_of(row.facts)).fingerprint


def is_person(row: ListRow) -> bool:
    """Whether the row was read as a person who can be used."""
    return row.outcome is not RowOutcome.REFUSED and bool(row.facts.get("org"))


def earlier_rows(rows: Iterable[ListRow]) -> dict[Place, ListRow]:
    """The rows of the same list that the findings of ``rows`` are about."""
    wanted = {(row.list_id, place) for row in rows for _, place in asked_in_file(row)}
    found: dict[Place, ListRow] = {}
    for list_id in {number for number, _ in wanted}:
        places = {place for number, place in wanted if number == list_id}
        for some in batched(sorted({place.row for place in places}), IN_ONE_QUERY):
            query = select(ListRow).where(ListRow.list_id == list_id, ListRow.row.in_(some))
            for other in db.session.scalars(query):
                place = Place(other.sheet, other.row)
                if place in places and is_person(other):
                    found[place] = other
    return found


def asked_in_file(row: ListRow) -> Iterator[tuple[Mapping[str, Any], Place]]:
    """The findings by which somebody in an earlier row may be the person of ``row``, and where he stands."""
    if not is_person(row):
        return
    for finding in row.findings:
        if finding["code"] in IN_FILE and finding.get("other"):
            yield finding, Place(*finding["other"])


def answers(fingerprints: Iterable[str]) -> Answers:
    """What was said of the listed ones."""
    said: dict[tuple[str, int | str], IdentityDecision] = {}
    for some in batched(sorted(set(fingerprints)), IN_ONE_QUERY):
        query = select(IdentityDecision).where(IdentityDecision.fingerprint.in_(some))
        query = query.options(joinedload(IdentityDecision.decided_by)).order_by(IdentityDecision.id)
        for one in db.session.scalars(query):
            said[one.fingerprint, one.official_id or one.other_fingerprint or ""] = one
    return said


def with_codes(*codes: str) -> ColumnElement[bool]:
    """Rows among whose findings is one of ``codes``."""
    kept = cast(ListRow.findings, String)
    return or_(*(kept.contains(f'"{code}"', autoescape=True) for code in codes))


def listed_facts(facts: Mapping[str, Any], *, units: Mapping[str, Text]) -> Facts:
    """What a row says of a person, as people read it."""
    born = facts.get("birth_date")
    return {
        "name_km": facts.get("khmer_name") or "",
        "name_latin": facts.get("latin_name") or "",
        "staff_id": facts.get("id") or "",
        "sex": SEXES.get(facts.get("sex") or "", ""),
        "birth_date": short_date(date.fromisoformat(born)) if born else "",
        "unit_id": str(units.get(facts.get("org") or "") or facts.get("unit") or ""),
        "phone": facts.get("phone") or "",
        "email": facts.get("email") or "",
    }


def _asked(of: IdentificationList) -> Select[ListRow]:
    doubtful = or_(
        ListRow.alike_id.is_not(None),
        (ListRow.outcome == RowOutcome.HELD) & ListRow.official_id.is_not(None),
        with_codes("N_DECIDED", "N_JOINED", *sorted(IN_FILE)),
    )
    return select(ListRow).where(ListRow.list_id == of.id, doubtful).order_by(ListRow.id)


def _pairs(rows: Iterable[ListRow], *, user: User) -> Iterator[Pair]:
    rows = [row for row in rows if is_person(row)]
    said, others = answers(fingerprint(row) for row in rows), earlier_rows(rows)
    wanted = {number for row in rows for number in _officials_of(row, said)}
    known = {one.id: one for one in db.session.scalars(_in_reach(wanted, user))}
    codes = {one.facts["org"] for one in (*rows, *others.values())}
    units = {one.code: str(one.name) for one in db.session.scalars(select(Unit).where(Unit.code.in_(codes)))}
    for row in rows:
        mark = fingerprint(row)
        for number, code in _officials_of(row, said).items():
            if number in known:
                yield Pair(
                    row,
                    {"code": code},
                    official=known[number],
                    decision=said.get((mark, number)),
                    units=units,
                )
        for finding, place in asked_in_file(row):
            if place in others:
                answer = said.get((mark, fingerprint(others[place])))
                yield Pair(row, finding, other=others[place], decision=answer, units=units)


def _officials_of(row: ListRow, said: Answers) -> dict[int, str]:
    """The officials about whom one asks because of a row, or asked, with the code of the reason."""
    mark = fingerprint(row)
    found = {number: "N_DECIDED" for one, number in said if one == mark and isinstance(number, int)}
    codes = [one["code"] for one in row.findings if one.keys() == {"code"} and one["code"] != "N_DECIDED"]
    if row.alike_id:
        found[row.alike_id] = codes[-1] if codes else "S_SIMILAR_KNOWN"
    if row.outcome is RowOutcome.HELD and row.official_id:
        found[row.official_id] = codes[-1] if codes else "H_OTHER_MINISTRY"
    return found


def _in_reach(numbers: Iterable[int], user: User) -> Select[Official]:
    query = select(Official).where(Official.id.in_(numbers), in_units_of(user, Official.unit_id))
    return query.options(joinedload(Official.unit))
