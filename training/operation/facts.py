"""What the facts of a deed are called and how each is told; the audit log keeps them for machines."""

from collections.abc import Mapping
from dataclasses import dataclass

from training.accounts.models import SignInEnd
from training.assessments.words import KINDS as TESTS
from training.classes.rules import HALVES
from training.courses.words import BASES
from training.i18n import Text, lazy
from training.identification.answering import DECISIONS
from training.identification.models import DepartureVerdict
from training.identification.reading.model import FileStatus
from training.officials.models import PairVerdict
from training.operation.tellers import (
    Teller,
    columns,
    counts,
    day,
    moment,
    one_of,
    plain,
    record,
    records,
    some_of,
    state,
)
from training.organisation.words import KINDS
from training.permissions import ROLE_NAMES
from training.statistics.tables import OUTCOMES

ENDS: Mapping[SignInEnd, Text] = {
    SignInEnd.SIGNED_OUT: lazy("signed out"),
    SignInEnd.PASSWORD_CHANGED: lazy("password changed"),
    SignInEnd.DISABLED: lazy("user disabled"),
    SignInEnd.ROLE_CHANGED: lazy("role changed"),
    SignInEnd.ENDED_BY_ADMINISTRATOR: lazy("ended by the administrator"),
}
FILES: Mapping[FileStatus, Text] = {
    FileStatus.OK: lazy("readable"),
    FileStatus.UNREADABLE: lazy("damaged, or in no known encoding"),
    FileStatus.ENCRYPTED: lazy("protected by a password"),
    FileStatus.UNSUPPORTED: lazy("no spreadsheet"),
    FileStatus.NO_HEADING: lazy("no heading row found"),
}
LANGUAGES: Mapping[str, Text] = {"km": lazy("Khmer"), "en": lazy("English")}
TABLES: Mapping[str, Text] = {"completion": lazy("names of those who completed")}
VERDICTS: Mapping[str, Text] = {
    PairVerdict.SAME: lazy("The same person"),
    PairVerdict.NOT_SAME: lazy("Not the same person"),
    DepartureVerdict.ENDED: lazy("ended"),
    DepartureVerdict.STAYS: lazy("stays"),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """How a fact is told; a record that needs no other word bears its own."""

    label: Text
    tell: Teller = plain


def _about(table: str) -> Fact:
    return Fact("", record(table))


FACTS: Mapping[str, Fact] = {
    "added": Fact(lazy("Came since"), counts),
    "at": Fact(lazy("When"), moment),
    "attempt": Fact(lazy("Attempt")),
    "back": Fact(lazy("Given back"), counts),
    "basis": Fact(lazy("Ground"), one_of(BASES)),
    "code": Fact(lazy("Code")),
    "course": _about("course"),
    "day": Fact(lazy("Day"), day),
    "decision": Fact(lazy("Decision"), one_of(DECISIONS)),
    "exception": Fact(lazy("Reason for an exception")),
    "fields": Fact(lazy("Changed"), columns),
    "first": Fact(lazy("First day"), day),
    "goes": Fact(lazy("Taken back"), counts),
    "half": Fact(lazy("Half-day"), one_of(HALVES)),
    "kept": Fact(lazy("Merged into"), record("official")),
    "kind": Fact(lazy("Kind of units"), one_of(KINDS)),
    "kinds": Fact(lazy("Kinds of units"), some_of(KINDS)),
    "language": Fact(lazy("Language"), one_of(LANGUAGES)),
    "last": Fact(lazy("Last day"), day),
    "marks": Fact(lazy("Marks")),
    "name": Fact(lazy("Name")),
    "new": Fact(lazy("New certificate")),
    "number": Fact(lazy("Certificate no.")),
    "official": _about("official"),
    "on": Fact(lazy("From"), day),
    "other": Fact(lazy("Merged with"), record("official")),
    "outcome": Fact(lazy("Result"), one_of(OUTCOMES)),
    "parent": Fact(lazy("Belongs to"), record("unit")),
    "reason": Fact(lazy("Reason")),
    "replaced": Fact(lazy("Replaces"), record("identification_list")),
    "role": Fact(lazy("Workflow role")),
    "row": _about("list_row"),
    "rows": Fact(lazy("Rows")),
    "sessions": Fact(lazy("Sessions")),
    "sha256": Fact(lazy("Fingerprint of the file")),
    "spelling": Fact(lazy("Spelling")),
    "state": Fact(lazy("State"), state("enrolment")),
    "stays": Fact(lazy("Stays"), counts),
    "status": Fact(lazy("File"), one_of(FILES)),
    "substitute": Fact(lazy("In his place"), record("official")),
    "table": Fact(lazy("Taken out"), one_of(TABLES)),
    "trainer": _about("trainer"),
    "training_class": _about("class"),
    "unit": _about("unit"),
    "until": Fact(lazy("Until"), moment),
    "used": Fact(lazy("Stays because it was used"), counts),
    "verdict": Fact(lazy("Decision"), one_of(VERDICTS)),
    "was_en": Fact(lazy("Before, in English")),
    "was_km": Fact(lazy("Before, in Khmer")),
    "why": Fact(lazy("Reason"), one_of(ENDS)),
    "women": Fact(lazy("Women")),
}
OF_VERB: Mapping[tuple[str, str], Fact] = {  # where a deed means something of its own by the name
    ("ended role", "role"): Fact(lazy("Role"), one_of(ROLE_NAMES)),
    ("entered result", "kind"): Fact(lazy("Test"), one_of(TESTS)),
    ("gave role", "role"): Fact(lazy("Role"), one_of(ROLE_NAMES)),
    ("marked attendance", "marks"): Fact(lazy("Marks of attendance")),
    ("reopened unit", "was"): Fact(lazy("Closed from"), day),
    ("reopened workflow role", "was"): Fact(lazy("Closed from"), day),
    ("used hidden row", "outcome"): Fact(lazy("Result"), state("row")),
}
CHANGES: Mapping[str, Fact] = {  # deeds that keep what was (``was``) and what is now (``now`` or ``to``)
    "changed prerequisites": Fact(lazy("What must come before"), records("course")),
    "changed who runs module": Fact(lazy("Kinds of units"), some_of(KINDS)),
    "corrected mark": Fact(lazy("Attendance"), state("attendance")),
    "corrected result": Fact(lazy("Marks")),
    "moved unit": Fact(lazy("Belongs to"), record("unit")),
    "placed list": Fact(lazy("Replaces"), record("identification_list")),
    "transferred official": _about("unit"),
}
CHANGED_COLUMNS = frozenset({"changed course", "changed settings"})  # each fact is a column of the record
