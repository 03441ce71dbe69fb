"""Seats: who gets one, who does not, and how a seat changes hands."""

from datetime import date, timedelta

import pytest
from sqlalchemy import select

from tests.factories import (
    MONDAY,
    NOON,
    TUESDAY,
    WEDNESDAY,
    make_class,
    make_course,
    make_official,
    make_user,
    saved,
)
from training.classes.models import ClassState
from training.classes.rules import ReasonNeeded
from training.classes.service import standing_sessions
from training.courses.models import Basis, EarnedCourse, Nomination, Prerequisite
from training.dates import HalfDay
from training.db import db
from training.enrolments import rules, seating, service
from training.enrolments.models import OfficialHalfDay, Outcome, Seat
from training.states import ForbiddenMove

EARLIER = NOON - timedelta(days=6)


def call(official, to):
    return service.enrol(official, to=to, by=make_user(), at=NOON)


def take(official, to, at=EARLIER):
    return service.take_seat(official, to=to, by=make_user(), at=at)


def earn(official, course, basis=Basis.ACHIEVEMENT):
    return saved(
        EarnedCourse(
            official_id=official.id, course_id=course.id, basis=basis, earned_on=MONDAY, recorded_at=NOON
        )
    )


def nominate(official, course):
    return saved(Nomination(official_id=official.id, course_id=course.id, nominated_on=date(2017, 10, 2)))


def half_days_of(official):
    theirs = select(OfficialHalfDay.day, OfficialHalfDay.half).where(
        OfficialHalfDay.official_id == official.id
    )
    return [tuple(row) for row in db.session.execute(theirs)]


def test_enrolling_takes_one_seat_and_every_half_day_of_the_class():
    official, training_class = make_official(), make_class(on=(MONDAY, TUESDAY), seats=2)

    enrolment = call(official, training_class)

    assert (enrolment.state, enrolment.unit_id) == (Seat.CALLED, official.unit_id)
    assert (training_class.taken, training_class.seats_left) == (1, 1)
    assert half_days_of(official) == [(MONDAY, HalfDay.MORNING), (TUESDAY, HalfDay.MORNING)]


def test_a_full_class_refuses_another_official():
    training_class = make_class(seats=1)
    call(make_official(), training_class)

    with pytest.raises(rules.ClassIsFull, match="1 seats"):
        call(make_official(), training_class)


def test_nobody_has_two_seats_in_one_class():
    official, training_class = make_official(), make_class()
    call(official, training_class)

    with pytest.raises(rules.AlreadyEnrolled):
        call(official, training_class)


@pytest.mark.parametrize(
    ("days", "clash"), [((MONDAY,), True), ((MONDAY, TUESDAY), True), ((TUESDAY,), False)]
)
def test_nobody_sits_in_two_rooms_at_once(days, clash):
    official = make_official()
    call(official, make_class(on=(MONDAY,)))
    other = make_class(on=days)

    if clash:
        with pytest.raises(rules.AlreadyBusy, match="13 Nov 2017"):
            call(official, other)
    else:
        assert call(official, other).state is Seat.CALLED


def test_the_keys_of_the_database_speak_as_the_rules_do():
    official, first, second = make_official(), make_class(), make_class()
    call(official, first)

    for to, rule in ((first, rules.AlreadyEnrolled), (second, rules.AlreadyBusy)):
        with pytest.raises(rule):
            seating.new_seat(official, to=to, at=NOON)
    assert (first.taken, second.taken) == (1, 0)


def test_nobody_sits_in_two_classes_of_one_course():
    course, official = make_course(), make_official()
    enrolment = call(official, make_class(course=course, on=(MONDAY,)))
    other = make_class(course=course, on=(TUESDAY,))

    with pytest.raises(rules.InAnotherClass):
        call(official, other)
    service.decide(enrolment, outcome=Outcome.NONE, attended=0, taught=1, marks=None, on=MONDAY, by=None)
    assert call(official, other).state is Seat.CALLED


@pytest.mark.parametrize("state", [ClassState.DRAFT, ClassState.TAUGHT, ClassState.CANCELLED])
def test_a_class_that_is_not_open_takes_nobody(state):
    with pytest.raises(rules.ClassNotOpen):
        call(make_official(), make_class(state=state))


@pytest.mark.parametrize("basis", [Basis.ACHIEVEMENT, Basis.EXEMPTION, Basis.ELSEWHERE])
def test_who_holds_a_course_does_not_learn_it_again(basis):
    official, training_class = make_official(), make_class()
    earn(official, training_class.course, basis)

    with pytest.raises(rules.AlreadyHolds):
        call(official, training_class)


def test_who_only_attended_may_come_again():
    official, training_class = make_official(), make_class()
    earn(official, training_class.course, Basis.ATTENDANCE)

    assert call(official, training_class).state is Seat.CALLED


def test_a_prerequisite_must_be_earned_first():
    foundation, ledger, official = make_course(), make_course(), make_official()
    saved(Prerequisite(course_id=ledger.id, required_id=foundation.id))
    training_class = make_class(course=ledger)

    with pytest.raises(rules.PrerequisiteMissing, match=foundation.name_en):
        call(official, training_class)
    earn(official, foundation)
    assert call(official, training_class).state is Seat.CALLED


@pytest.mark.parametrize(("day", "fits"), [(MONDAY, True), (WEDNESDAY, False)])
def test_a_prerequisite_may_be_learned_in_a_class_that_ends_before(day, fits):
    foundation, ledger, official = make_course(), make_course(), make_official()
    saved(Prerequisite(course_id=ledger.id, required_id=foundation.id))
    call(official, make_class(course=foundation, on=(day,)))

    found = list(rules.obstacles(official, to=make_class(course=ledger, on=(TUESDAY,))))

    assert [type(each) for each in found] == ([] if fits else [rules.PrerequisiteMissing])


