"""Who may be one person twice: found by name, birth date and sex, decided once, asked never again."""

from datetime import date

import pytest
from sqlalchemy import delete

from tests.factories import MONDAY, NOON, make_official, make_unit, make_user
from training.db import db
from training.errors import NotFound
from training.khmer import name_key
from training.officials.doubles import (
    Likeness,
    decided_of,
    doubles_of,
    every_double,
    likeness,
    pair,
)
from training.officials.merging import Couple, merge
from training.officials.models import Official, PairDecision, PairVerdict, Posting, Sex
from training.officials.pairs import DecidedBefore, DecidedBySomebodyElse, decide, take_back
from training.officials.queries import OfficialFilters, officials
from training.permissions import Role

BORN = date(1980, 5, 17)
NOT_SAME, SAME = PairVerdict.NOT_SAME, PairVerdict.SAME


def named(name_km: str = "សុខ ដារា", **given) -> Official:
    return make_official(**{"name_km": name_km, "name_key": name_key(name_km), "birth_date": BORN} | given)


@pytest.fixture
def coordinator():
    return make_user(Role.COORDINATOR)


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ({}, Likeness.SAME_PERSON),
        ({"name_km": "សុខ ដារ៉ា"}, Likeness.SIMILAR_NAME),
        ({"name_km": "ចាន់ សុភាព"}, None),
        ({"birth_date": MONDAY}, None),
        ({"birth_date": None}, Likeness.SAME_NAME),
        ({"birth_date": None, "name_km": "សុខ ដារ៉ា"}, None),
        ({"sex": Sex.FEMALE}, None),
        ({"sex": None}, Likeness.SAME_PERSON),
        ({"name_km": "", "name_latin": "DARA SOK"}, Likeness.SAME_LATIN),
        ({"name_km": "", "name_latin": "SOK DANY"}, None),
    ],
)
def test_two_records_are_alike_by_name_birth_date_and_sex(given, found):
    assert likeness(named(name_latin="SOK DARA"), named(**given)) is found


def test_the_doubles_of_an_official_are_found_and_merged_ones_are_not(coordinator):
    official, double, gone = named(), named(), named()
    merge(Couple(double, gone, on=MONDAY, at=NOON), by=None)
    assert [one.second for one in doubles_of(official, user=coordinator)] == [double]


def test_a_pair_that_was_decided_to_be_two_persons_is_not_asked_again(coordinator):
    first, second = named(), named()
    decide(pair(second.id, first.id, user=coordinator), verdict=NOT_SAME, by=coordinator, at=NOON)
    assert (doubles_of(first, user=coordinator), every_double(coordinator)) == ([], [])
    (told,) = decided_of(second, user=coordinator)
    assert (told.second, told.decision.verdict, told.decided_by) == (first, NOT_SAME, coordinator)


def test_a_decision_holds_for_the_one_into_whom_a_record_was_merged(coordinator):
    kept, other, third = named(), named(), named()
    decide(pair(other.id, third.id, user=coordinator), verdict=NOT_SAME, by=coordinator, at=NOON)
    merge(Couple(kept, other, on=MONDAY, at=NOON), by=None)
    assert doubles_of(kept, user=coordinator) == []


def test_a_decision_that_is_taken_back_is_asked_again(coordinator):
    first, second = named(), named()
    decide(pair(first.id, second.id, user=coordinator), verdict=NOT_SAME, by=coordinator, at=NOON)
    take_back(pair(second.id, first.id, user=coordinator), by=coordinator)
    assert [one.second for one in doubles_of(first, user=coordinator)] == [second]


def test_a_pair_is_decided_once(coordinator):
    first, second = named(), named()
    decide(pair(first.id, second.id, user=coordinator), verdict=NOT_SAME, by=coordinator, at=NOON)
    with pytest.raises(DecidedBefore):
        decide(pair(first.id, second.id, user=coordinator), verdict=SAME, by=coordinator, at=NOON)


def test_a_focal_person_does_not_take_back_what_the_coordinator_decided(coordinator):
    unit = make_unit()
    first, second, focal = named(unit=unit), named(unit=unit), make_user(Role.FOCAL, unit=unit)
    decide(pair(first.id, second.id, user=coordinator), verdict=NOT_SAME, by=coordinator, at=NOON)
    with pytest.raises(DecidedBySomebodyElse):
        take_back(pair(first.id, second.id, user=focal), by=focal)


def test_what_a_focal_person_proposes_comes_first_to_the_coordinator(coordinator):
    unit = make_unit()
    named(), named()
    first, second = (named("ចាន់ សុភាព", unit=unit, sex=Sex.FEMALE) for _ in range(2))
    focal = make_user(Role.FOCAL, unit=unit)
    decide(pair(first.id, second.id, user=focal), verdict=SAME, by=focal, at=NOON)
    (proposed, other) = every_double(coordinator)
    assert (proposed.first, proposed.second, proposed.decided_by) == (first, second, focal)
    assert other.decision is None


def test_a_focal_person_sees_no_double_in_another_ministry(coordinator):
    unit = make_unit()
    mine, elsewhere, focal = named(unit=unit), named(), make_user(Role.FOCAL, unit=unit)
    assert [one.second for one in doubles_of(mine, user=coordinator)] == [elsewhere]
    assert (doubles_of(mine, user=focal), every_double(focal)) == ([], [])
    with pytest.raises(NotFound):
        pair(mine.id, elsewhere.id, user=focal)
    decide(pair(mine.id, elsewhere.id, user=coordinator), verdict=NOT_SAME, by=coordinator, at=NOON)
    assert decided_of(mine, user=focal) == []


def test_an_official_is_found_by_the_id_of_a_record_merged_into_his(coordinator):
    kept, other = named(staff_id="0000000011"), named(staff_id="0000000022")
    merge(Couple(kept, other, on=MONDAY, at=NOON), by=None)
    found = officials(coordinator, OfficialFilters(text="0000000022"))
    assert (list(found.officials), found.count.total) == ([kept], 1)


def test_decisions_go_with_an_official_who_is_deleted(coordinator):
    first, second = named(), named()
    decide(pair(first.id, second.id, user=coordinator), verdict=NOT_SAME, by=coordinator, at=NOON)
    db.session.execute(delete(Posting).where(Posting.official_id == second.id))
    db.session.execute(delete(Official).where(Official.id == second.id))
    assert db.session.query(PairDecision).count() == 0
