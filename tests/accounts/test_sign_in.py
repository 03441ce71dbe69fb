"""Signing in and out, and one's password."""

import re
from datetime import timedelta

import pytest

from tests.factories import make_official, make_user
from training import dates
from training.accounts.models import SignIn
from training.accounts.service import disable, give_code, set_password, user_of_official
from training.db import db
from training.permissions import Role

PASSWORD = "four words make sense"


@pytest.fixture
def user():
    user = make_user(Role.TRAINER, user_name="dara", name_en="Dara Sok", language="en")
    set_password(user, PASSWORD, at=dates.now())
    return user


def knock(browser, name="dara", secret=PASSWORD, **kwargs):
    english = {"Accept-Language": "en"}
    return browser.send("/sign-in", {"name": name, "secret": secret}, headers=english, **kwargs)


def seen(answer) -> str:
    """The page without what differs by nature: the name typed and the token of the form."""
    page = answer.text.split("<main")[1].replace("dora", "dara")
    return re.sub(r'name="csrf_token" value="[^"]+"', "", page)


def home(browser) -> int:
    return browser.get("/password").status_code


def test_the_right_password_opens_the_door(browser, user):
    assert knock(browser).status_code == 303
    assert home(browser) == 200


def test_after_signing_in_one_gets_where_one_wanted_to_go(browser, user):
    form = {"name": "DARA ", "secret": PASSWORD, "next": "/password?a=1"}
    assert browser.send("/sign-in", form).location == "/password?a=1"


def test_a_foreign_address_is_not_where_one_goes(browser, user):
    form = {"name": "dara", "secret": PASSWORD, "next": "//evil.example"}
    assert browser.send("/sign-in", form).location == "/"


def test_an_official_signs_in_with_his_id_in_khmer_digits(browser):
    user = user_of_official(make_official(staff_id="0012345678"), by=None, at=dates.now())
    set_password(user, PASSWORD, at=dates.now())
    assert knock(browser, name="០០១២៣៤៥៦៧៨").status_code == 303
    assert home(browser) == 200


def test_known_and_unknown_names_are_answered_alike(browser, user):
    wrong, unknown = (knock(browser, name=name, secret="not this one") for name in ("dara", "dora"))
    assert wrong.status_code == unknown.status_code == 422
    assert "The name or the password is not right." in wrong.text
    assert seen(unknown) == seen(wrong)


def test_a_cookie_replayed_after_signing_out_is_refused(browser, app, user):
    knock(browser)
    with browser.session_transaction() as session:
        kept = dict(session)
    browser.send("/sign-out")
    thief = app.test_client()
    with thief.session_transaction() as session:
        session.update(kept)
    assert thief.get("/password").location == "/sign-in?next=/password"


def test_each_sign_in_has_a_new_token(browser, app, user):
    tokens = []
    for client in (browser, app.test_client()):
        knock(client)
        with client.session_transaction() as session:
            tokens.append(session["_user_id"])
    assert tokens[0] != tokens[1]


def test_nothing_of_an_earlier_visitor_stays_in_the_session(browser, user):
    with browser.session_transaction() as session:
        session.update(language="en", totp_secret="left behind")
    knock(browser)
    with browser.session_transaction() as session:
        assert session["language"] == "en"
        assert "totp_secret" not in session


def test_the_users_language_and_theme_come_with_him(browser, user):
    user.language, user.theme = "en", "dark"
    db.session.commit()
    knock(browser)
    with browser.session_transaction() as session:
        assert (session["language"], session["theme"]) == ("en", "dark")


def test_a_language_chosen_inside_is_kept_for_the_next_sign_in(browser, app, user):
    knock(browser)
    browser.send("/language", {"language": "km"})
    browser.send("/theme", {"theme": "dark"})
    assert (user.language, user.theme) == ("km", "dark")


def test_a_disabled_user_is_out_in_the_next_request(browser, user):
    knock(browser)
    disable(user, by=None, at=dates.now())
    assert home(browser) == 303
    assert knock(browser).status_code == 422


def test_a_one_time_code_opens_once_and_asks_for_a_password(browser, app, user):
    code = give_code(user, at=dates.now(), by=None)
    assert knock(browser, secret=code.lower().replace("-", " ")).status_code == 303
    assert browser.get("/password").location == "/password/first"
    assert knock(app.test_client(), secret=code).status_code == 422
    form = {"password": "a new long one", "again": "a new long one"}
    assert browser.send("/password/first", form).status_code == 303
    assert home(browser) == 200
    assert knock(app.test_client(), secret="a new long one").status_code == 303


def test_an_old_one_time_code_opens_nothing(browser, user):
    code = give_code(user, at=dates.now() - timedelta(days=15), by=None)
    assert knock(browser, secret=code).status_code == 422


def test_a_new_one_time_code_replaces_the_password(browser, user):
    give_code(user, at=dates.now(), by=None)
    assert knock(browser).status_code == 422


@pytest.mark.parametrize(
    ("password", "sentence"),
    [
        ("short", "A password needs at least 10 characters."),
        ("x" * 201, "A password has at most 200 characters."),
        ("User Number Nine", "A password must not be the user name or the name of the person."),
    ],
)
def test_a_bad_password_is_refused(browser_of, password, sentence):
    user = make_user(Role.TRAINER, name_en="User Number Nine")
    set_password(user, PASSWORD, at=dates.now())
    form = {"present": PASSWORD, "password": password, "again": password}
    answer = browser_of(user).send("/password", form)
    assert answer.status_code == 422
    assert sentence in answer.text


def test_a_changed_password_ends_the_other_sign_ins(browser, app, user):
    other = app.test_client()
    knock(browser), knock(other)
    form = {"present": PASSWORD, "password": "another long one", "again": "another long one"}
    assert browser.send("/password", form).status_code == 303
    assert (home(browser), home(other)) == (200, 303)


def test_a_password_is_changed_only_by_who_knows_the_present_one(browser, user):
    knock(browser)
    form = {"present": "a guess", "password": "another long one", "again": "another long one"}
    assert "This is not your present password." in browser.send("/password", form).text


def test_ten_wrong_tries_are_answered_and_the_eleventh_must_wait(browser, user):
    answers = [knock(browser, secret="wrong").status_code for _ in range(11)]
    assert answers == [422] * 10 + [429]
    assert knock(browser).status_code == 429


def test_the_owner_at_another_address_is_not_locked_out(browser, app, user):
    for _ in range(11):
        knock(browser, secret="wrong")
    elsewhere = knock(app.test_client(), environ_base={"REMOTE_ADDR": "10.0.0.9"})
    assert elsewhere.status_code == 303


def test_a_form_without_token_is_refused(browser, user):
    assert browser.post("/sign-in", data={"name": "dara", "secret": PASSWORD}).status_code == 403


def test_only_a_hash_of_the_token_is_kept(browser, user):
    knock(browser)
    with browser.session_transaction() as session:
        token = session["_user_id"]
    assert token not in [row.token_hash for row in db.session.query(SignIn)]
