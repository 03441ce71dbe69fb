"""Reading a kept list and saying of each row what would happen to the register."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from training import audit, jobs, khmer
from training.db import db
from training.i18n import Text, lazy
from training.identification.models import (
    IdentificationList,
    ListFile,
    ListRow,
    ListState,
    RowOutcome,
)
from training.identification.reading import ListedOfficial, Reading, read_safely, sentence_of
from training.identification.register import Register, load_register
from training.officials.models import Official, Sex
from training.organisation.models import Unit

CONFLICTS: dict[str, Text] = {
    "C_ID_NAME": lazy("The same official ID belongs to somebody with another name in the register."),
    "C_ID_DOB": lazy("The same official ID belongs to somebody with another birth date in the register."),
    "C_ID_SEX": lazy("The same official ID belongs to somebody of the other sex in the register."),
    "C_AMBIGUOUS": lazy("Without an ID, this row fits two officials of the register."),
    "H_OTHER_MINISTRY": lazy("The register knows this official elsewhere; the coordinator must decide."),
    "S_SIMILAR": lazy("A very similar name with the same birth date and sex is in the register."),
}


@jobs.task
def read_list(progress: jobs.Progress, *, list_id: int) -> None:
    """Read the kept bytes and write what was found; a list that was read before is left alone."""
    identification_list = db.session.get_one(IdentificationList, list_id)
    if identification_list.state is not ListState.RECEIVED:
        return
    content = db.session.get_one(ListFile, list_id).content
    unit, kind = identification_list.unit, identification_list.kind.value
    received = identification_list.received_on
    db.session.rollback()  # a long reading must not hold the database
    reading = read_safely(
        content, file_name=identification_list.file_name, org=unit.code, list_kind=kind, received=received
    )
    progress(1, 2)
    review(db.session.get_one(IdentificationList, list_id), reading)


def review(identification_list: IdentificationList, reading: Reading) -> None:
    """Keep what was read, row by row, beside what the register knows."""
    identification_list.file_status = reading.status
    if reading.status != "F_OK":
        identification_list.move_to(ListState.REFUSED)
        identification_list.reason = str(reading.message)
    else:
        rows = [*_people(identification_list, reading), *_refused(identification_list, reading)]
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
    return str(known) if known else sentence_of(finding)


def _people(identification_list: IdentificationList, reading: Reading) -> list[ListRow]:
    register = load_register(reading.officials)
    found = _findings_by_row(reading)
    return [_row(identification_list, listed, register=register, found=found) for listed in reading.officials]


def _row(
    identification_list: IdentificationList,
    listed: ListedOfficial,
    *,
    register: Register,
    found: Mapping[tuple[str, int], list[dict[str, Any]]],
) -> ListRow:
    match, conflict = _match(listed, register=register)
    place = listed.rows[0]
    row = ListRow(
        list_id=identification_list.id,
        sheet=place.sheet,
        row=place.row,
        facts=_facts(listed),
        findings=list(found.get((place.sheet, place.row), ())),
        official_id=match.id if match else None,
        outcome=RowOutcome.NEW,
    )
    if conflict:
        row.outcome = RowOutcome.HELD
        row.findings = [*row.findings, {"code": conflict}]
    elif match:
        row.changes = _changes(match, listed, register=register)
        row.outcome = RowOutcome.CHANGED if row.changes else RowOutcome.SAME
    elif alike := _alike(listed, register=register):
        row.alike_id, row.outcome = alike.id, RowOutcome.DOUBTFUL
        row.findings = [*row.findings, {"code": "S_SIMILAR"}]
    return row


def _match(listed: ListedOfficial, *, register: Register) -> tuple[Official | None, str]:
    """Whom the row is: by ID, else by name key, birth date and sex; and what forbids it."""
    key, sex = khmer.name_key(listed.khmer_name), Sex(listed.sex) if listed.sex else None
    match = register.by_staff_id.get(listed.official_id or "")
    if match and (conflict := _conflict(match, key=key, sex=sex, listed=listed)):
        return match, conflict
    if match is None and key and listed.birth_date and sex:
        people = register.by_person[key, listed.birth_date, sex]
        fitting = [one for one in people if not (one.staff_id and listed.official_id)]
        if len(fitting) > 1:
            return None, "C_AMBIGUOUS"
        match = fitting[0] if fitting else None
    if match and _root(register.known_unit(match.unit_id)) != _root(register.units[listed.org]):
        return match, "H_OTHER_MINISTRY"
    return match, ""


def _conflict(match: Official, *, key: str, sex: Sex | None, listed: ListedOfficial) -> str:
    if key and match.name_key and key != match.name_key:
        return "C_ID_NAME"
    if listed.birth_date and match.birth_date and listed.birth_date != match.birth_date:
        return "C_ID_DOB"
    return "C_ID_SEX" if sex and match.sex and sex is not match.sex else ""


def _root(unit: Unit) -> str:
    """The ministry a unit belongs to: the first id of its path."""
    return unit.path.split("/")[1]


def _alike(listed: ListedOfficial, *, register: Register) -> Official | None:
    if not (listed.birth_date and listed.sex):
        return None
    key = khmer.name_key(listed.khmer_name)
    for other in register.by_birth[listed.birth_date, Sex(listed.sex)]:
        if other.name_key and 1 <= khmer.distance(key, other.name_key, most=2) <= 2:
            return other
    return None


def _changes(match: Official, listed: ListedOfficial, *, register: Register) -> dict[str, list[str]]:
    """Field by field, what the list says anew; what the list leaves empty is no change."""
    said = (
        ("staff_id", match.staff_id, listed.official_id),
        ("name_latin", match.name_latin, listed.latin_name),
        ("phone", match.phone, listed.phone),
        ("email", match.email, listed.email),
        ("birth_date", match.birth_date, listed.birth_date),
        ("unit_id", register.known_unit(match.unit_id).name_km, register.units[listed.org].name_km),
    )
    changes = {name: [str(old or ""), str(new)] for name, old, new in said if new and new != old}
    held, wanted = register.roles[match.id], set(listed.roles)
    if wanted - held:
        changes["roles"] = [", ".join(sorted(held)), ", ".join(sorted(held | wanted))]
    return changes


def _refused(identification_list: IdentificationList, reading: Reading) -> list[ListRow]:
    """Rows that cannot be used as they are, with their text for the person who corrects them."""
    found = _findings_by_row(reading)
    rows = [(place, RowOutcome.REFUSED, place.reasons) for place in reading.rejected]
    rows += [(place, RowOutcome.HELD, (place.reason,)) for place in reading.held]
    return [
        ListRow(
            list_id=identification_list.id,
            sheet=place.sheet,
            row=place.row,
            facts=reading.texts(place.sheet, place.row),
            findings=found.get((place.sheet, place.row)) or [{"code": code} for code in codes],
            outcome=outcome,
        )
        for place, outcome, codes in rows
    ]


def _findings_by_row(reading: Reading) -> dict[tuple[str, int], list[dict[str, Any]]]:
    by_row: dict[tuple[str, int], list[dict[str, Any]]] = defaultdict(list)
    for finding in reading.findings:
        by_row[finding.sheet, finding.row].append(finding.as_json())
    return by_row


def _facts(listed: ListedOfficial) -> dict[str, Any]:
    return {
        "id": listed.official_id,
        "khmer_name": listed.khmer_name,
        "latin_name": listed.latin_name,
        "sex": listed.sex,
        "birth_date": listed.birth_date.isoformat() if listed.birth_date else None,
        "phone": listed.phone,
        "email": listed.email,
        "org": listed.org,
        "unit": listed.unit,
        "office": listed.office,
        "position": listed.position,
        "roles": list(listed.roles),
    }
