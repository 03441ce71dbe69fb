"""The pages of users."""

import re

import pytest

from tests.factories import make_official, make_unit, make_user
from training import dates
from training.accounts.service import open_sign_in, user_of_official
from training.db import db
from training.permissions import Role


@pytest.fixture
def admin(browser_of):
    return browser_of(make_user(Role.ADMINISTRATOR))


def test_the_list_shows_names_roles_and_state(admin):
    make_user(Role.TRAINER, name_en="Chan Thida")
    page = admin.get("/users").text
    assert "Chan Thida" in page
    assert "has not signed in yet" in page


def test_the_list_is_narrowed_by_name_and_role(admin):
    make_user(Role.TRAINER, name_en="Chan Thida")
    make_user(Role.AUDITOR, name_en="Chan Dara")
    page = admin.get("/users?q=chan&role=TRAINER").text
    assert ("Chan Thida" in page, "Chan Dara" in page) == (True, False)


def test_a_long_list_has_a_next_page(admin):
    for n in range(51):
        make_user(Role.TRAINER, user_name=f"a{n:02}", name_en=f"Person {n}")
    page = admin.get("/users?q=person").text
    link = re.search(r'rel="next" href="([^"]+)"', page)[1].replace("&amp;", "&")
    assert ">a49<" in page
    assert [name in admin.get(link).text for name in (">a49<", ">a50<")] == [False, True]


def test_a_name_that_is_markup_stays_text(admin):
    make_user(Role.TRAINER, name_en="<script>alert(1)</script>")
    assert "<script>alert" not in admin.get("/users").text


def test_an_administrator_makes_a_user(admin):
    form = {"user_name": "Thida", "name_km": "ធីតា", "name_en": "Thida", "roles": ["TRAINER", "AUDITOR"]}
    sent = admin.send("/users", form)
    assert sent.status_code == 303
    page = admin.get(sent.location).text
    assert ("Trainer" in page, "Auditor" in page) == (True, True)


def test_a_name_that_is_taken_comes_back_with_the_form(admin):
    make_user(Role.TRAINER, user_name="thida")
    sent = admin.send("/users", {"user_name": "Thida", "name_km": "ធ", "name_en": "T", "roles": ["TRAINER"]})
    assert sent.status_code == 422
    assert "The user name thida is already taken." in sent.text


def test_a_coordinator_is_not_offered_higher_roles(browser_of):
    coordinator = browser_of(make_user(Role.COORDINATOR))
    page = coordinator.get("/users/new").text
    assert ('value="TRAINER"' in page, 'value="ADMINISTRATOR"' in page) == (True, False)
    form = {"user_name": "x", "name_km": "x", "name_en": "x", "roles": ["ADMINISTRATOR"]}
    assert coordinator.send("/users", form).status_code == 422


def test_a_role_is_given_and_ended_on_the_page(admin):
    user, unit = make_user(Role.TRAINER), make_unit()
    admin.send(f"/users/{user.id}/grants", {"role": "FOCAL", "unit": unit.id})
    assert user.roles == {Role.TRAINER, Role.FOCAL}
    admin.send(f"/users/{user.id}/grants/{user.grants[0].id}/end")
    db.session.expire_all()
    assert len(user.roles) == 1


def test_the_role_of_another_user_is_not_ended_by_a_wrong_address(admin):
    user, other = make_user(Role.TRAINER), make_user(Role.TRAINER)
    assert admin.send(f"/users/{user.id}/grants/{other.grants[0].id}/end").status_code == 404


def test_a_disabled_user_can_be_enabled(admin):
    user = make_user(Role.TRAINER)
    admin.send(f"/users/{user.id}/disabling")
    assert user.state == "disabled"
    admin.send(f"/users/{user.id}/enabling")
    assert user.state == "waiting_for_first_sign_in"


def test_an_administrator_ends_sign_ins_and_forgets_a_telephone(admin):
    user = make_user(Role.TRAINER, totp_secret="ABCDEFGH")
    sign_in = open_sign_in(user, at=dates.now())
    assert admin.send(f"/users/{user.id}/sign-ins/end").status_code == 303
    assert admin.send(f"/users/{user.id}/second-factor-removal").status_code == 303
    assert (sign_in.ended_at is None, user.totp_secret) == (False, None)


def test_codes_come_as_slips_on_paper(admin):
    users = [make_user(Role.TRAINER) for _ in range(9)]
    sent = admin.send("/users/codes", {"user": [user.id for user in users]})
    assert sent.content_type == "application/pdf"
    assert sent.data.startswith(b"%PDF")
    assert all(user.code_hash for user in users)


def test_a_focal_person_prints_codes_for_officials_of_his_unit_only(browser_of):
    unit, at = make_unit(), dates.now()
    mine = user_of_official(make_official(unit=unit, name_latin="SOK DARA"), by=None, at=at)
    foreign = user_of_official(make_official(name_latin="CHAN THIDA"), by=None, at=at)
    focal = browser_of(make_user(Role.FOCAL, unit=unit))
    page = focal.get("/users/codes").text
    assert ("SOK DARA" in page, "CHAN THIDA" in page) == (True, False)
    assert focal.send("/users/codes", {"user": [foreign.id]}).status_code == 404
    assert focal.send("/users/codes", {"user": [mine.id, foreign.id]}).status_code == 200
    assert (mine.code_hash is None, foreign.code_hash is None) == (False, True)


@pytest.mark.parametrize("role", [Role.TRAINER, Role.OFFICIAL, Role.HR_OFFICER, Role.FOCAL])
def test_users_are_not_shown_to(role, browser_of):
    assert browser_of(make_user(role)).get("/users").status_code == 403
