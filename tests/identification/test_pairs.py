"""A doubtful pair is decided once: within a list, between versions of a list and across all lists."""

import pytest
from sqlalchemy import select

from tests.factories import NOON, make_official, make_user
from tests.identification.test_life_of_a_list import RECEIVED, person, received, reference, rows_of, unit
from training.db import db
from training.errors import NotFound
from training.identification import deciding, reviewing, service, undoing
from training.identification.applying import apply
from training.identification.models import IdentityDecision, RowDecision, RowOutcome
from training.identification.pairs import get_pair, pairs_of
from training.identification.reading.model import (
    Fate,
    FileStatus,
    Finding,
    ListedOfficial,
    ListedRow,
    Place,
    Reading,
    RowKind,
)
from training.identification.service import AlreadyDecided
from training.khmer import name_key
from training.officials import merging
from training.officials.doubles import doubles_of
from training.officials.models import Official, PairDecision, PairVerdict, Sex
from training.officials.pairs import DecidedBefore, DecidedBySomebodyElse
from training.permissions import Role

SAME, NOT_SAME = PairVerdict.SAME, PairVerdict.NOT_SAME
NEW, UNCHANGED, CHANGED = RowOutcome.NEW, RowOutcome.SAME, RowOutcome.CHANGED
DOUBTFUL, HELD = RowOutcome.DOUBTFUL, RowOutcome.HELD
ALIKE = "សុខ សុភី"  # one edit from the name of ``person``
_ = reference  # a fixture of every test here


@pytest.fixture
def coordinator():
    return make_user(Role.COORDINATOR)


def known(**given) -> Official:
    default = {"unit": unit("MOH"), "name_km": "សុខ សុភា", "sex": Sex.FEMALE, "staff_id": "0123456789"}
    default |= {"birth_date": person().birth_date, "name_latin": "SOK SOPHEA"} | given
    return make_official(name_key=name_key(default["name_km"]), **default)


def alike(**given) -> Official:
    return known(**{"name_km": ALIKE, "staff_id": "0999999999"} | given)


def reviewed(*people, findings=(), held=(), content=b"one", code="MOH"):
    """A list of people in rows 8, 9, …; ``held`` are people of the rows after them."""
    officials = tuple(ListedOfficial(one, (Place("", 8 + n),)) for n, one in enumerate(people))
    rows = tuple(
        ListedRow("", 8 + len(people) + n, RowKind.PERSON, Fate.HELD, (reason,), one, None, False, "text")
        for n, (one, reason) in enumerate(held)
    )
    kept = received(content, code=code)
    told = Reading(status=FileStatus.OK, officials=officials, rows=rows, findings=tuple(findings))
    reviewing.review(kept, told)
    db.session.flush()
    return kept


def asked(code: str, row: int, *, of: int = 8) -> Finding:
    return Finding(code, "", row, "", "", "", Place("", of))


def outcomes(kept) -> list[RowOutcome]:
    return [row.outcome for row in rows_of(kept)]


def say(kept, verdict, *, by, number: int = 0):
    return deciding.decide(pairs_of(kept, user=by)[number], verdict=verdict, by=by, at=NOON)


def staff_ids() -> list[str]:
    return sorted(db.session.scalars(select(Official.staff_id)))


def test_a_doubtful_pair_stands_side_by_side(coordinator):
    official, kept = alike(), reviewed(person())
    (pair,) = pairs_of(kept, user=coordinator)
    assert (pair.finding, pair.official, pair.decision) == ({"code": "S_SIMILAR_KNOWN"}, official, None)
    assert [row.name for row in pair.facts if row.differs] == ["name_km", "staff_id"]


def test_who_is_the_same_person_is_written_to_the_official(coordinator):
    official, kept = alike(), reviewed(person(roles=()))
    say(kept, SAME, by=coordinator)
    row = rows_of(kept)[0]
    assert (row.outcome, row.official_id) == (CHANGED, official.id)
    assert row.changes == {"staff_id": ["0999999999", "0123456789"]}
    assert apply(kept, by=coordinator, on=RECEIVED, at=NOON) == 0
    assert staff_ids() == ["0123456789"]


