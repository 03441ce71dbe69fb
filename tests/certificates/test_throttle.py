"""So many questions an address may ask in a while."""

from datetime import timedelta

import pytest

from tests.factories import NOON
from training.certificates.throttle import MOST_ADDRESSES, Throttle
from training.errors import TooMany


@pytest.fixture
def throttle():
    return Throttle(most=2, within=timedelta(minutes=1))


def test_one_question_too_many_is_refused(throttle):
    throttle.let_through("a", at=NOON)
    throttle.let_through("a", at=NOON)
    with pytest.raises(TooMany):
        throttle.let_through("a", at=NOON)


def test_another_address_has_its_own_count(throttle):
    for address in ("a", "a", "b", "b"):
        throttle.let_through(address, at=NOON)
    with pytest.raises(TooMany):
        throttle.let_through("b", at=NOON)


def test_after_a_minute_one_may_ask_again(throttle):
    throttle.let_through("a", at=NOON)
    throttle.let_through("a", at=NOON)
    throttle.let_through("a", at=NOON + timedelta(minutes=1))
    throttle.let_through("a", at=NOON + timedelta(minutes=1))
    with pytest.raises(TooMany):
        throttle.let_through("a", at=NOON + timedelta(minutes=1))


def test_only_so_many_addresses_are_remembered(throttle):
    for number in range(MOST_ADDRESSES + 5):
        throttle.let_through(str(number), at=NOON)
    assert len(throttle._asked) == MOST_ADDRESSES