def test_a_coordinator_is_only_warned_when_a_course_is_not_needed():
    official, training_class = make_official(), make_class()

    warned = list(rules.warnings(official, to=training_class, on=MONDAY))

    assert [type(each) for each in warned] == [rules.NotNeeded]
    assert call(official, training_class).state is Seat.CALLED


def test_an_official_takes_a_seat_in_an_open_class_that_he_needs():
    official, training_class = make_official(), make_class(open_to_all=True)
    nominate(official, training_class.course)

    assert (take(official, training_class).by_himself, training_class.taken) == (True, 1)


def test_nobody_takes_a_seat_in_a_course_that_he_does_not_need():
    with pytest.raises(rules.NotNeeded):
        take(make_official(), make_class(open_to_all=True))


def test_nobody_takes_a_seat_where_seats_are_given():
    with pytest.raises(rules.NotOpenToAll):
        take(make_official(), make_class())


def test_seats_are_taken_and_given_back_until_the_deadline():
    official = make_official()
    training_class = make_class(open_to_all=True, enrol_until=date(2017, 11, 8))
    nominate(official, training_class.course)
    enrolment = take(official, training_class, at=EARLIER)

    with pytest.raises(rules.DeadlineOver, match="8 Nov 2017"):
        service.give_back(enrolment, by=make_user(), at=EARLIER + timedelta(days=2))
    with pytest.raises(rules.DeadlineOver):
        take(make_official(), training_class, at=EARLIER + timedelta(days=2))

    service.give_back(enrolment, by=make_user(), at=EARLIER)
    assert (enrolment.state, training_class.taken, half_days_of(official)) == (Seat.WITHDRAWN, 0, [])
    assert take(official, training_class).state is Seat.CALLED


def test_who_was_called_cannot_give_his_seat_back_himself():
    enrolment = call(make_official(), make_class())

    with pytest.raises(rules.NotTakenByHimself):
        service.give_back(enrolment, by=make_user(), at=EARLIER)


def test_a_confirmed_seat_stays_taken():
    training_class = make_class()
    enrolment = call(make_official(), training_class)

    service.confirm(enrolment, by=make_user(), at=NOON)

    assert (enrolment.state, training_class.taken) == (Seat.CONFIRMED, 1)
    with pytest.raises(ForbiddenMove):
        service.decline(enrolment, reason="on mission", by=make_user(), at=NOON)


@pytest.mark.parametrize(
    ("verb", "state"), [(service.decline, Seat.DECLINED), (service.withdraw, Seat.WITHDRAWN)]
)
def test_a_seat_that_is_given_up_is_free_again_and_says_why(verb, state):
    official, training_class = make_official(), make_class()
    enrolment = call(official, training_class)

    with pytest.raises(ReasonNeeded):
        verb(enrolment, reason="", by=make_user(), at=NOON)
    verb(enrolment, reason="on mission", by=make_user(), at=NOON)

    assert (enrolment.state, enrolment.reason) == (state, "on mission")
    assert (training_class.taken, half_days_of(official)) == (0, [])


def test_a_replaced_official_names_his_substitute_even_in_a_full_class():
    leaving, coming, training_class = make_official(), make_official(), make_class(seats=1)
    enrolment = call(leaving, training_class)

    substitute = service.replace(enrolment, with_=coming, reason="moved", by=make_user(), at=NOON)

    assert (enrolment.state, enrolment.substitute_id) == (Seat.REPLACED, substitute.id)
    assert (substitute.state, training_class.taken) == (Seat.CALLED, 1)
    assert (half_days_of(leaving), half_days_of(coming)) == ([], [(MONDAY, HalfDay.MORNING)])


def test_a_substitute_must_be_free_himself():
    coming = make_official()
    call(coming, make_class())
    enrolment = call(make_official(), make_class())

    with pytest.raises(rules.AlreadyBusy):
        service.replace(enrolment, with_=coming, reason="moved", by=make_user(), at=NOON)


def test_a_seat_that_is_given_up_cannot_be_passed_on():
    enrolment = call(make_official(), make_class())
    service.withdraw(enrolment, reason="ill", by=make_user(), at=NOON)

    with pytest.raises(rules.SeatIsFinal):
        service.replace(enrolment, with_=make_official(), reason="moved", by=make_user(), at=NOON)


def test_a_cancelled_class_sets_its_officials_free():
    official, training_class = make_official(), make_class()
    enrolment = call(official, training_class)

    service.cancel_class(training_class, reason="no power", by=make_user(), at=NOON)

    assert (enrolment.state, enrolment.reason) == (Seat.WITHDRAWN, "no power")
    assert (training_class.state, training_class.taken) == (ClassState.CANCELLED, 0)
    assert (half_days_of(official), standing_sessions(training_class)) == ([], [])


@pytest.mark.parametrize(
    ("outcome", "state"),
    [
        (Outcome.ACHIEVEMENT, Seat.COMPLETED),
        (Outcome.ATTENDANCE, Seat.NOT_COMPLETED),
        (Outcome.NONE, Seat.NOT_COMPLETED),
    ],
)
def test_the_outcome_stands_beside_the_seat(outcome, state):
    enrolment = call(make_official(), make_class())

    service.decide(enrolment, outcome=outcome, attended=9, taught=10, marks=70, on=TUESDAY, by=make_user())

    assert (enrolment.state, enrolment.outcome) == (state, outcome)
    assert (enrolment.attended, enrolment.taught, enrolment.marks, enrolment.decided_on) == (
        9,
        10,
        70,
        TUESDAY,
    )
