"""The waiting list: who stands where, who is offered the free seat, what he answers, who is passed over."""

from datetime import timedelta

import pytest

from tests.enrolments.queues import (
    EARLIER,
    TWO_DAYS,
    enrol,
    full_class,
    half_days_of,
    nominate,
    notes_of,
    states,
    wait,
    who,
    withdraw,
)
from tests.factories import MONDAY, NOON, TUESDAY, make_class, make_official, make_user, saved
from training import dates
from training.audit import AuditEntry
from training.classes.models import ClassState
from training.classes.rules import ReasonNeeded
from training.classes.service import bring_up_to_date
from training.db import db
from training.enrolments import asking, queue, rules, service
from training.enrolments.models import Seat
from training.enrolments.seating import locked
from training.institution import default_institution
from training.permissions import Role

BEGINS = dates.instant(MONDAY, default_institution().morning_starts)


def last_verbs(count):
    return [entry.verb for entry in db.session.query(AuditEntry).order_by(AuditEntry.id.desc()).limit(count)][
        ::-1
    ]


def test_who_waits_takes_no_seat_and_no_half_day():
    training_class, _there = full_class()

    waiting = wait(training_class)

    assert (waiting.state, training_class.taken, half_days_of(waiting)) == (Seat.WAITING, 1, 0)
    assert last_verbs(1) == ["joined waiting list"]


def test_nobody_waits_while_seats_are_free():
    with pytest.raises(asking.SeatsAreFree):
        wait(make_class())


def test_nobody_stands_twice_on_a_list():
    training_class, there = full_class()
    waiting = wait(training_class)

    with pytest.raises(rules.AlreadyAsked):
        wait(training_class, who(waiting))
    assert rules.AlreadyAsked in map(type, rules.obstacles(who(waiting), to=training_class))
    with pytest.raises(rules.AlreadyEnrolled):
        wait(training_class, who(there[0]))


@pytest.mark.parametrize(("at", "rule"), [(BEGINS, asking.HasBegun), (NOON, asking.HasBegun)])
def test_nobody_begins_to_wait_once_the_class_has_begun(at, rule):
    training_class, _there = full_class()

    with pytest.raises(rule):
        wait(training_class, at=at)


def test_an_official_waits_by_himself_only_where_officials_take_seats_and_he_needs_the_course():
    official = make_official()
    himself = make_user(Role.OFFICIAL, official_id=official.id)
    closed, _there = full_class()
    training_class, _there = full_class(open_to_all=True)

    with pytest.raises(rules.NotOpenToAll):
        wait(closed, official, by=himself)
    with pytest.raises(rules.NotNeeded):
        wait(training_class, official, by=himself)
    nominate(official, training_class.course)
    assert wait(training_class, official, by=himself).by_himself


def test_a_free_seat_is_offered_to_the_first_who_waits_and_counts_as_taken():
    training_class, (seat,) = full_class()
    first, second = wait(training_class), wait(training_class)

    withdraw(seat)

    assert states(first, second) == [Seat.OFFERED, Seat.WAITING]
    assert (first.offered_until, first.called_at) == (EARLIER + TWO_DAYS, None)
    assert (training_class.taken, half_days_of(first)) == (1, 1)
    assert last_verbs(2) == ["withdrew seat", "offered seat"]
    with pytest.raises(rules.ClassIsFull):
        enrol(make_official(), to=training_class)


def test_the_ministry_says_how_long_an_offer_stands():
    house = saved(default_institution())
    house.offer_hours = 3
    training_class, (seat,) = full_class()
    waiting = wait(training_class)

    withdraw(seat)

    assert waiting.offered_until == EARLIER + timedelta(hours=3)


def test_no_offer_stands_longer_than_until_the_class_begins():
    training_class, (seat,) = full_class()
    waiting = wait(training_class)

    withdraw(seat, at=BEGINS - timedelta(hours=2))

    assert waiting.offered_until == BEGINS


