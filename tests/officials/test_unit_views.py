"""Pages of units: found, founded, changed, renamed, moved, spelt."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.factories import make_official, make_province, make_unit, make_user
from training import dates
from training.db import db
from training.officials.queries import units
from training.organisation.models import Unit, UnitAlias, UnitKind
from training.organisation.names import add_spelling, begin
from training.permissions import Role

YESTERDAY = dates.today() - timedelta(days=1)
NEW = {
    "code": "new-1",
    "kind": "department",
    "under": 0,
    "name_km": "ថ្មី",
    "name_en": "New one",
    "on": "2017-01-01",
}


@pytest.fixture
def coordinator(browser_of):
    return browser_of(make_user())


def shown(browser, query="") -> list[str]:
    """The codes of the units in the list, in its order."""
    text = browser.get(f"/units/{query}").text
    codes = db.session.scalars(select(Unit.code))
    places = {code: text.find(f'<span class="muted">{code}</span>') for code in codes}
    return sorted((code for code, place in places.items() if place >= 0), key=lambda code: places[code])


def test_units_are_found_by_name_spelling_code_kind_ministry_and_province(coordinator):
    ministry = make_unit(code="MIN", name_en="Ministry of Tea")
    leaf = make_unit(code="LEAF", parent=ministry, kind=UnitKind.PDEF, province_code=make_province().code)
    make_unit(code="OTHER")
    add_spelling(leaf, "Old tea house", by=None)
    asked = {
        "?text=of+tea": ["MIN"], "?text=tea+HOUSE": ["LEAF"], "?text=lea": ["LEAF"], "?kind=pdef": ["LEAF"],
        f"?under={ministry.id}": ["MIN", "LEAF"], "?province=12": ["LEAF"], "": ["MIN", "LEAF", "OTHER"],
    }  # fmt: skip
    assert {query: shown(coordinator, query) for query in asked} == asked


def test_closed_units_stand_in_a_list_of_their_own_and_can_be_chosen_no_more(coordinator):
    make_unit(code="OPEN")
    make_unit(code="SHUT", closed_from=dates.today())
    make_unit(code="LATER", closed_from=dates.today() + timedelta(days=1))
    assert (shown(coordinator), shown(coordinator, "?state=closed")) == (["LATER", "OPEN"], ["SHUT"])
    assert [unit.code for unit in units(make_user())] == ["LATER", "OPEN"]


def test_the_list_asks_as_many_questions_for_three_units_as_for_one(coordinator, queries):
    make_unit()
    coordinator.get("/units/")
    with queries() as one:
        coordinator.get("/units/")
    make_official()
    make_official()
    with queries() as three:
        coordinator.get("/units/")
    assert len(three) == len(one)


def test_a_unit_is_founded_from_the_form_below_another(coordinator):
    parent = make_unit()
    assert f'value="{parent.id}" selected' in coordinator.get(f"/units/new?under={parent.id}").text.replace(
        f'selected value="{parent.id}"', f'value="{parent.id}" selected'
    )
    form = {**NEW, "under": parent.id, "business_unit": "bu-7", "most_away": "4"}
    assert coordinator.send("/units/new", form).status_code == 303
    unit = db.session.scalars(select(Unit).where(Unit.code == "NEW-1")).one()
    assert (unit.parent_id, unit.business_unit, unit.most_away) == (parent.id, "BU-7", 4)


def test_a_code_that_is_taken_is_refused_on_the_form(coordinator):
    make_unit(code="NEW-1")
    answer = coordinator.send("/units/new", NEW)
    assert (answer.status_code, "belongs to" in answer.text) == (422, True)


@pytest.mark.parametrize("wrong", [{"code": "ក"}, {"kind": "office"}, {"under": 999_999}, {"on": "soon"}])
def test_a_unit_of_another_shape_is_refused(coordinator, wrong):
    assert coordinator.send("/units/new", NEW | wrong).status_code == 422


def test_business_unit_and_limit_are_written_and_taken_away(coordinator):
    unit = make_unit(most_away=3)
    form = {"business_unit": "0301", "most_away": "", "province": make_province().code}
    assert coordinator.send(f"/units/{unit.id}/edit", form).status_code == 303
    unit = db.session.get_one(Unit, unit.id)
    assert (unit.business_unit, unit.most_away, unit.province_code) == ("0301", None, "12")
    assert "0301" in coordinator.get(f"/units/{unit.id}").text


def test_a_limit_of_nobody_is_refused(coordinator):
    answer = coordinator.send(f"/units/{make_unit().id}/edit", {"most_away": "0"})
    assert answer.status_code == 422


def test_a_unit_is_renamed_from_a_day_on_and_its_page_tells_both_names(coordinator):
    unit = make_unit(name_en="Old name")
    begin(unit, name_km=unit.name_km, name_en="Old name", on=date(2017, 1, 1))
    form = {"name_km": "ថ្មី", "name_en": "New name", "on": YESTERDAY.isoformat()}
    assert coordinator.send(f"/units/{unit.id}/name", form).status_code == 303
    page = coordinator.get(f"/units/{unit.id}").text
    assert ("Old name" in page, "New name" in page) == (True, True)
    again = coordinator.send(f"/units/{unit.id}/name", form)
    assert (again.status_code, "has this name already" in again.text) == (422, True)


def test_a_unit_is_moved_and_not_below_itself(coordinator):
    unit, parent = make_unit(), make_unit()
    leaf = make_unit(parent=unit)
    assert coordinator.send(f"/units/{unit.id}/place", {"under": parent.id}).status_code == 303
    assert db.session.get_one(Unit, unit.id).parent_id == parent.id
    answer = coordinator.send(f"/units/{unit.id}/place", {"under": leaf.id})
    assert (answer.status_code, "lies below this unit" in answer.text) == (422, True)


def test_a_spelling_is_taken_away_but_not_the_present_name(coordinator):
    unit = make_unit(name_en="Ministry of Tea")
    old, present = (add_spelling(unit, text, by=None) for text in ("Tea house", "Ministry of Tea"))
    assert coordinator.send(f"/units/spellings/{old.id}/removal").status_code == 303
    assert coordinator.send(f"/units/spellings/{present.id}/removal").status_code == 409
    assert db.session.scalars(select(UnitAlias.spelling)).all() == ["Ministry of Tea"]


@pytest.mark.parametrize("role", [Role.FOCAL, Role.TRAINER, Role.ADMINISTRATOR])
def test_only_the_coordinator_changes_units(browser_of, role):
    unit = make_unit()
    browser = browser_of(make_user(role, unit=unit))
    paths = ("/units/new", *(f"/units/{unit.id}/{form}" for form in ("edit", "name", "place", "closing")))
    assert [browser.get(path).status_code for path in paths] == [403] * 5


def test_what_does_not_exist_is_not_found(coordinator):
    paths = ("/units/999/edit", "/units/999/name", "/units/999/place", "/units/999/closing")
    assert [coordinator.get(path).status_code for path in paths] == [404] * 4
    assert coordinator.send("/units/spellings/999/removal").status_code == 404
