"""Results: entered once, corrected with a reason."""

from datetime import timedelta

import pytest

from tests.assessments.steps import MONDAY, enter
from tests.factories import NOON, TUESDAY, make_class, make_enrolment, make_user
from training.assessments import service
from training.assessments.models import AssessmentKind
from training.classes.models import ClassState
from training.classes.rules import ReasonNeeded
from training.enrolments.models import Seat

POST = AssessmentKind.POST_TEST


def test_a_result_keeps_marks_day_and_who_entered_it():
    user = make_user()
    result = enter(make_enrolment(), 64, by=user)
    assert (result.marks, result.taken_on, result.entered_by_id) == (64, MONDAY, user.id)


@pytest.mark.parametrize("marks", [-1, 101])
def test_marks_are_percents(marks):
    with pytest.raises(service.MarksOutOfRange):
        enter(make_enrolment(), marks)


@pytest.mark.parametrize("state", [ClassState.DRAFT, ClassState.CANCELLED, ClassState.COMPLETED])
def test_only_a_class_in_progress_takes_results(state):
    with pytest.raises(service.ResultsClosed):
        enter(make_enrolment(make_class(state=state)), 64)


def test_who_gave_up_his_seat_gets_no_result():
    with pytest.raises(service.NoSeatToAssess):
        enter(make_enrolment(state=Seat.WITHDRAWN), 64)


def test_a_test_cannot_be_taken_tomorrow():
    with pytest.raises(service.TakenInFuture):
        service.enter(make_enrolment(), kind=POST, attempt=1, marks=64, on=TUESDAY, by=None, at=NOON)


def test_a_post_test_cannot_be_taken_before_the_class():
    enrolment = make_enrolment(make_class(on=(TUESDAY,)))
    with pytest.raises(service.TakenBeforeClass):
        enter(enrolment, 64)


def test_a_pre_test_may_be_taken_before_the_class():
    enrolment = make_enrolment(make_class(on=(TUESDAY,)))
    assert enter(enrolment, 30, kind=AssessmentKind.PRE_TEST).marks == 30


def test_a_second_attempt_needs_a_first():
    enrolment = make_enrolment()
    with pytest.raises(service.AttemptSkipped):
        enter(enrolment, 64, attempt=2)
    enter(enrolment, 40)
    assert enter(enrolment, 64, attempt=2).attempt == 2


def test_the_same_marks_again_are_no_new_result():
    enrolment = make_enrolment()
    assert enter(enrolment, 64).id == enter(enrolment, 64).id


def test_other_marks_for_the_same_attempt_need_a_reason():
    enrolment = make_enrolment()
    enter(enrolment, 64)
    with pytest.raises(ReasonNeeded):
        enter(enrolment, 65)


def test_a_correction_keeps_the_wrong_result_and_its_reason():
    wrong, later = enter(make_enrolment(), 46), NOON + timedelta(hours=1)
    new = service.correct(wrong, marks=64, reason="digits swapped", by=None, at=later)
    assert (new.marks, new.reason, new.superseded_at, wrong.superseded_at) == (
        64,
        "digits swapped",
        None,
        later,
    )


def test_a_correction_of_marks_needs_a_reason():
    with pytest.raises(ReasonNeeded):
        service.correct(enter(make_enrolment(), 46), marks=64, reason=" ", by=None, at=NOON)


def test_a_result_that_was_replaced_cannot_be_corrected_again():
    wrong = enter(make_enrolment(), 46)
    service.correct(wrong, marks=64, reason="digits swapped", by=None, at=NOON)
    with pytest.raises(service.ResultReplaced):
        service.correct(wrong, marks=65, reason="again", by=None, at=NOON)