@pytest.mark.parametrize("give_up", ["give_back", "decline", "withdraw"])
def test_however_a_seat_falls_free_it_goes_to_the_list(give_up):
    training_class = make_class(seats=1, open_to_all=True)
    official = make_official()
    nominate(official, training_class.course)
    seat = service.take_seat(official, to=training_class, by=None, at=EARLIER)
    waiting = wait(training_class)
    reason = {} if give_up == "give_back" else {"reason": "ill"}

    getattr(service, give_up)(seat, by=make_user(), at=EARLIER, **reason)

    assert states(waiting) == [Seat.OFFERED]


def test_an_accepted_offer_is_a_called_seat():
    training_class, (seat,) = full_class()
    waiting = wait(training_class)
    withdraw(seat)
    later = EARLIER + timedelta(hours=1)

    queue.accept(waiting, by=make_user(), at=later)

    assert (waiting.state, waiting.called_at, training_class.taken) == (Seat.CALLED, later, 1)
    with pytest.raises(asking.OfferOver):
        queue.accept(waiting, by=make_user(), at=later)
    with pytest.raises(asking.OfferOver):
        queue.decline_offer(waiting, by=make_user(), at=later)


def test_a_declined_offer_goes_to_the_next_one():
    training_class, (seat,) = full_class()
    first, second = wait(training_class), wait(training_class)
    withdraw(seat)

    queue.decline_offer(first, by=make_user(), at=EARLIER)

    assert states(first, second) == [Seat.DECLINED, Seat.OFFERED]
    assert (training_class.taken, half_days_of(first), half_days_of(second)) == (1, 0, 1)


def test_an_offer_that_nobody_answered_goes_to_the_next_one_and_cannot_be_accepted():
    training_class, (seat,) = full_class()
    first, second = wait(training_class), wait(training_class)
    withdraw(seat)
    late = EARLIER + TWO_DAYS

    with pytest.raises(asking.OfferOver):
        queue.accept(first, by=make_user(), at=late)
    queue.settle(locked(training_class.id), at=late - timedelta(seconds=1))
    assert states(first, second) == [Seat.OFFERED, Seat.WAITING]
    queue.settle(locked(training_class.id), at=late)
    assert states(first, second) == [Seat.EXPIRED, Seat.OFFERED]
    assert (second.offered_until, training_class.taken) == (late + TWO_DAYS, 1)


def test_whoever_comes_next_is_not_kept_out_by_an_offer_that_lapsed():
    training_class, (seat,) = full_class()
    waiting = wait(training_class)
    withdraw(seat)

    taken = enrol(make_official(), to=training_class, at=EARLIER + TWO_DAYS)

    assert (states(waiting), taken.state, training_class.taken) == ([Seat.EXPIRED], Seat.CALLED, 1)


def test_who_let_an_offer_lapse_may_wait_again_and_stands_last():
    training_class, (seat,) = full_class()
    first, second = wait(training_class), wait(training_class)
    withdraw(seat)
    queue.decline_offer(first, by=make_user(), at=EARLIER)

    again = wait(training_class, who(first))
    queue.decline_offer(second, by=make_user(), at=EARLIER)

    assert states(again) == [Seat.OFFERED]


def test_who_cannot_come_now_is_passed_over_and_reads_why_in_both_languages():
    training_class, (seat,) = full_class()
    first, second = wait(training_class), wait(training_class)
    enrol(who(first), to=make_class())

    withdraw(seat)

    assert states(first, second) == [Seat.WAITING, Seat.OFFERED]
    (note,) = notes_of(first)
    assert note.at == EARLIER
    assert note.reason_en == f"{who(first).name.en} already has a class at that time, on 13 Nov 2017."
    assert note.reason_km.startswith(who(first).name.km)
    assert "13 វិច្ឆិកា 2017" in note.reason_km
    assert notes_of(second) == []


def test_who_could_not_come_is_offered_a_seat_as_soon_as_he_can():
    training_class, (seat,) = full_class()
    waiting = wait(training_class)
    other = enrol(who(waiting), to=make_class())
    withdraw(seat)
    assert (states(waiting), notes_of(waiting)) == ([Seat.WAITING], [])

    withdraw(other)
    queue.settle(locked(training_class.id), at=EARLIER)

    assert states(waiting) == [Seat.OFFERED]


