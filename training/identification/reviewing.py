"""Reading a kept list and saying of each row what would happen to the register."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sqlalchemy import insert

from training import audit, jobs
from training.db import access, db
from training.i18n import Text, lazy
from training.identification.deciding import recall
from training.identification.garbage import uncollected
from training.identification.judging import Judgement, judge
from training.identification.marking import facts_of, marks
from training.identification.models import IdentificationList, ListFile, ListRow, ListState, RowOutcome
from training.identification.reading.model import Finding, Place, Reading
from training.identification.reading.safely import read_safely
from training.identification.reading.sentences import refusal_sentence, sentence
from training.identification.register import load_register
from training.identification.runs import batched

Found = Mapping[Place, list[dict[str, Any]]]
IN_ONE_STEP = 10_000  # rows in one statement

FIELDS: dict[str, Text] = {
    "staff_id": lazy("Official ID"),
    "name_km": lazy("Khmer name"),
    "name_latin": lazy("Latin name"),
    "sex": lazy("Sex"),
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
    "N_DECIDED": lazy("A person decided before who this is or is not; it is not asked again."),
    "N_JOINED": lazy("A person decided that this is the person of another row of this list."),
    "W_EMAIL_KEPT": lazy("The e-mail stays as it is: a list never changes it for somebody who can sign in."),
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
    progress(1, 3)
    with uncollected(), access(to_write=False):
        rows = judged(db.session.get_one(IdentificationList, list_id), reading)
        db.session.rollback()
    progress(2, 3)
    keep(db.session.get_one(IdentificationList, list_id), reading, rows=rows)


def review(identification_list: IdentificationList, reading: Reading) -> None:
    """Keep what was read, row by row, beside what the register knows."""
    keep(identification_list, reading, rows=judged(identification_list, reading))


def judged(identification_list: IdentificationList, reading: Reading) -> list[dict[str, Any]]:
    """The rows as they will be kept, each with what would happen; only reads."""
    found = _findings_by_row(reading)
    rows = [*_people(identification_list, reading, found=found), *_left_out(reading, found=found)]
    rows.sort(key=lambda row: (row["sheet"], row["row"]))
    return rows


def keep(identification_list: IdentificationList, reading: Reading, *, rows: list[dict[str, Any]]) -> None:
    """Write what was read, in one go."""
    identification_list.file_status = reading.status
    if reading.refusal is not None:
        identification_list.move_to(ListState.REFUSED)
        identification_list.reason = refusal_sentence(reading.refusal)
    else:
        number = {"list_id": identification_list.id}
        with uncollected():
            for some in batched(rows, IN_ONE_STEP):
                db.session.connection().execute(insert(ListRow.__table__), [row | number for row in some])
        identification_list.counts = dict(Counter(row["outcome"].value for row in rows))
        identification_list.move_to(ListState.READ)
    audit.record("read list", identification_list, by=None, status=reading.status)
    recall(identification_list)


def sentences(rows: Iterable[ListRow]) -> dict[int, list[str]]:
    """What was found in each row, in the reader's language."""
    return {row.id: [told(finding) for finding in row.findings] for row in rows}


def told(finding: Mapping[str, Any]) -> str:
    """One finding in the reader's language: about the register, or, with another row, about the file."""
    known = CONFLICTS.get(finding["code"])
    if known and not finding.get("other"):
        return str(known)
    other = Place(*finding["other"]) if finding.get("other") else None
    return sentence(Finding(**(dict(finding) | {"other": other})))


def _people(
    identification_list: IdentificationList, reading: Reading, *, found: Found
) -> Iterator[dict[str, Any]]:
    register = load_register([listed.person for listed in reading.officials])
    home = identification_list.unit
    for listed in reading.officials:
        judgement = judge(listed.person, home=home, register=register)
        findings = [one for place in listed.rows for one in found.get(place, ())]
        yield _row(listed.rows[0], facts_of(listed.person), findings) | marks(judgement, findings)


def _left_out(reading: Reading, *, found: Found) -> Iterator[dict[str, Any]]:
    """Rows that cannot be used as they are, with their text for the person who corrects them."""
    for rows, outcome in ((reading.rejected, RowOutcome.REFUSED), (reading.held, RowOutcome.HELD)):
        for row in rows:
            facts = facts_of(row.person) if row.person else {}
            judgement, findings = Judgement(outcome), found.get(row.place, [])
            kept = _row(row.place, facts | {"text": list(row.cells)}, findings)
            yield kept | marks(judgement, findings)


def _row(place: Place, facts: dict[str, Any], findings: list[dict[str, Any]]) -> dict[str, Any]:
    return {"sheet": place.sheet, "row": place.row, "facts": facts, "findings": findings}


def _findings_by_row(reading: Reading) -> Found:
    by_row: dict[Place, list[dict[str, Any]]] = defaultdict(list)
    for finding in reading.findings:
        by_row[Place(finding.sheet, finding.row)].append(finding._asdict())
    return by_row
