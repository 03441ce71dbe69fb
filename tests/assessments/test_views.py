"""Pages of results."""

import pytest
from sqlalchemy import select

from tests.assessments.steps import attended_by, enter
from tests.factories import MONDAY, make_class, make_enrolment, make_official, make_unit, make_user
from training.assessments.models import Result
from training.classes.models import ClassState
from training.db import db
from training.enrolments.models import Outcome
from training.permissions import Role

FORM = {"taken_on": MONDAY.isoformat()}


def marks():
    return db.session.scalars(select(Result.marks).order_by(Result.id)).all()


@pytest.fixture
def coordinator(browser_of):
    return browser_of(make_user(Role.COORDINATOR))


def test_all_marks_of_a_class_are_entered_in_one_form(coordinator):
    training_class = make_class()
    one, two = make_enrolment(training_class), make_enrolment(training_class)
    form = FORM | {f"marks_{one.id}_pre_test_1": "30", f"marks_{two.id}_post_test_1": "64"}
    assert coordinator.send(f"/classes/{training_class.id}/results", form).status_code == 303
    assert marks() == [30, 64]


@pytest.mark.parametrize("typed", ["101", "-3", "good"])
def test_nonsense_marks_are_refused_beside_the_field_and_nothing_is_saved(coordinator, typed):
    training_class = make_class()
    one, two = make_enrolment(training_class), make_enrolment(training_class)
    form = FORM | {f"marks_{one.id}_post_test_1": typed, f"marks_{two.id}_post_test_1": "64"}
    answer = coordinator.send(f"/classes/{training_class.id}/results", form)
    assert (answer.status_code, marks()) == (422, [])
    assert f'id="marks_{one.id}_post_test_1-error">Marks are whole percents' in answer.text


def test_a_second_attempt_can_be_entered_once_there_is_a_first(coordinator):
    training_class = make_class()
    seat = make_enrolment(training_class)
    enter(seat, 40)
    form = FORM | {f"marks_{seat.id}_post_test_2": "64"}
    coordinator.send(f"/classes/{training_class.id}/results", form)
    assert marks() == [40, 64]


def test_a_result_is_corrected_with_a_reason(coordinator):
    wrong = enter(make_enrolment(), 46)
    path = f"/results/{wrong.id}/correction"
    assert "46" in coordinator.get(path).text
    assert coordinator.send(path, {"marks": "64", "reason": "digits swapped"}).status_code == 303
    assert marks() == [46, 64]


def test_a_correction_without_a_reason_is_refused(coordinator):
    wrong = enter(make_enrolment(), 46)
    answer = coordinator.send(f"/results/{wrong.id}/correction", {"marks": "64", "reason": ""})
    assert (answer.status_code, marks()) == (422, [46])


def test_the_outcomes_are_decided_on_the_page(coordinator):
    training_class, (seat,) = attended_by()
    enter(seat, 64)
    assert coordinator.send(f"/classes/{training_class.id}/outcomes").status_code == 303
    assert (training_class.state, seat.outcome) == (ClassState.COMPLETED, Outcome.ACHIEVEMENT)
    assert "passed" in coordinator.get(f"/classes/{training_class.id}/results").text


def test_a_class_that_is_not_over_says_why_it_is_not_decided(coordinator):
    training_class = make_class()
    make_enrolment(training_class)
    assert "when every session" in coordinator.get(f"/classes/{training_class.id}/results").text
    answer = coordinator.send(f"/classes/{training_class.id}/outcomes")
    assert (answer.status_code, "when every session" in answer.text) == (409, True)


def test_another_trainers_class_is_not_found(browser_of):
    training_class = make_class()
    wrong, number = enter(make_enrolment(training_class), 46), training_class.id
    browser = browser_of(make_user(Role.TRAINER))
    assert browser.get(f"/results/{wrong.id}/correction").status_code == 404
    assert browser.send(f"/classes/{number}/results", FORM).status_code == 404
    assert browser.send(f"/classes/{number}/outcomes").status_code == 404


def test_a_focal_person_sees_the_results_of_his_units_and_enters_none(browser_of):
    unit, training_class = make_unit(), make_class()
    enter(make_enrolment(training_class, make_official(unit=unit, name_latin="SOK Dara")), 64)
    enter(make_enrolment(training_class, make_official(name_latin="CHAN Vanna")), 71)
    browser = browser_of(make_user(Role.FOCAL, unit=unit))
    text = browser.get(f"/classes/{training_class.id}/results").text
    assert ("SOK Dara" in text, "CHAN Vanna" in text, 'name="marks_' in text) == (True, False, False)
    assert browser.send(f"/classes/{training_class.id}/results", FORM).status_code == 403


def test_the_results_of_a_class_take_the_same_queries_for_any_number(coordinator, queries):
    counts = []
    for people in (1, 3):
        training_class = make_class()
        for _ in range(people):
            enter(make_enrolment(training_class), 64)
        path = f"/classes/{training_class.id}/results"
        coordinator.get(path)
        with queries() as sent:
            coordinator.get(path)
        counts.append(len(sent))
    assert counts[0] == counts[1]