def test_a_seat_that_goes_past_who_cannot_come_is_noted_for_him():
    training_class, (seat,) = full_class()
    waiting = wait(training_class)
    enrol(who(waiting), to=make_class())
    withdraw(seat)

    enrol(make_official(), to=training_class)

    assert [note.reason_en[-41:] for note in notes_of(waiting)] == [
        "has a class at that time, on 13 Nov 2017."
    ]


def test_who_waits_leaves_the_list_and_the_unit_says_why():
    training_class, (seat,) = full_class()
    first, second = wait(training_class), wait(training_class)
    himself = make_user(Role.OFFICIAL, official_id=first.official_id)

    queue.leave(first, by=himself, at=EARLIER)
    with pytest.raises(ReasonNeeded):
        queue.leave(second, by=make_user(), at=EARLIER)
    queue.leave(second, by=make_user(), at=EARLIER, reason="on mission")

    assert states(first, second) == [Seat.WITHDRAWN, Seat.WITHDRAWN]
    assert second.reason == "on mission"
    with pytest.raises(asking.NotWaiting):
        queue.leave(seat, by=make_user(), at=EARLIER, reason="ill")


def test_once_the_class_runs_the_coordinator_calls_the_first_who_can_come():
    training_class, (seat,) = full_class(on=(MONDAY, TUESDAY))
    busy, first, second = wait(training_class), wait(training_class), wait(training_class)
    enrol(who(busy), to=make_class())
    bring_up_to_date(at=BEGINS)
    withdraw(seat, at=BEGINS)
    assert states(busy, first, second) == [Seat.WAITING] * 3

    with pytest.raises(asking.NotHisTurn):
        queue.call_waiting(second, by=make_user(), at=NOON)
    with pytest.raises(asking.NotHisTurn):
        enrol(make_official(), to=training_class, at=NOON)
    with pytest.raises(rules.AlreadyBusy):
        queue.call_waiting(busy, by=make_user(), at=NOON)
    queue.call_waiting(first, by=make_user(), at=NOON)

    assert states(busy, first, second) == [Seat.WAITING, Seat.CALLED, Seat.WAITING]
    assert (len(notes_of(busy)), len(notes_of(second))) == (1, 0)
    with pytest.raises(asking.NotWaiting):
        queue.call_waiting(first, by=make_user(), at=NOON)


def test_after_the_first_day_nobody_waits_any_more_and_everybody_reads_why():
    training_class, _there = full_class(on=(MONDAY, TUESDAY))
    waiting = wait(training_class)
    bring_up_to_date(at=NOON)

    queue.settle(locked(training_class.id), at=NOON)
    assert states(waiting) == [Seat.WAITING]
    queue.settle(locked(training_class.id), at=NOON + timedelta(days=1))

    assert states(waiting) == [Seat.WITHDRAWN]
    assert [note.reason_en for note in notes_of(waiting)] == [f"{training_class.name.en} has begun."]


def test_settling_again_changes_nothing():
    training_class, (seat,) = full_class()
    first, second = wait(training_class), wait(training_class)
    withdraw(seat)
    before = db.session.query(AuditEntry).count()

    queue.settle(locked(training_class.id), at=EARLIER)

    assert (states(first, second), db.session.query(AuditEntry).count()) == (
        [Seat.OFFERED, Seat.WAITING],
        before,
    )


def test_a_cancelled_class_sets_free_who_waits_and_who_is_offered_a_seat():
    training_class, (seat,) = full_class()
    first, second = wait(training_class), wait(training_class)
    withdraw(seat)

    service.cancel_class(training_class, reason="too few", by=make_user(), at=EARLIER)

    assert states(first, second) == [Seat.EXPIRED, Seat.WITHDRAWN]
    assert (training_class.state, training_class.taken) == (ClassState.CANCELLED, 0)
    with pytest.raises(asking.OfferOver):
        queue.accept(first, by=make_user(), at=EARLIER)
