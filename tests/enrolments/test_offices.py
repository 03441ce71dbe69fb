"""An office keeps enough people: its limit holds in every class, for every way to a seat."""

import pytest

from tests.enrolments.queues import EARLIER, wait
from tests.factories import MONDAY, TUESDAY, make_class, make_official, make_unit
from training.dates import HalfDay
from training.db import db
from training.enrolments.models import Seat
from training.enrolments.offices import OfficeEmptied
from training.enrolments.queue import settle
from training.enrolments.rules import obstacles
from training.enrolments.service import enrol, withdraw


@pytest.fixture
def office():
    return make_unit(most_away=1)


def test_an_office_with_one_official_in_class_spares_no_second(office):
    first, second = make_official(unit=office), make_official(unit=office)
    enrol(first, to=make_class(), by=None, at=EARLIER)
    with pytest.raises(OfficeEmptied) as refused:
        enrol(second, to=make_class(), by=None, at=EARLIER)
    assert f"{office.name} lets at most 1" in str(refused.value)


def test_it_spares_him_at_another_half_day(office):
    enrol(make_official(unit=office), to=make_class(), by=None, at=EARLIER)
    afternoon = make_class(half=HalfDay.AFTERNOON)
    assert enrol(make_official(unit=office), to=afternoon, by=None, at=EARLIER).state is Seat.CALLED


def test_an_office_without_a_limit_spares_anybody():
    office = make_unit()
    training_class = make_class()
    for _ in range(3):
        enrol(make_official(unit=office), to=training_class, by=None, at=EARLIER)
    assert training_class.taken == 3


def test_another_office_counts_for_itself(office):
    enrol(make_official(unit=office), to=make_class(), by=None, at=EARLIER)
    assert list(obstacles(make_official(unit=make_unit(most_away=1)), to=make_class())) == []


def test_a_seat_given_up_lets_the_next_go(office):
    first, second = make_official(unit=office), make_official(unit=office)
    seat = enrol(first, to=make_class(), by=None, at=EARLIER)
    withdraw(seat, reason="ill", by=None, at=EARLIER)
    assert enrol(second, to=make_class(), by=None, at=EARLIER).state is Seat.CALLED


def test_a_free_seat_goes_past_him_whose_office_would_be_empty(office):
    enrol(make_official(unit=office), to=make_class(), by=None, at=EARLIER)
    full = make_class(on=(MONDAY, TUESDAY), seats=1)
    leaving = enrol(make_official(), to=full, by=None, at=EARLIER)
    waiting = wait(full, make_official(unit=office))
    withdraw(leaving, reason="ill", by=None, at=EARLIER)
    settle(full, at=EARLIER)
    db.session.refresh(waiting)
    assert waiting.state is Seat.WAITING
