"""Reading a kept list and saying of each row what would happen to the register."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from training import audit, jobs
from training.db import db
from training.i18n import Text, lazy
from training.identification.matching import Outcome
from training.identification.models import (
    IdentificationList,
    ListFile,
    ListRow,
    ListState,
    RowOutcome,
)
from training.identification.reading.model import Finding, ListedRow, Person, Place, Reading
from training.identification.reading.safely import read_safely
from training.identification.reading.sentences import refusal_sentence, sentence
from training.identification.register import Register, load_register
from training.officials.models import Official
from training.organisation.models import Unit

FIELDS: dict[str, Text] = {
    "staff_id": lazy("Official ID"),
    "name_latin": lazy("Latin name"),
    "phone": lazy("Telephone"),
    "email": lazy("E-mail"),
    "birth_date": lazy("Birth date"),
    "unit_id": lazy("Unit"),
    "roles": lazy("Roles"),
}
CONFLICTS: dict[str, Text] = {
    "C_ID_NAME": lazy("The same official ID belongs to somebody with another name in the register."),
    "C_ID_DOB": lazy("The same official ID belongs to somebody with another birth date in the register."),
    "C_ID_SEX": lazy("The same official ID belongs to somebody of the other sex in the register."),
    "C_PERSON_TWO_IDS": lazy("Somebody with the same name, birth date and sex has another official ID."),
    "C_AMBIGUOUS": lazy("Without an ID, this row fits two officials of the register."),
    "H_OTHER_MINISTRY": lazy(
        "This official belongs to another ministry by the row or the register; the coordinator decides."
    ),
    "S_SIMILAR_KNOWN": lazy("A very similar name with the same birth date and sex is in the register."),
}


@jobs.task
def read_list(progress: jobs.Progress, *, list_id: int) -> None:
    """Read the kept bytes and write what was found; a list that was read before is left alone."""
    identification_list = db.session.get_one(IdentificationList, list_id)
    if identification_list.state is not ListState.RECEIVED:
        return
    content = db.session.get_one(ListFile, list_id).content
    org, kind = identification_list.unit.code, identification_list.kind
    received = identification_list.received_on
    db.session.rollback()  # a long reading must not hold the database
    reading = read_safely(content, org=org, kind=kind, received=received)
    progress(1, 2)
    review(db.session.get_one(IdentificationList, list_id), reading)


def review(identification_list: IdentificationList, reading: Reading) -> None:
    """Keep what was read, row by row, beside what the register knows."""
    identification_list.file_status = reading.status
    if reading.refusal is not None:
        identification_list.move_to(ListState.REFUSED)
        identification_list.reason = refusal_sentence(reading.refusal)
    else:
        rows = [*_people(identification_list, reading), *_left_out(identification_list, reading)]
        rows.sort(key=lambda row: (row.sheet, row.row))
        db.session.add_all(rows)
        identification_list.counts = dict(Counter(row.outcome.value for row in rows))
        identification_list.move_to(ListState.READ)
    audit.record("read list", identification_list, by=None, status=reading.status)


def sentences(rows: Iterable[ListRow]) -> dict[int, list[str]]:
    """What was found in each row, in the reader's language."""
    return {row.id: [_sentence(finding) for finding in row.findings] for row in rows}


def _sentence(finding: Mapping[str, Any]) -> str:
    known = CONFLICTS.get(finding["code"])
    if known:
        return str(known)
    other = Place(*finding["other"]) if finding.get("other") else None
    return sentence(Finding(**(dict(finding) | {"other": other})))


def _people(identification_list: IdentificationList, reading: Reading) -> list[ListRow]:
    register = load_register([listed.person for listed in reading.officials])
    found = _findings_by_row(reading)
    return [
        _row(
            identification_list,
            listed.person,
            place=listed.rows[0],
            register=register,
            findings=[one for place in listed.rows for one in found.get(place, ())],
        )
        for listed in reading.officials
    ]