def test_who_is_not_the_same_person_becomes_an_official_and_is_asked_about_nowhere_again(coordinator):
    official, kept = alike(), reviewed(person())
    say(kept, NOT_SAME, by=coordinator)
    assert outcomes(kept) == [NEW]
    assert apply(kept, by=coordinator, on=RECEIVED, at=NOON) == 0
    assert staff_ids() == ["0123456789", "0999999999"]
    assert doubles_of(official, user=coordinator) == []


def test_who_accepts_a_doubtful_row_has_said_that_it_is_somebody_else(coordinator):
    official, kept = alike(), reviewed(person())
    service.decide(rows_of(kept)[0], decision=RowDecision.ACCEPT, by=coordinator, at=NOON)
    apply(kept, by=None, on=RECEIVED, at=NOON)
    (said,) = db.session.scalars(select(PairDecision))
    assert (said.verdict, said.decided_by_id) == (NOT_SAME, coordinator.id)
    assert doubles_of(official, user=coordinator) == []


def test_a_list_taken_back_takes_what_was_said_of_its_officials_along_and_nothing_stays(coordinator):
    alike()
    kept = reviewed(person())
    say(kept, NOT_SAME, by=coordinator)
    apply(kept, by=coordinator, on=RECEIVED, at=NOON)
    assert db.session.query(PairDecision).count() == 1
    assert undoing.undo(kept, by=coordinator, at=NOON).stays == {}
    assert (db.session.query(PairDecision).count(), staff_ids()) == (0, ["0999999999"])


@pytest.mark.parametrize(("verdict", "outcome"), [(SAME, CHANGED), (NOT_SAME, NEW)])
def test_a_decision_holds_for_the_next_version_and_for_every_other_list(coordinator, verdict, outcome):
    alike()
    first = reviewed(person())
    say(first, verdict, by=coordinator)
    service.refuse(first, reason="a newer one comes", by=coordinator)
    again = [reviewed(person(), content=b"two"), reviewed(person(phone="+85512345678"), content=b"three")]
    assert [outcomes(kept) for kept in again] == [[outcome], [outcome]]
    assert [[pair.decision.verdict for pair in pairs_of(kept, user=coordinator)] for kept in again] == [
        [verdict], [verdict],
    ]  # fmt: skip


def test_a_decision_holds_at_once_for_other_lists_under_review(coordinator):
    alike()
    first, second = reviewed(person()), reviewed(person(), content=b"two")
    say(first, NOT_SAME, by=coordinator)
    assert (outcomes(second), second.counts) == ([NEW], {"new": 1})


def test_a_decision_that_is_taken_back_is_asked_again(coordinator):
    alike()
    kept = reviewed(person())
    say(kept, NOT_SAME, by=coordinator)
    deciding.take_back(pairs_of(kept, user=coordinator)[0], by=coordinator)
    assert (outcomes(kept), pairs_of(kept, user=coordinator)[0].decision) == ([DOUBTFUL], None)
    assert rows_of(kept)[0].findings == [{"code": "S_SIMILAR_KNOWN"}]


def test_who_decided_and_when_is_kept(coordinator):
    alike()
    kept = reviewed(person())
    said = say(kept, NOT_SAME, by=coordinator)
    assert (said.decided_by_id, said.decided_at, said.list_id) == (coordinator.id, NOON, kept.id)


