"""Classes whose seats are granted: who asks, who decides, and what becomes of the request."""

import pytest

from tests.enrolments.queues import (
    EARLIER,
    enrol,
    full_class,
    nominate,
    notes_of,
    states,
    wait,
    who,
    withdraw,
)
from tests.factories import NOON, make_class, make_official, make_unit, make_user
from training.classes.rules import ReasonNeeded
from training.enrolments import asking, requests, rules, service
from training.enrolments.models import Seat
from training.permissions import Role


def ask(to, official=None, *, by=None, at=EARLIER):
    official = official or make_official()
    return requests.ask(official, to=to, by=by or make_user(Role.FOCAL), at=at)


def grant(request, *, by=None):
    requests.grant(request, by=by or make_user(), at=EARLIER)


def test_a_request_takes_no_seat():
    training_class = make_class(by_approval=True)

    request = ask(training_class)

    assert (request.state, request.by_himself, training_class.taken) == (Seat.REQUESTED, False, 0)


def test_nobody_asks_where_seats_are_not_granted():
    with pytest.raises(asking.NotByApproval):
        ask(make_class())


def test_a_unit_asks_where_the_coordinator_gives_at_once():
    unit = make_unit()
    focal, training_class = make_user(Role.FOCAL, unit=unit), make_class(by_approval=True, seats=1)
    official = make_official(unit=unit)

    with pytest.raises(rules.AskFirst):
        service.enrol(official, to=training_class, by=focal, at=EARLIER)
    assert enrol(official, to=training_class).state is Seat.CALLED
    with pytest.raises(rules.AskFirst):
        wait(training_class, by=focal)


def test_an_official_asks_for_himself_and_does_not_take_a_seat():
    official, training_class = make_official(), make_class(by_approval=True, open_to_all=True)
    himself = make_user(Role.OFFICIAL, official_id=official.id)

    with pytest.raises(rules.NotNeeded):
        ask(training_class, official, by=himself)
    nominate(official, training_class.course)
    with pytest.raises(rules.AskFirst):
        service.take_seat(official, to=training_class, by=himself, at=EARLIER)
    assert ask(training_class, official, by=himself).by_himself
    with pytest.raises(rules.AlreadyAsked):
        ask(training_class, official, by=himself)


def test_an_official_does_not_ask_where_only_units_do():
    official, training_class = make_official(), make_class(by_approval=True)
    nominate(official, training_class.course)

    with pytest.raises(rules.NotOpenToAll):
        ask(training_class, official, by=make_user(Role.OFFICIAL, official_id=official.id))


def test_nobody_asks_once_the_class_has_begun():
    with pytest.raises(asking.HasBegun):
        ask(make_class(by_approval=True), at=NOON)


def test_a_granted_request_is_a_called_seat():
    training_class = make_class(by_approval=True)
    request = ask(training_class)

    grant(request)

    assert (request.state, request.called_at, training_class.taken) == (Seat.CALLED, EARLIER, 1)
    with pytest.raises(asking.NotWaiting):
        grant(request)


def test_granted_requests_of_a_full_class_wait_in_the_order_of_asking():
    training_class, (seat,) = full_class(by_approval=True)
    first, second = ask(training_class), ask(training_class)

    grant(second)
    grant(first)
    assert states(first, second) == [Seat.WAITING, Seat.WAITING]
    withdraw(seat)

    assert states(first, second) == [Seat.OFFERED, Seat.WAITING]


def test_a_request_of_who_cannot_come_any_more_is_not_granted():
    training_class = make_class(by_approval=True)
    request = ask(training_class)
    enrol(who(request), to=make_class())

    with pytest.raises(rules.AlreadyBusy):
        grant(request)


def test_a_granted_request_goes_past_who_waits_and_cannot_come():
    training_class, (seat,) = full_class(by_approval=True)
    waiting, request = wait(training_class), ask(training_class)
    enrol(who(waiting), to=make_class())
    withdraw(seat)

    grant(request)

    assert (states(waiting, request), len(notes_of(waiting))) == ([Seat.WAITING, Seat.CALLED], 1)


def test_a_refused_request_says_why():
    request = ask(make_class(by_approval=True))

    with pytest.raises(ReasonNeeded):
        requests.refuse(request, reason=" ", by=make_user(), at=EARLIER)
    requests.refuse(request, reason="treasuries first", by=make_user(), at=EARLIER)

    assert (request.state, request.reason) == (Seat.REFUSED, "treasuries first")
    with pytest.raises(asking.NotWaiting):
        requests.refuse(request, reason="again", by=make_user(), at=EARLIER)


def test_nobody_decides_about_his_own_request():
    official, training_class = make_official(), make_class(by_approval=True, open_to_all=True)
    nominate(official, training_class.course)
    himself = make_user(Role.OFFICIAL, Role.COORDINATOR, official_id=official.id)
    request = ask(training_class, official, by=himself)

    with pytest.raises(asking.OwnRequest):
        grant(request, by=himself)
    with pytest.raises(asking.OwnRequest):
        requests.refuse(request, reason="no", by=himself, at=EARLIER)


def test_who_asked_himself_gives_the_granted_seat_back_himself():
    official, training_class = make_official(), make_class(by_approval=True, open_to_all=True)
    nominate(official, training_class.course)
    himself = make_user(Role.OFFICIAL, official_id=official.id)
    request = ask(training_class, official, by=himself)
    grant(request)

    service.give_back(request, by=himself, at=EARLIER)

    assert (request.state, training_class.taken) == (Seat.WITHDRAWN, 0)
