"""Units: loaded once, renamed through time, known by other spellings."""

from datetime import date, time, timedelta

import pytest
from sqlalchemy import func, select

from tests.factories import make_province, make_unit, make_user
from training import dates, khmer
from training.audit import AuditEntry
from training.db import db
from training.organisation.jobs import take_up_names
from training.organisation.models import Province, Unit, UnitAlias, UnitKind, UnitName
from training.organisation.names import (
    NameBeforeItsTime,
    NameUnchanged,
    SpellingIsName,
    SpellingTaken,
    add_spelling,
    drop_spelling,
    rename,
    take_up,
)
from training.organisation.service import (
    UnitCodeTaken,
    UnitIsClosed,
    UnitThereAlready,
    UnitUnderItself,
    change_unit,
    found_unit,
    load_reference,
    move,
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


def test_a_name_of_a_day_to_come_is_taken_up_on_that_day():
    load_reference(START)
    moe, tomorrow = unit("MOE"), dates.today() + timedelta(days=1)
    rename(moe, name_km="ក្រសួងថ្មី", name_en="New Ministry", on=tomorrow, by=None)
    take_up(on=dates.today())
    before = moe.name_en
    take_up_names(at=dates.instant(tomorrow, time(0, 5)))
    assert (before, moe.name_en) == ("Ministry of Environment", "New Ministry")


def test_a_spelling_is_dropped_and_another_unit_may_take_it():
    first, second = make_unit(), make_unit()
    drop_spelling(add_spelling(first, "Old Treasury", by=None), on=LATER, by=None)
    assert add_spelling(second, "Old Treasury", by=None).unit_id == second.id


def test_the_present_name_stays_a_spelling_as_long_as_the_unit_stands():
    load_reference(START)
    moe = unit("MOE")
    alias = db.session.scalars(select(UnitAlias).where(UnitAlias.key == khmer.key(moe.name_en))).one()
    with pytest.raises(SpellingIsName):
        drop_spelling(alias, on=LATER, by=None)
    moe.closed_from = LATER
    drop_spelling(alias, on=LATER, by=None)
    assert count(UnitAlias) == 74 * 3 - 1


def found(**given) -> Unit:
    default = {
        "code": "NEW",
        "kind": UnitKind.DEPARTMENT,
        "parent": None,
        "name_km": "អង្គភាពថ្មី",
        "name_en": "New unit",
    }
    return found_unit(on=LATER, by=make_user(), **(default | given))


def test_a_founded_unit_has_its_place_its_first_name_and_three_spellings():
    parent = make_unit()
    unit = found(parent=parent, business_unit="0301", most_away=3)
    names = db.session.scalars(select(UnitName).where(UnitName.unit_id == unit.id)).all()
    spellings = db.session.scalars(select(UnitAlias.spelling).where(UnitAlias.unit_id == unit.id))
    assert (unit.path, unit.business_unit, unit.most_away) == (f"{parent.path}{unit.id}/", "0301", 3)
    assert [(name.name_en, name.valid_from, name.valid_to) for name in names] == [("New unit", LATER, None)]
    assert sorted(spellings) == ["NEW", "New unit", "អង្គភាពថ្មី"]


def test_a_code_belongs_to_one_unit():
    make_unit(code="NEW")
    with pytest.raises(UnitCodeTaken):
        found()


def test_a_unit_cannot_be_founded_with_the_name_of_another():
    add_spelling(make_unit(), "new unit", by=None)
    with pytest.raises(SpellingTaken):
        found()


def test_nothing_is_founded_under_a_closed_unit():
    with pytest.raises(UnitIsClosed):
        found(parent=make_unit(closed_from=LATER))


def test_a_change_is_written_with_what_was_before():
    unit = make_unit(most_away=2)
    change_unit(unit, business_unit="0301", most_away=5, province=make_province().code, by=make_user())
    facts = db.session.scalars(select(AuditEntry.facts).where(AuditEntry.verb == "changed unit")).one()
    assert facts == {
        "was": {"business_unit": None, "most_away": 2, "province_code": None},
        "now": {"business_unit": "0301", "most_away": 5, "province_code": "12"},
    }
    assert unit.province.name_en == "Phnom Penh"


def test_a_unit_moves_with_all_below_it():
    old, new = make_unit(), make_unit()
    unit = make_unit(parent=old)
    leaf = make_unit(parent=unit)
    move(unit, under=new, by=None)
    assert (unit.path, leaf.path) == (f"{new.path}{unit.id}/", f"{new.path}{unit.id}/{leaf.id}/")
    move(unit, under=None, by=None)
    assert (unit.parent_id, leaf.path) == (None, f"/{unit.id}/{leaf.id}/")


def test_a_unit_cannot_move_below_itself():
    unit = make_unit()
    leaf = make_unit(parent=make_unit(parent=unit))
    with pytest.raises(UnitUnderItself):
        move(unit, under=leaf, by=None)


def test_a_unit_that_stands_there_does_not_move():
    parent = make_unit()
    with pytest.raises(UnitThereAlready):
        move(make_unit(parent=parent), under=parent, by=None)
