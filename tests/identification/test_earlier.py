"""A newer version means the people of the version before, whatever it says of their name, birth date or ID."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.factories import NOON, make_official, make_user
from tests.identification.test_hands import applied, codes, correct, only_official
from tests.identification.test_life_of_a_list import (  # noqa: F401
    RECEIVED,
    known,
    person,
    reading,
    reference,
    register,
    reviewed,
    rows_of,
    unit,
)
from training.db import db
from training.identification import deciding, reviewing, service, undoing
from training.identification.applying import apply
from training.identification.models import ListKind, ListState, RowOutcome
from training.identification.pairs import pairs_of
from training.khmer import name_key, sort_key
from training.officials import merging
from training.officials.models import Official, PairVerdict, Sex

OTHER_ID = "0222222222"
CHAN = "ចាន់ ដារ៉ា"


def apply_now(kept) -> None:
    assert apply(kept, by=None, on=RECEIVED, at=NOON) == 0


@pytest.mark.parametrize(
    ("said", "changes"),
    [
        ({"khmer_name": CHAN}, {"name_km": ["សុខ សុភា", CHAN]}),
        ({"birth_date": date(1985, 3, 13)}, {"birth_date": ["1985-03-12", "1985-03-13"]}),
        ({"sex": "M"}, {"sex": ["F", "M"]}),
        ({"official_id": OTHER_ID}, {"staff_id": ["0123456789", OTHER_ID]}),
    ],
)
def test_who_the_version_before_named_is_changed_and_given_back_by_undoing(said, changes):
    applied(person(), content=b"one")
    before = register()

    newer = reviewed(person(**said), content=b"two")
    row = rows_of(newer)[0]
    assert (row.outcome, row.changes, codes(row)) == (RowOutcome.CHANGED, changes, ["N_VERSION"])
    apply_now(newer)
    official = only_official()
    name = said.get("khmer_name", "សុខ សុភា")
    assert (official.staff_id, official.name_km, official.birth_date, official.sex) == (
        said.get("official_id", "0123456789"), name, said.get("birth_date", date(1985, 3, 12)),
        Sex(said.get("sex", "F")),
    )  # fmt: skip
    assert (official.name_key, official.sort_key) == (name_key(name), sort_key(name))

    undoing.undo(newer, by=None, at=NOON)
    assert register() == before


def beside(*people):
    kept = service.receive(
        b"beside", file_name="b.xlsx", unit=unit("MOH"), kind=ListKind.FMIS_USERS, received_on=RECEIVED, by=None,
        at=NOON, place=service.Place.BESIDE,
    )  # fmt: skip
    reviewing.review(kept, reading(*people))
    db.session.flush()
    return kept


def test_a_list_that_stands_beside_another_changes_nobody():
    applied(person(), content=b"one")

    rows = rows_of(beside(person(khmer_name=CHAN)))

    assert [(row.outcome, codes(row)) for row in rows] == [(RowOutcome.HELD, ["C_ID_NAME"])]


def test_who_was_held_in_the_version_before_is_held_again():
    known(name_km=CHAN, name_key=name_key(CHAN))
    older = reviewed(person(), person(official_id=OTHER_ID, khmer_name="ម៉ៅ ដារា"), content=b"one")
    apply_now(older)

    newer = reviewed(person(), content=b"two")

    assert [codes(row) for row in rows_of(newer)] == [["C_ID_NAME"]]


def test_of_two_of_one_name_the_id_decides_before_the_name():
    applied(person(), content=b"one")

    newer = reviewed(person(official_id=OTHER_ID), person(khmer_name=CHAN), content=b"two")

    assert [(row.outcome, row.changes) for row in rows_of(newer)] == [
        (RowOutcome.NEW, {}),
        (RowOutcome.CHANGED, {"name_km": ["សុខ សុភា", CHAN]}),
    ]


def test_an_id_of_somebody_else_is_still_a_conflict():
    applied(person(), content=b"one")
    make_official(unit=unit("MOH"), staff_id=OTHER_ID, name_km=CHAN, name_key=name_key(CHAN))

    newer = reviewed(person(official_id=OTHER_ID), content=b"two")

    assert [codes(row) for row in rows_of(newer)] == [["C_ID_NAME"]]


def test_without_his_id_the_version_before_tells_which_of_two_it_is():
    applied(person(), content=b"one")
    official = only_official()
    known(staff_id=OTHER_ID)

    row = rows_of(reviewed(person(official_id=None), content=b"two"))[0]

    assert (row.outcome, row.official_id, codes(row)) == (RowOutcome.SAME, official.id, ["N_VERSION"])


def test_an_official_whom_a_person_transferred_away_is_held_and_nothing_of_him_told():
    applied(person(), content=b"one")
    official = only_official()
    official.unit_id = unit("MOEYS").id
    db.session.flush()

    row = rows_of(reviewed(person(khmer_name=CHAN), content=b"two"))[0]

    assert (row.outcome, row.changes, codes(row)) == (RowOutcome.HELD, {}, ["H_OTHER_MINISTRY"])


def test_an_id_that_a_person_corrected_stays():
    applied(person(), content=b"one")
    correct(only_official(), staff_id=OTHER_ID)

    row = rows_of(reviewed(person(), content=b"two"))[0]

    assert (row.outcome, row.changes, codes(row)) == (RowOutcome.SAME, {}, ["N_VERSION", "W_HAND_KEPT"])


def test_a_decision_that_they_are_two_persons_is_not_overruled():
    older = applied(person(), content=b"one")
    newer, coordinator = beside(person(khmer_name=CHAN)), make_user()
    deciding.decide(
        pairs_of(newer, user=coordinator)[0], verdict=PairVerdict.NOT_SAME, by=coordinator, at=NOON
    )
    newer.replaces_id = older.id

    (found,) = reviewing.judged(newer, reading(person(khmer_name=CHAN)))

    assert (found.judgement.outcome, found.judgement.codes) == (RowOutcome.HELD, ("N_DECIDED", "C_ID_NAME"))


def test_taking_a_list_back_leaves_an_id_that_went_to_somebody_else_meanwhile():
    applied(person(), content=b"one")
    newer = reviewed(person(official_id=OTHER_ID), content=b"two")
    apply_now(newer)
    known(name_km=CHAN, name_key=name_key(CHAN))

    undoing.undo(newer, by=None, at=NOON)

    ids = db.session.scalars(select(Official.staff_id).order_by(Official.id)).all()
    assert (ids, newer.state) == ([OTHER_ID, "0123456789"], ListState.UNDONE)


def test_a_record_merged_since_the_version_before_is_the_one_who_stayed():
    applied(person(), content=b"one")
    stays = known(staff_id=OTHER_ID, name_km=CHAN, name_key=name_key(CHAN))
    gone = db.session.scalars(select(Official).where(Official.staff_id == "0123456789")).one()
    merging.merge(merging.Couple(stays, gone, on=RECEIVED, at=NOON), by=None)

    row = rows_of(reviewed(person(roles=()), content=b"two"))[0]

    assert (row.outcome, row.official_id) == (RowOutcome.SAME, stays.id)
