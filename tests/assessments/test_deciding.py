"""Outcomes: decided for every seat of a taught and sealed class."""

import pytest
from sqlalchemy import select

from tests.assessments.steps import MONDAY, attended_by, enter
from tests.factories import NOON, make_class, make_course, make_official
from training.assessments import deciding
from training.assessments.models import AssessmentKind
from training.attendance.models import Presence
from training.classes.models import ClassState
from training.courses.models import Basis, EarnedCourse
from training.db import db
from training.enrolments.models import Outcome, Seat
from training.states import ForbiddenMove


def decide(training_class):
    deciding.decide_outcomes(training_class, by=None, at=NOON, on=MONDAY)


def earned_by(enrolment):
    query = select(EarnedCourse.basis).where(EarnedCourse.official_id == enrolment.official_id)
    return db.session.scalars(query).all()


def test_who_attended_and_passed_completes_and_earns_the_course():
    training_class, (seat,) = attended_by()
    enter(seat, 64)
    decide(training_class)
    assert (seat.state, seat.outcome, seat.attended, seat.taught, seat.marks, seat.decided_on) == (
        Seat.COMPLETED, Outcome.ACHIEVEMENT, 1, 1, 64, MONDAY,
    )  # fmt: skip
    assert (earned_by(seat), training_class.state) == ([Basis.ACHIEVEMENT], ClassState.COMPLETED)


def test_who_attended_and_did_not_pass_earns_attendance_only():
    training_class, (seat,) = attended_by()
    enter(seat, 49)
    decide(training_class)
    assert (seat.state, seat.outcome, earned_by(seat)) == (
        Seat.NOT_COMPLETED, Outcome.ATTENDANCE, [Basis.ATTENDANCE],
    )  # fmt: skip


def test_who_was_absent_earns_nothing():
    training_class, (seat,) = attended_by(presence=Presence.ABSENT)
    enter(seat, 100)
    decide(training_class)
    assert (seat.outcome, seat.attended, earned_by(seat)) == (Outcome.NONE, 0, [])


def test_the_best_attempt_counts():
    training_class, (seat,) = attended_by()
    enter(seat, 40)
    enter(seat, 70, attempt=2)
    enter(seat, 60, attempt=3)
    decide(training_class)
    assert seat.marks == 70


def test_with_a_test_and_a_practical_the_lower_of_the_two_counts():
    training_class, (seat,) = attended_by()
    enter(seat, 90)
    enter(seat, 45, kind=AssessmentKind.PRACTICAL)
    decide(training_class)
    assert (seat.marks, seat.outcome) == (45, Outcome.ATTENDANCE)


def test_a_pre_test_never_decides():
    training_class, (seat,) = attended_by()
    enter(seat, 90, kind=AssessmentKind.PRE_TEST)
    decide(training_class)
    assert (seat.marks, seat.outcome) == (None, Outcome.ATTENDANCE)


def test_who_has_the_course_already_keeps_what_he_has():
    official, course = make_official(), make_course()
    for _ in range(2):
        training_class, (seat,) = attended_by(official, course=course, on=(MONDAY,))
        enter(seat, 64)
        decide(training_class)
    assert earned_by(seat) == [Basis.ACHIEVEMENT]


def test_a_class_that_still_runs_is_not_decided():
    with pytest.raises(deciding.NotTaughtYet):
        decide(make_class(state=ClassState.RUNNING))


def test_a_class_with_an_unsealed_session_is_not_decided():
    with pytest.raises(deciding.NotFullySealed, match="1 sessions"):
        decide(make_class(state=ClassState.TAUGHT))


def test_outcomes_are_decided_once():
    training_class, _seats = attended_by()
    decide(training_class)
    with pytest.raises(ForbiddenMove):
        decide(training_class)
