"""Reading a kept list and saying of each row what would happen to the register."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from sqlalchemy import insert

from training import audit, jobs
from training.db import access, db
from training.i18n import Text, lazy
from training.identification.carrying import carry_holds
from training.identification.deciding import recall
from training.identification.earlier import load_earlier
from training.identification.garbage import uncollected
from training.identification.judging import Judgement, judge
from training.identification.marking import facts_of, marks
from training.identification.models import IdentificationList, ListFile, ListRow, ListState, RowOutcome
from training.identification.reading.model import FileStatus, Finding, Person, Place, Reading, Refusal
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
    "H_CLOSED": lazy("The unit or a workflow role of this row is closed; correct the row, or open it again."),
    "S_SIMILAR_KNOWN": lazy("A very similar name with the same birth date and sex is in the register."),
    "N_VERSION": lazy("By the version before, this is the same official."),
    "N_DECIDED": lazy("A person decided before who this is or is not; it is not asked again."),
    "N_JOINED": lazy("A person decided that this is the person of another row of this list."),
    "W_EMAIL_KEPT": lazy("The e-mail stays as it is: a list never changes it for somebody who can sign in."),
    "W_HAND_KEPT": lazy("What a person corrected by hand stays as it is, though the list says otherwise."),
    "W_ROLE_ENDED": lazy("A role that a person ended is not given again by a list."),
}


class Judged(NamedTuple):
    """A row that was read and judged; what is kept is made when it is written: there may be many."""

    place: Place
    person: Person | None
    findings: list[dict[str, Any]]
    judgement: Judgement
    text: tuple[str, ...] = ()  # of its cells, when it cannot be used as it is

    def values(self) -> dict[str, Any]:
        facts = facts_of(self.person) if self.person else {}
        if self.text:
            facts["text"] = list(self.text)
        place = {"sheet": self.place.sheet, "row": self.place.row}
        return place | {"facts": facts} | marks(self.judgement, self.findings)


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


def judged(identification_list: IdentificationList, reading: Reading) -> list[Judged]:
    """The rows with what would happen to each, in the order of the file; only reads."""
    found = _findings_by_row(reading)
    rows = [*_people(identification_list, reading, found=found), *_left_out(reading, found=found)]
    rows.sort(key=lambda row: row.place)
    return rows


def keep(identification_list: IdentificationList, reading: Reading, *, rows: list[Judged]) -> None:
    """Write what was read, in one go."""
    identification_list.file_status = reading.status
    if reading.refusal is not None:
        identification_list.move_to(ListState.REFUSED)
        identification_list.reason = reading.refusal.value  # said in the language of each reader
    else:
        with uncollected():
            for some in batched(rows, IN_ONE_STEP):
                values = [row.values() | {"list_id": identification_list.id} for row in some]
                db.session.connection().execute(insert(ListRow.__table__), values)
        identification_list.counts = dict(Counter(row.judgement.outcome.value for row in rows))
        identification_list.move_to(ListState.READ)
    audit.record("read list", identification_list, by=None, status=reading.status)
    recall(identification_list)
    carry_holds(identification_list)


def why_refused(identification_list: IdentificationList) -> str:
    """What a person wrote when he refused the list, or why it could not be read, in the reader's language."""
    reason = identification_list.reason
    is_code = identification_list.file_status not in {"", FileStatus.OK} and reason in set(Refusal)
    return refusal_sentence(Refusal(reason)) if is_code else reason


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


def _people(identification_list: IdentificationList, reading: Reading, *, found: Found) -> Iterator[Judged]:
    people = [listed.person for listed in reading.officials]
    register = load_register(people, earlier=load_earlier(identification_list, people))
    home = identification_list.unit
    for listed in reading.officials:
        findings = [one for place in listed.rows for one in found.get(place, ())]
        judgement = judge(listed.person, home=home, register=register)
        yield Judged(listed.rows[0], listed.person, findings, judgement)


def _left_out(reading: Reading, *, found: Found) -> Iterator[Judged]:
    """Rows that cannot be used as they are, with their text for the person who corrects them."""
    for rows, outcome in ((reading.rejected, RowOutcome.REFUSED), (reading.held, RowOutcome.HELD)):
        for row in rows:
            yield Judged(row.place, row.person, found.get(row.place, []), Judgement(outcome), row.cells)


def _findings_by_row(reading: Reading) -> Found:
    by_row: dict[Place, list[dict[str, Any]]] = defaultdict(list)
    for finding in reading.findings:
        by_row[Place(finding.sheet, finding.row)].append(finding._asdict())
    return by_row