def test_a_pair_is_decided_once_and_only_while_the_list_is_under_review(coordinator):
    alike()
    kept = reviewed(person())
    say(kept, NOT_SAME, by=coordinator)
    with pytest.raises(DecidedBefore):
        say(kept, SAME, by=coordinator)
    other = reviewed(person(official_id="0123456780"), content=b"two")
    service.refuse(other, reason="no", by=coordinator)
    with pytest.raises(AlreadyDecided):
        say(other, SAME, by=coordinator)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"khmer_name": "ចាន់ ដារ៉ា"}, "C_ID_NAME"),
        ({"birth_date": RECEIVED}, "C_ID_DOB"),
        ({"sex": "M"}, "C_ID_SEX"),
    ],
)
def test_one_id_with_other_facts_is_held_until_somebody_says_that_it_is_one_person(coordinator, given, code):
    official, kept = known(), reviewed(person(**given))
    (pair,) = pairs_of(kept, user=coordinator)
    assert (outcomes(kept), pair.finding["code"], pair.official) == ([HELD], code, official)
    say(kept, SAME, by=coordinator)
    assert (rows_of(kept)[0].outcome, rows_of(kept)[0].official_id) == (CHANGED, official.id)


def test_one_id_of_two_persons_stays_held_and_is_not_asked_again(coordinator):
    known()
    kept = reviewed(person(khmer_name="ចាន់ ដារ៉ា"))
    say(kept, NOT_SAME, by=coordinator)
    assert outcomes(kept) == [HELD]
    assert [pair.decision.verdict for pair in pairs_of(kept, user=coordinator)] == [NOT_SAME]


def test_one_person_with_two_ids_is_shown_and_can_be_made_one(coordinator):
    official, kept = known(staff_id="0000000005"), reviewed(person(roles=()))
    (pair,) = pairs_of(kept, user=coordinator)
    assert (outcomes(kept), pair.finding["code"], pair.official) == ([NEW], "C_PERSON_TWO_IDS", official)
    say(kept, SAME, by=coordinator)
    assert rows_of(kept)[0].changes == {"staff_id": ["0000000005", "0123456789"]}


def test_a_row_that_fits_two_officials_is_one_of_them_when_it_is_not_the_other(coordinator):
    first, second = known(staff_id="0000000005"), known(staff_id="0000000006")
    kept = reviewed(person(official_id=None, roles=()))
    assert (outcomes(kept), pairs_of(kept, user=coordinator)[0].official) == ([HELD], first)
    say(kept, NOT_SAME, by=coordinator)
    assert (outcomes(kept), rows_of(kept)[0].official_id) == ([UNCHANGED], second.id)


def test_similar_names_in_one_list_become_one_official_when_somebody_says_so(coordinator):
    rows = (person(official_id=None, roles=("AP.ENTRY",)), person(khmer_name=ALIKE, roles=("GL.ENTRY",)))
    kept = reviewed(*rows, findings=[asked("S_SIMILAR", 9)])
    (pair,) = pairs_of(kept, user=coordinator)
    assert (pair.row.row, pair.other.row, pair.finding["code"]) == (9, 8, "S_SIMILAR")
    say(kept, SAME, by=coordinator)
    assert outcomes(kept) == [NEW, UNCHANGED]
    assert apply(kept, by=coordinator, on=RECEIVED, at=NOON) == 0
    (official,) = db.session.scalars(select(Official))
    assert (official.name_km, official.staff_id) == ("សុខ សុភា", "0123456789")
    assert undoing.undo(kept, by=coordinator, at=NOON).stays == {}


def test_similar_names_in_one_list_that_are_two_persons_are_never_asked_about_again(coordinator):
    rows = (person(), person(official_id="0999999999", khmer_name=ALIKE))
    kept = reviewed(*rows, findings=[asked("S_SIMILAR", 9)])
    say(kept, NOT_SAME, by=coordinator)
    apply(kept, by=coordinator, on=RECEIVED, at=NOON)
    official = db.session.scalars(select(Official).where(Official.staff_id == "0999999999")).one()
    assert (len(staff_ids()), doubles_of(official, user=coordinator)) == (2, [])