def _row(
    identification_list: IdentificationList,
    person: Person,
    *,
    place: Place,
    register: Register,
    findings: list[dict[str, Any]],
) -> ListRow:
    found = register.people.match(register.identity(person))
    match = register.officials[found.others[0]] if found.outcome is not Outcome.NEW else None
    if found.conflict:
        findings = [*findings, {"code": found.conflict}]
    row = ListRow(
        list_id=identification_list.id,
        sheet=place.sheet,
        row=place.row,
        facts=_facts(person),
        findings=findings,
        official_id=match.id if match else None,
        outcome=RowOutcome.NEW,
    )
    if _elsewhere(identification_list, person, match, register=register):
        row.outcome, row.findings = RowOutcome.HELD, [{"code": "H_OTHER_MINISTRY"}]
    elif found.outcome is Outcome.HELD:
        row.outcome = RowOutcome.HELD
    elif match:
        row.changes = _changes(match, person, register=register)
        row.outcome = RowOutcome.CHANGED if row.changes else RowOutcome.SAME
    elif alike := next(register.people.similar(register.identity(person)), None):
        row.alike_id, row.outcome = register.officials[alike].id, RowOutcome.DOUBTFUL
        row.findings = [*findings, {"code": "S_SIMILAR_KNOWN"}]
    return row


def _elsewhere(
    identification_list: IdentificationList, person: Person, match: Official | None, *, register: Register
) -> bool:
    """True when the row or the register has the official in another ministry; nothing more is told."""
    home = _root(identification_list.unit)
    places = [register.units[person.org], *([register.units_by_id[match.unit_id]] if match else [])]
    return any(_root(unit) != home for unit in places)


def _root(unit: Unit) -> str:
    """The ministry a unit belongs to: the first id of its path."""
    return unit.path.split("/")[1]


def _changes(match: Official, person: Person, *, register: Register) -> dict[str, list[str]]:
    """Field by field, what the list says anew; what the list leaves empty is no change."""
    said = (
        ("staff_id", match.staff_id, person.official_id),
        ("name_latin", match.name_latin, person.latin_name),
        ("phone", match.phone, person.phone),
        ("email", match.email, person.email),
        ("birth_date", match.birth_date, person.birth_date),
        ("unit_id", register.units_by_id[match.unit_id].name_km, register.units[person.org].name_km),
    )
    changes = {name: [str(old or ""), str(new)] for name, old, new in said if new and new != old}
    held, wanted = register.roles[match.id], set(person.roles)
    if wanted - held:
        changes["roles"] = [", ".join(sorted(held)), ", ".join(sorted(held | wanted))]
    return changes


def _left_out(identification_list: IdentificationList, reading: Reading) -> list[ListRow]:
    """Rows that cannot be used as they are, with their text for the person who corrects them."""
    found = _findings_by_row(reading)
    return [
        _left_out_row(identification_list, row, outcome=outcome, findings=found.get(row.place, []))
        for rows, outcome in ((reading.rejected, RowOutcome.REFUSED), (reading.held, RowOutcome.HELD))
        for row in rows
    ]


def _left_out_row(
    identification_list: IdentificationList,
    row: ListedRow,
    *,
    outcome: RowOutcome,
    findings: list[dict[str, Any]],
) -> ListRow:
    facts = _facts(row.person) if row.person else {}
    return ListRow(
        list_id=identification_list.id,
        sheet=row.sheet,
        row=row.row,
        facts=facts | {"text": list(row.cells)},
        findings=findings,
        outcome=outcome,
    )


def _findings_by_row(reading: Reading) -> dict[Place, list[dict[str, Any]]]:
    by_row: dict[Place, list[dict[str, Any]]] = defaultdict(list)
    for finding in reading.findings:
        by_row[Place(finding.sheet, finding.row)].append(finding._asdict())
    return by_row


def _facts(person: Person) -> dict[str, Any]:
    return {
        "id": person.official_id,
        "khmer_name": person.khmer_name,
        "latin_name": person.latin_name,
        "sex": person.sex,
        "birth_date": person.birth_date.isoformat() if person.birth_date else None,
        "phone": person.phone,
        "email": person.email,
        "org": person.org,
        "unit": person.unit,
        "office": person.office,
        "position": person.position,
        "roles": list(person.roles),
    }
