"""Pages of officials and units: what they show, whom they refuse, and how few questions they ask."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.factories import make_official, make_unit, make_user, saved
from training.db import db
from training.officials.models import Official, Sex
from training.officials.queries import user_of
from training.officials.service import SignsInAlready
from training.organisation.models import Unit, UnitName
from training.permissions import Role
from training.workflow.service import load_reference

NEW = {
    "staff_id": "0012345678", "name_km": "សុខ សុភា", "name_latin": "SOK SOPHEA", "sex": "F",
    "birth_date": "1985-03-12", "on": "2017-09-01", "position": "Officer",
}  # fmt: skip


@pytest.fixture
def coordinator(browser_of):
    return browser_of(make_user())


def by_id(staff_id: str) -> Official:
    return db.session.scalars(select(Official).where(Official.staff_id == staff_id)).one()


def test_the_list_shows_officials_with_their_units(coordinator):
    official = make_official(name_latin="SOK SOPHEA", sex=Sex.FEMALE)
    page = coordinator.get("/officials/").text
    assert f'href="/officials/{official.id}"' in page
    assert "1 (1 women)" in page


@pytest.mark.parametrize("path", ["/officials/", "/units/", "/workflow/"])
def test_a_list_asks_as_many_questions_for_three_as_for_one(path, coordinator, queries):
    load_reference()
    make_official()
    coordinator.get(path)
    with queries() as one:
        coordinator.get(path)
    make_official()
    make_official()
    with queries() as three:
        answer = coordinator.get(path)
    assert (answer.status_code, len(three)) == (200, len(one))


def test_an_official_is_registered_from_the_form(coordinator):
    unit = make_unit()
    answer = coordinator.send("/officials/new", {**NEW, "unit": unit.id})
    assert answer.status_code == 303
    official = by_id("0012345678")
    assert (official.unit_id, official.sex) == (unit.id, Sex.FEMALE)


def test_a_refused_official_comes_back_with_the_reason(coordinator):
    make_official(staff_id="0012345678")
    answer = coordinator.send("/officials/new", {**NEW, "unit": make_unit().id})
    assert answer.status_code == 422
    assert "Another official has this ID" in answer.text


def test_the_file_holds_what_the_list_shows_and_no_formula(coordinator):
    make_official(name_latin="=1+1", sex=Sex.FEMALE)
    make_official(name_latin="OTHER")
    text = coordinator.get("/officials/officials.csv?sex=F").text
    assert ("'=1+1" in text, "OTHER" in text) == (True, False)
    assert coordinator.get("/officials/officials.xlsx").data[:2] == b"PK"


def test_a_correction_is_written(coordinator):
    official = make_official()
    answer = coordinator.send(f"/officials/{official.id}/correction", NEW)
    assert answer.status_code == 303
    assert by_id("0012345678").id == official.id


def test_a_transfer_moves_the_official(coordinator):
    official, to = make_official(), make_unit()
    answer = coordinator.send(f"/officials/{official.id}/transfer", {"unit": to.id, "on": "2018-03-01"})
    assert answer.status_code == 303
    assert db.session.get_one(Official, official.id).unit_id == to.id


def test_a_merged_official_leads_to_the_one_who_stays(coordinator):
    stays = make_official()
    merged = make_official(merged_into_id=stays.id)
    assert coordinator.get(f"/officials/{merged.id}").location == f"/officials/{stays.id}"


@pytest.mark.parametrize("path", ["", "/correction", "/transfer", "/roles"])
def test_another_units_official_is_not_found(path, browser_of):
    focal = browser_of(make_user(Role.FOCAL, unit=make_unit()))
    assert focal.get(f"/officials/{make_official().id}{path}").status_code == 404


def test_a_focal_person_cannot_register_into_another_unit(browser_of):
    focal = browser_of(make_user(Role.FOCAL, unit=make_unit()))
    answer = focal.send("/officials/new", {**NEW, "unit": make_unit().id})
    assert answer.status_code == 422


def test_a_focal_person_sees_only_his_own_units(browser_of):
    mine, other = make_unit(), make_unit()
    focal = browser_of(make_user(Role.FOCAL, unit=mine))
    assert [focal.get(f"/units/{unit.id}").status_code for unit in (mine, other)] == [200, 404]


def test_a_name_with_markup_stays_a_name(coordinator):
    official = make_official(name_km="<script>alert(1)</script>")
    assert "<script>alert" not in coordinator.get(f"/officials/{official.id}").text


def test_a_unit_is_renamed_and_tells_its_former_name(coordinator):
    unit = make_unit(name_en="Old name")
    saved(UnitName(unit_id=unit.id, name_km=unit.name_km, name_en="Old name", valid_from=date(2017, 1, 1)))
    form = {"name_km": "ឈ្មោះថ្មី", "name_en": "New name", "on": "2018-01-01"}
    assert coordinator.send(f"/units/{unit.id}/name", form).status_code == 303
    page = coordinator.get(f"/units/{unit.id}").text
    assert db.session.get_one(Unit, unit.id).name_en == "New name"
    assert "Old name" in page


def test_a_spelling_of_another_unit_is_refused(coordinator):
    first, second = make_unit(), make_unit()
    assert coordinator.send(f"/units/{first.id}/spellings", {"spelling": "GDX"}).status_code == 303
    answer = coordinator.send(f"/units/{second.id}/spellings", {"spelling": "gdx"})
    assert (answer.status_code, "already stands for" in answer.text) == (422, True)


def test_only_a_coordinator_renames(browser_of):
    unit = make_unit()
    assert browser_of(make_user(Role.FOCAL, unit=unit)).get(f"/units/{unit.id}/name").status_code == 403


def test_an_official_gets_a_user_and_the_slip_with_his_code(browser_of):
    unit = make_unit()
    official = make_official(staff_id="0012345678", unit=unit)
    focal = browser_of(make_user(Role.FOCAL, unit=unit))
    assert "Give a sign-in" in focal.get(f"/officials/{official.id}").text
    sent = focal.send(f"/officials/{official.id}/sign-in")
    user = user_of(official)
    assert (sent.status_code, sent.content_type, sent.data[:4]) == (200, "application/pdf", b"%PDF")
    assert (user.user_name, user.roles, user.code_hash is None) == ("0012345678", {Role.OFFICIAL}, False)


def test_an_official_who_signs_in_already_is_offered_a_new_code_instead(coordinator):
    official = make_official()
    coordinator.send(f"/officials/{official.id}/sign-in")
    code = user_of(official).code_hash
    answer = coordinator.send(f"/officials/{official.id}/sign-in")
    assert (answer.status_code, user_of(official).code_hash) == (SignsInAlready.status, code)
    assert f"already signs in as {official.staff_id}" in answer.text
    assert ("Give a sign-in" in answer.text, "New one-time code" in answer.text) == (False, True)


def test_a_new_code_is_not_offered_for_who_is_out_of_reach(coordinator):
    official = make_official()
    make_user(Role.ADMINISTRATOR, official_id=official.id)
    page = coordinator.get(f"/officials/{official.id}").text
    assert ("Give a sign-in" in page, "New one-time code" in page) == (False, False)


def test_a_foreign_official_gets_no_user_from_a_focal_person(browser_of):
    official = make_official()
    answer = browser_of(make_user(Role.FOCAL)).send(f"/officials/{official.id}/sign-in")
    assert (answer.status_code, user_of(official)) == (404, None)


@pytest.mark.parametrize("role", [Role.HR_OFFICER, Role.TRAINER, Role.AUDITOR])
def test_who_prints_no_codes_gives_no_sign_in(role, browser_of):
    official, browser = make_official(), browser_of(make_user(role))
    assert browser.send(f"/officials/{official.id}/sign-in").status_code == 403
    assert "Give a sign-in" not in browser.get(f"/officials/{official.id}").text
