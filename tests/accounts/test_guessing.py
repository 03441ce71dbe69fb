"""Guessing is slow at every door, and locks out only who guesses."""

from datetime import timedelta
from functools import partial

import pytest
from flask_migrate import upgrade
from sqlalchemy import func, select, text

from tests.factories import NOON
from tests.races import together
from training import dates
from training.accounts.guessing import LIMITS, forget_tries, judge_try, note_try, see_patience
from training.accounts.models import CountedTry, Door
from training.db import db
from training.errors import TooMany

MOST = LIMITS[Door.CERTIFICATE].per_address


def guess(name="dara", *, door=Door.SIGN_IN, address="10.0.0.1", at=NOON):
    see_patience(name, door=door, address=address, at=at)
    tried = note_try(name, door=door, address=address, at=at)
    judge_try(tried)
    return tried


def counted() -> int:
    return db.session.scalar(select(func.count(CountedTry.id)))


def test_ten_tries_pass_and_the_eleventh_is_refused():
    for _ in range(10):
        guess()
    with pytest.raises(TooMany, match="15 min"):
        guess()


def test_fifty_names_from_one_address_are_enough():
    for n in range(50):
        guess(f"user{n}")
    with pytest.raises(TooMany):
        guess("another")


def test_another_address_is_not_locked_out():
    for _ in range(10):
        guess()
    guess(address="10.0.0.2")


def test_after_fifteen_minutes_one_may_try_again():
    for _ in range(10):
        guess()
    with pytest.raises(TooMany):
        guess(at=NOON + timedelta(minutes=14))
    guess(at=NOON + timedelta(minutes=15))


def test_a_try_that_is_judged_too_much_is_taken_back():
    for _ in range(10):
        guess()
    late = note_try("dara", door=Door.SIGN_IN, address="10.0.0.1", at=NOON)
    with pytest.raises(TooMany):
        judge_try(late)
    assert counted() == 10


def test_at_the_public_check_an_address_may_ask_thirty_times_in_a_minute():
    check = partial(guess, "", door=Door.CERTIFICATE)
    for _ in range(30):
        check()
    with pytest.raises(TooMany):
        check()
    check(address="10.0.0.2")
    check(at=NOON + timedelta(minutes=1))


def test_what_is_counted_at_one_door_does_not_close_the_other():
    for _ in range(30):
        guess("", door=Door.CERTIFICATE)
    for n in range(50):
        guess(f"user{n}")
    with pytest.raises(TooMany):
        guess("", door=Door.CERTIFICATE)


def test_a_right_answer_forgets_the_tries_of_its_own_door_only():
    guess("", door=Door.CERTIFICATE)
    guess("", door=Door.SIGN_IN)
    forget_tries(guess("", door=Door.SIGN_IN))
    assert counted() == 1


def test_tries_are_forgotten_after_an_hour():
    guess()
    guess(at=NOON + timedelta(hours=1, minutes=1))
    assert counted() == 1


@pytest.mark.real_database
def test_of_forty_questions_at_the_same_instant_not_more_pass_than_the_limit(bare):
    upgrade()

    def ask(_number):
        return bare.test_client().get("/verify/AAAAAAAAAAAAAAAAAAAAAA").status_code

    answers = together(bare, ask, count=MOST + 10)
    assert set(answers) <= {404, 429}
    assert answers[404] <= MOST
    assert answers[404] == counted()


@pytest.mark.real_database
def test_every_process_counts_together(bare, bare_again):
    upgrade()
    ask = [each.test_client().get for each in (bare, bare_again)]
    answers = [ask[n % 2]("/verify/AAAAAAAAAAAAAAAAAAAAAA").status_code for n in range(MOST + 2)]
    assert answers == [404] * MOST + [429, 429]


@pytest.mark.real_database
def test_who_waits_keeps_waiting_through_the_migration(bare):
    upgrade(revision="0003")
    at = dates.now()
    with db.engine.begin() as connection:
        wrong = text("INSERT INTO failed_sign_in (name, address, at) VALUES ('dara', '10.0.0.1', :at)")
        connection.execute(wrong.bindparams(at=at), [{}] * 10)
    upgrade()
    with pytest.raises(TooMany):
        guess(at=at)


def test_a_try_that_a_right_answer_elsewhere_forgot_is_judged_all_the_same():
    tried = note_try("dara", door=Door.SIGN_IN, address="10.0.0.1", at=NOON)
    forget_tries(tried)
    db.session.expire_all()
    judge_try(tried)
    assert counted() == 0
