"""Officials: registered once, corrected, transferred."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.factories import NOON, make_official, make_unit, make_user
from training import khmer
from training.db import db
from training.officials.merging import Couple, merge
from training.officials.models import Official, Posting, Sex
from training.officials.service import (
    AlreadyThere,
    NameMissing,
    StaffIdInUse,
    StaffIdMalformed,
    StaffIdTaken,
    TransferTooEarly,
    correct,
    register_official,
    transfer,
)
from training.permissions import Role

START, MARCH = date(2017, 1, 1), date(2018, 3, 1)


def register(**given) -> Official:
    facts = {
        "unit": given.pop("unit", None) or make_unit(),
        "staff_id": "0012345678",
        "name_km": "សុខ សុភា",
        "name_latin": "Sok Sophea",
        "sex": Sex.FEMALE,
        "birth_date": date(1985, 3, 12),
        "position": "មន្ត្រី",
        "on": START,
        "by": None,
    }
    return register_official(**(facts | given))


def story(official: Official) -> list[tuple]:
    query = select(Posting).where(Posting.official_id == official.id).order_by(Posting.valid_from)
    return [(posting.unit_id, posting.valid_from, posting.valid_to) for posting in db.session.scalars(query)]


def test_a_registered_official_has_keys_and_a_posting():
    unit = make_unit()
    official = register(unit=unit)
    assert (official.name_latin, official.staff_id) == ("SOK SOPHEA", "0012345678")
    assert official.name_key == khmer.name_key("សុខសុភា")
    assert story(official) == [(unit.id, START, None)]


def test_an_id_in_khmer_digits_is_the_same_id():
    assert register(staff_id="០០១២៣៤៥៦៧៨").staff_id == "0012345678"


def test_two_officials_cannot_have_one_id():
    register()
    with pytest.raises(StaffIdTaken):
        register(name_km="ចាន់ ដារា")


def test_whose_id_it_is_in_another_ministry_is_not_told():
    register()
    with pytest.raises(StaffIdInUse) as told:
        register(name_km="ចាន់ ដារា", by=make_user(Role.FOCAL))
    assert str(told.value) == "This official ID is in use already; ask the coordinator."
    with pytest.raises(StaffIdTaken, match="SOK SOPHEA"):
        register(name_km="ចាន់ ដារា", by=make_user(Role.COORDINATOR))


def test_the_id_of_a_merged_record_is_given_to_nobody_else_but_the_one_who_stayed():
    kept, other = register(staff_id="0000000001"), register(staff_id="0000000002")
    merge(Couple(kept, other, on=START, at=NOON), by=None)
    with pytest.raises(StaffIdTaken):
        register(staff_id="0000000002")
    correct(kept, staff_id="0000000002", name_km=kept.name_km, name_latin="SOK SOPHEA", by=None)
    assert kept.staff_id == "0000000002"


def test_an_id_has_ten_digits():
    with pytest.raises(StaffIdMalformed):
        register(staff_id="12345")


def test_an_official_without_a_name_is_refused():
    with pytest.raises(NameMissing):
        register(name_km=" ", name_latin="")


def test_a_correction_keeps_the_keys_true():
    official = register()
    correct(official, staff_id="0012345678", name_km="ចាន់ ដារា", name_latin="chan dara", by=None)
    assert (official.name_key, official.name_latin) == (khmer.name_key("ចាន់ ដារា"), "CHAN DARA")


def test_a_transfer_ends_the_former_posting_the_day_before():
    official, to = make_official(), make_unit()
    before = official.unit_id
    transfer(official, to=to, on=MARCH, by=None)
    assert story(official) == [(before, START, date(2018, 2, 28)), (to.id, MARCH, None)]
    assert official.unit_id == to.id


def test_nobody_is_transferred_to_where_he_is():
    unit = make_unit()
    with pytest.raises(AlreadyThere):
        transfer(make_official(unit=unit), to=unit, on=MARCH, by=None)


def test_a_transfer_is_not_before_the_present_posting():
    with pytest.raises(TransferTooEarly):
        transfer(make_official(), to=make_unit(), on=date(2016, 1, 1), by=None)
