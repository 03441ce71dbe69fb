"""The second factor: compulsory outside the demo, good once."""

from datetime import date

import pyotp
import pytest
from sqlalchemy import func, select

from tests.conftest import Browser
from tests.factories import make_user
from tests.races import together
from training import dates
from training.accounts import second_factor
from training.accounts.models import SignIn
from training.accounts.rules import UserOutOfReach
from training.accounts.secret import new_totp_secret
from training.accounts.service import open_sign_in, set_password
from training.db import db
from training.institution import default_institution
from training.permissions import Role

PASSWORD = "four words make sense"


def code_of(secret, *, at):
    return pyotp.TOTP(secret).at(at)


@pytest.fixture
def boss():
    boss = make_user(Role.ADMINISTRATOR, user_name="boss")
    set_password(boss, PASSWORD, at=dates.now())
    db.session.commit()
    return boss


def enter(client):
    return client.send("/sign-in", {"name": "boss", "secret": PASSWORD})


def test_an_administrator_must_set_up_a_second_factor(browser, boss):
    enter(browser)
    assert browser.get("/password").location == "/second-factor/new"
    page = browser.get("/second-factor/new")
    assert page.status_code == 200
    with browser.session_transaction() as session:
        secret = session["totp_secret"]
    assert secret in page.text
    assert browser.get("/second-factor/picture.svg").content_type == "image/svg+xml"
    sent = browser.send("/second-factor/new", {"code": code_of(secret, at=dates.now())})
    assert sent.status_code == 303
    assert browser.get("/password").status_code == 200


def test_in_a_demo_nobody_needs_a_telephone(browser, boss):
    shown = default_institution()
    shown.demo_day = date(2017, 11, 13)
    db.session.add(shown)
    db.session.commit()
    enter(browser)
    assert browser.get("/password").status_code == 200


def test_a_trainer_needs_no_second_factor(browser_of):
    assert browser_of(make_user(Role.TRAINER)).get("/password").status_code == 200


def test_with_a_telephone_the_password_is_not_enough(browser, boss):
    boss.totp_secret = new_totp_secret()
    db.session.commit()
    enter(browser)
    assert browser.get("/password").location == "/second-factor"
    assert browser.get("/second-factor/new").location == "/second-factor"
    assert browser.send("/second-factor", {"code": "000000"}).status_code == 422
    assert (
        browser.send("/second-factor", {"code": code_of(boss.totp_secret, at=dates.now())}).status_code == 303
    )
    assert browser.get("/password").status_code == 200


def test_the_cookie_before_the_second_factor_is_worth_nothing_after_it(browser, app, boss):
    boss.totp_secret = new_totp_secret()
    db.session.commit()
    enter(browser)
    with browser.session_transaction() as session:
        kept = dict(session)
    browser.send("/second-factor", {"code": code_of(boss.totp_secret, at=dates.now())})
    thief = app.test_client()
    with thief.session_transaction() as session:
        session.update(kept)
    assert thief.get("/password").location == "/sign-in?next=/password"


def test_a_code_of_the_telephone_works_once(boss):
    boss.totp_secret, at = new_totp_secret(), dates.now()
    code = code_of(boss.totp_secret, at=at)
    first, second = open_sign_in(boss, at=at), open_sign_in(boss, at=at)
    assert second_factor.show_code(first, code, at=at) is True
    assert second_factor.show_code(second, code, at=at) is False


@pytest.mark.real_database
def test_of_two_sign_ins_with_one_code_at_the_same_instant_one_is_accepted(bare):
    db.create_all()
    at, boss = dates.now(), make_user(Role.ADMINISTRATOR)
    boss.totp_secret = new_totp_secret()
    code, sign_ins = code_of(boss.totp_secret, at=at), [open_sign_in(boss, at=at).id for _ in range(8)]
    db.session.commit()

    def show(number):
        accepted = second_factor.show_code(db.session.get_one(SignIn, sign_ins[number]), code, at=at)
        db.session.commit()
        return accepted

    assert together(bare, show, count=len(sign_ins)) == {True: 1, False: len(sign_ins) - 1}
    shown = db.session.scalar(select(func.count(SignIn.id)).where(SignIn.second_factor_at.is_not(None)))
    assert shown == 1


@pytest.mark.real_database
def test_two_browsers_at_the_same_instant_with_one_code_come_in_once(bare):
    db.create_all()
    bare.test_client_class = Browser
    boss = make_user(Role.ADMINISTRATOR, user_name="boss")
    set_password(boss, PASSWORD, at=dates.now())
    boss.totp_secret = secret = new_totp_secret()
    db.session.commit()
    browsers = [bare.test_client() for _ in range(4)]
    for each in browsers:
        assert enter(each).status_code == 303
    code = code_of(secret, at=dates.now())
    answers = together(
        bare, lambda n: browsers[n].send("/second-factor", {"code": code}).status_code, count=len(browsers)
    )
    assert answers == {303: 1, 422: len(browsers) - 1}


def test_ten_wrong_codes_and_then_one_waits(browser, boss):
    boss.totp_secret = new_totp_secret()
    db.session.commit()
    enter(browser)
    answers = [browser.send("/second-factor", {"code": "000000"}).status_code for _ in range(11)]
    assert answers == [422] * 10 + [429]


def test_a_coordinator_does_not_remove_the_telephone_of_an_administrator(boss):
    with pytest.raises(UserOutOfReach):
        second_factor.remove(boss, by=make_user(Role.COORDINATOR), at=dates.now())


def test_a_lost_telephone_is_forgotten(boss):
    boss.totp_secret = new_totp_secret()
    second_factor.remove(boss, by=make_user(Role.ADMINISTRATOR), at=dates.now())
    assert boss.totp_secret is None
