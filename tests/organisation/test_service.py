"""Units: loaded once, renamed through time, known by other spellings."""

from datetime import date

import pytest
from sqlalchemy import func, select

from tests.factories import make_unit, make_user
from training import khmer
from training.db import db
from training.organisation.models import Province, Unit, UnitAlias, UnitKind, UnitName
from training.organisation.service import (
    NameBeforeItsTime,
    NameUnchanged,
    SpellingTaken,
    add_spelling,
    load_reference,
    rename,
)

START, LATER = date(2017, 1, 1), date(2018, 3, 1)


def unit(code: str) -> Unit:
    return db.session.scalars(select(Unit).where(Unit.code == code)).one()


def count(model: type) -> int:
    return db.session.scalar(select(func.count()).select_from(model))


def test_the_reference_data_is_loaded_once_however_often_one_asks():
    load_reference(START)
    first = [count(model) for model in (Province, Unit, UnitName, UnitAlias)]
    load_reference(LATER)
    assert [count(model) for model in (Province, Unit, UnitName, UnitAlias)] == first
    assert first[:3] == [25, 74, 74]


def test_treasuries_stand_under_the_national_treasury_and_that_under_the_ministry():
    load_reference(START)
    mef, gdnt, treasury = unit("MEF"), unit("GDNT"), unit("TRY-02")
    assert gdnt.path == f"/{mef.id}/{gdnt.id}/"
    assert treasury.path == f"/{mef.id}/{gdnt.id}/{treasury.id}/"
    assert (treasury.kind, treasury.province_code) == (UnitKind.TREASURY, "02")
    assert unit("PDEF-02").parent_id == mef.id


def test_a_unit_is_found_by_its_code_and_by_both_names():
    load_reference(START)
    keys = [khmer.key(spelling) for spelling in ("moeys", "Ministry of Environment", "ក្រសួង បរិស្ថាន")]
    found = {alias.key: alias.unit_id for alias in db.session.scalars(select(UnitAlias))}
    assert [found[key] for key in keys] == [unit("MOEYS").id, unit("MOE").id, unit("MOE").id]


def test_a_renamed_unit_keeps_its_former_name_in_its_story():
    load_reference(START)
    moe = unit("MOE")
    rename(moe, name_km="ក្រសួងបរិស្ថានថ្មី", name_en="Ministry of New Environment", on=LATER, by=make_user())
    story = select(UnitName).where(UnitName.unit_id == moe.id).order_by(UnitName.valid_from)
    names = [(name.name_en, name.valid_from, name.valid_to) for name in db.session.scalars(story)]
    assert names == [
        ("Ministry of Environment", START, date(2018, 2, 28)),
        ("Ministry of New Environment", LATER, None),
    ]
    assert moe.name_en == "Ministry of New Environment"


def test_a_name_that_is_no_change_is_refused():
    moe = make_unit(name_km="ក", name_en="A")
    with pytest.raises(NameUnchanged):
        rename(moe, name_km="ក", name_en="A", on=LATER, by=None)


def test_a_new_name_cannot_begin_before_the_present_one():
    load_reference(LATER)
    with pytest.raises(NameBeforeItsTime):
        rename(unit("MOE"), name_km="ខ", name_en="B", on=START, by=None)


def test_one_spelling_cannot_stand_for_two_units():
    first, second = make_unit(), make_unit()
    add_spelling(first, "Treasury of the Capital", by=None)
    with pytest.raises(SpellingTaken):
        add_spelling(second, "treasury of the capital", by=None)
