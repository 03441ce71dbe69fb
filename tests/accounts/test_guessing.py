"""Guessing is slow, and locks out only who guesses."""

from datetime import timedelta

import pytest

from tests.factories import NOON
from training.accounts.guessing import judge_try, note_try
from training.errors import TooMany


def guess(name="dara", *, address="10.0.0.1", at=NOON):
    judge_try(note_try(name, address=address, at=at))


def test_ten_tries_pass_and_the_eleventh_is_refused():
    for _ in range(10):
        guess()
    with pytest.raises(TooMany, match="15 minutes"):
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
