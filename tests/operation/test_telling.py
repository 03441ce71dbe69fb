"""A person reads in the audit log what was done, in words, whatever the log keeps for machines."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.factories import NOON
from training.accounts.models import SignInEnd
from training.assessments.models import AssessmentKind
from training.attendance.models import Presence
from training.audit import AuditEntry
from training.courses.models import Basis, Course
from training.dates import HalfDay
from training.enrolments.models import Outcome, Seat
from training.i18n import speaking
from training.identification.models import DepartureVerdict, RowDecision, RowOutcome
from training.identification.reading.model import FileStatus
from training.institution import Institution
from training.officials.models import Official, PairVerdict
from training.operation.columns import COLUMNS
from training.operation.facts import CHANGED_COLUMNS, CHANGES, FACTS, OF_VERB
from training.operation.telling import named, told
from training.organisation.models import UnitKind
from training.permissions import Role
from training.resources.models import Room, Trainer, TrainingCentre

KHMER = re.compile("[\u1780-\u17ff]")
ENUMS = [
    ("corrected mark", "was", Presence),
    ("decided departure", "verdict", DepartureVerdict),
    ("decided outcome", "outcome", Outcome),
    ("decided pair", "verdict", PairVerdict),
    ("decided row", "decision", RowDecision),
    ("ended role", "role", Role),
    ("ended sign-ins", "why", SignInEnd),
    ("entered result", "kind", AssessmentKind),
    ("gave role", "role", Role),
    ("granted request", "state", Seat),
    ("moved session", "half", HalfDay),
    ("read list", "status", FileStatus),
    ("recorded course", "basis", Basis),
    ("required course", "kind", UnitKind),
    ("used hidden row", "outcome", RowOutcome),
]


def entry(verb: str, *, thing: tuple[str, str] = ("user", "1"), **facts: object) -> AuditEntry:
    return AuditEntry(at=NOON, actor_name="x", verb=verb, thing_type=thing[0], thing_id=thing[1], facts=facts)


def read(verb: str, **facts: object) -> list[tuple[str, str | None, str]]:
    """Label, what was, what is."""
    return [
        (str(one.label), one.before, one.value.isoformat() if one.is_time else str(one.value))
        for one in told(entry(verb, **facts))
    ]


def recorded() -> Iterator[tuple[str, str]]:
    """Every deed that the program records, with the name of each of its facts."""
    for path in Path("training").rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        for function in (node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)):
            for call in (node for node in ast.walk(function) if isinstance(node, ast.Call)):
                if ast.unparse(call.func) == "audit.record":
                    verb = call.args[0].value if isinstance(call.args[0], ast.Constant) else ""
                    yield from ((verb, name) for name in names(call, function, verb=verb) if name != "by")


def names(call: ast.Call, function: ast.FunctionDef, *, verb: str) -> Iterator[str]:
    for word in call.keywords:
        if word.arg:
            yield word.arg
        elif (
            verb not in CHANGED_COLUMNS
        ):  # those are columns; else a dictionary of the same function is given
            (given,) = (
                node.value
                for node in ast.walk(function)
                if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == ast.unparse(word.value)
            )
            yield from (key.value for key in given.keys)


def test_every_fact_that_the_program_records_has_its_word():
    without = {
        (verb, name)
        for verb, name in recorded()
        if name not in FACTS
        and (verb, name) not in OF_VERB
        and not (name in {"was", "now", "to"} and (verb in CHANGES or verb == "changed unit"))
        and not (name == "replaces" and verb == "placed list")
    }
    assert without == set()


def test_no_word_is_kept_for_a_fact_that_is_never_recorded():
    known = set(recorded())
    assert sorted(FACTS.keys() - {name for _, name in known}) == []
    assert sorted(OF_VERB.keys() - known) == []
    assert sorted(CHANGES.keys() - {verb for verb, _ in known}) == []


@pytest.mark.parametrize("model", [Course, Institution, Official, Room, Trainer, TrainingCentre])
def test_every_column_that_a_person_changes_has_its_word(model):
    own = {"id", "centre_id", "name_key", "sort_key", "unit_id", "merged_into_id", "created_at", "demo_day"}
    assert sorted({column.name for column in model.__table__.columns} - own - COLUMNS.keys()) == []


@pytest.mark.parametrize(("verb", "name", "values"), ENUMS)
def test_every_value_is_told_in_khmer(verb, name, values):
    with speaking("km"):
        for value in values:
            facts = {name: value.value} | ({"now": value.value} if name == "was" else {})
            (one,) = told(entry(verb, **facts))
            assert KHMER.search(str(one.label)), value
            assert KHMER.search(str(one.value)), value


def test_a_change_shows_what_was_and_what_is():
    assert read("corrected mark", was="late", now="present", reason="misread") == [
        ("Attendance", "late", "present"),
        ("Reason", None, "misread"),
    ]
    assert read("transferred official", was=3, to=4, on="2017-11-20") == [
        ("", "Unit no. 3", "unit no. 4"),
        ("From", None, "2017-11-20"),
    ]
    assert read("placed list", replaces=[None, 5]) == [("Replaces", "–", "identification list no. 5")]
    assert read("moved unit", was=3, to=None) == [("Belongs to", "unit no. 3", "–")]


def test_changed_columns_are_named_one_by_one():
    was, now = {"most_away": None, "province_code": "02"}, {"most_away": 3, "province_code": "12"}
    assert read("changed unit", was=was, now=now) == [
        ("Most officials in class at once", "–", "3"),
        ("Province", "Battambang", "Phnom Penh"),
    ]
    assert read("changed settings", morning_starts="07:30:00", name_en="Ministry") == [
        ("Morning session begins", None, "07:30"),
        ("Name in English", None, "Ministry"),
    ]
    assert read("changed course", withdrawn=True, features=[], code="ITF") == [
        ("No longer taught", None, "yes"),
        ("Code", None, "ITF"),
    ]
    assert read("corrected official", fields=["birth_date", "sex"]) == [
        ("Changed", None, "Date of birth, Sex")
    ]


def test_records_bear_their_numbers_or_codes():
    assert read("enrolled", official=4, training_class=10) == [
        ("", None, "Official no. 4"),
        ("", None, "Class no. 10"),
    ]
    assert read("replaced official", substitute=5) == [("In his place", None, "official no. 5")]
    assert named(entry("published class", thing=("class", "7"))) == "Class no. 7"
    assert (
        named(entry("renamed workflow role", thing=("workflow_role", "AP.ENTRY"))) == "Workflow role AP.ENTRY"
    )
    with speaking("km"):
        assert named(entry("published class", thing=("class", "7"))) == "ថ្នាក់លេខ 7"


def test_counts_say_of_what():
    assert read("undid list", goes={"official": 3, "posting": 2}, stays={}) == [
        ("Taken back", None, "officials: 3; postings: 2")
    ]


def test_one_name_may_mean_two_things():
    assert read("entered result", kind="post-test") == [("Test", None, "Post-test")]
    assert read("required course", kind="treasury") == [("Kind of units", None, "Treasury")]
    assert read("assigned role", role="AP.ENTRY") == [("Workflow role", None, "AP.ENTRY")]
    assert read("gave role", role="HR officer") == [("Role", None, "HR officer")]


def test_what_is_empty_is_left_out_and_a_nought_is_not():
    assert read("exported names", table="completion", rows=0, women=0, unit=None, first=None) == [
        ("Taken out", None, "names of those who completed"),
        ("Rows", None, "0"),
        ("Women", None, "0"),
    ]


def test_a_fact_of_an_older_program_is_shown_as_it_stands():
    assert read("did something", old_fact={"a": 1}, state="odd") == [
        ("old fact", None, "{'a': 1}"),
        ("State", None, "odd"),
    ]


def test_telling_asks_the_database_nothing(queries):
    with queries() as sent:
        read("enrolled", official=4, training_class=10)
        read("changed unit", was={"province_code": None}, now={"province_code": "12"})
    assert sent == []