def test_what_was_said_of_two_rows_holds_for_the_next_version(coordinator):
    rows = (person(roles=("AP.ENTRY",)), person(official_id=None, khmer_name=ALIKE, roles=("GL.ENTRY",)))
    first = reviewed(*rows, findings=[asked("S_SIMILAR", 9)])
    say(first, SAME, by=coordinator)
    service.refuse(first, reason="a newer one comes", by=coordinator)
    second = reviewed(*rows, findings=[asked("S_SIMILAR", 9)], content=b"two")
    assert outcomes(second) == [NEW, UNCHANGED]


def test_rows_joined_by_mistake_are_parted_again(coordinator):
    rows = (person(official_id=None), person(khmer_name=ALIKE))
    kept = reviewed(*rows, findings=[asked("S_SIMILAR", 9)])
    before = [(row.outcome, row.facts, row.findings) for row in rows_of(kept)]
    say(kept, SAME, by=coordinator)
    deciding.take_back(pairs_of(kept, user=coordinator)[0], by=coordinator)
    assert [(row.outcome, row.facts, row.findings) for row in rows_of(kept)] == before


@pytest.mark.parametrize(("verdict", "outcome"), [(SAME, UNCHANGED), (NOT_SAME, HELD)])
def test_a_row_held_for_the_id_of_another_row_follows_what_is_said(coordinator, verdict, outcome):
    misspelt = person(khmer_name="ចាន់ ដារ៉ា")
    kept = reviewed(person(), findings=[asked("C_ID_NAME", 9)], held=[(misspelt, "C_ID_NAME")])
    say(kept, verdict, by=coordinator)
    assert outcomes(kept) == [NEW, outcome]


def test_a_focal_person_neither_sees_nor_decides_a_pair_with_another_ministry(coordinator):
    official = alike(unit=unit("MOE"))
    kept, focal = reviewed(person()), make_user(Role.FOCAL, unit=unit("MOH"))
    assert (outcomes(kept), rows_of(kept)[0].findings, pairs_of(kept, user=focal)) == ([NEW], [], [])
    with pytest.raises(NotFound):
        get_pair(rows_of(kept)[0].id, f"official-{official.id}", of=kept, user=focal)
    (pair,) = pairs_of(kept, user=coordinator)
    assert pair.official == official


def test_the_same_person_in_another_ministry_is_still_not_moved_by_a_list(coordinator):
    official, kept = alike(unit=unit("MOE")), reviewed(person())
    say(kept, SAME, by=coordinator)
    assert rows_of(kept)[0].findings == [{"code": "H_OTHER_MINISTRY"}]
    assert (outcomes(kept), official.unit_id) == ([HELD], unit("MOE").id)


def test_a_focal_person_does_not_take_back_what_the_coordinator_said(coordinator):
    alike()
    kept, focal = reviewed(person()), make_user(Role.FOCAL, unit=unit("MOH"))
    say(kept, NOT_SAME, by=coordinator)
    with pytest.raises(DecidedBySomebodyElse):
        deciding.take_back(pairs_of(kept, user=focal)[0], by=focal)


def test_a_list_finds_an_official_by_what_a_merged_record_knew(coordinator):
    kept_one, other = known(staff_id="0000000005", name_km="ចាន់ ដារ៉ា"), known()
    merging.merge(merging.Couple(kept_one, other, on=RECEIVED, at=NOON), by=None)
    by_id, by_name = reviewed(person(roles=())), reviewed(person(official_id=None, roles=()), content=b"two")
    assert [row.official_id for kept in (by_id, by_name) for row in rows_of(kept)] == [kept_one.id] * 2


def test_what_was_said_goes_with_an_official_who_is_merged(coordinator):
    official, into = alike(), known(staff_id="0000000005", name_km="ចាន់ ដារ៉ា")
    say(reviewed(person(roles=())), SAME, by=coordinator)
    merging.merge(merging.Couple(into, official, on=RECEIVED, at=NOON), by=None)
    assert db.session.scalars(select(IdentityDecision.official_id)).all() == [into.id]
    assert rows_of(reviewed(person(roles=()), content=b"two"))[0].official_id == into.id
