"""Pages of attendance."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.factories import (
    MONDAY,
    NOON,
    TUESDAY,
    make_class,
    make_enrolment,
    make_official,
    make_trainer,
    make_unit,
    make_user,
)
from training.attendance import service
from training.attendance.models import Mark, Presence
from training.classes.models import SessionState, TrainingSession
from training.classes.service import standing_sessions
from training.db import db
from training.officials.models import Sex
from training.permissions import Role


@pytest.fixture
def trainer(browser_of):
    user = make_user(Role.TRAINER)
    return browser_of(user), make_class(on=(MONDAY, TUESDAY), trainer=make_trainer(user_id=user.id))


def first_session(training_class) -> TrainingSession:
    return standing_sessions(training_class)[0]


def presences():
    return db.session.scalars(select(Mark.presence).order_by(Mark.enrolment_id)).all()


def test_a_trainer_marks_his_session(trainer):
    browser, training_class = trainer
    seats = [make_enrolment(training_class), make_enrolment(training_class)]
    path = f"/sessions/{first_session(training_class).id}/attendance"
    choices = {f"presence_{seats[0].id}": "late", f"presence_{seats[1].id}": "absent"}
    assert browser.send(path, choices).status_code == 303
    assert presences() == [Presence.LATE, Presence.ABSENT]


def test_one_button_marks_all_others_present(trainer):
    browser, training_class = trainer
    seats = [make_enrolment(training_class), make_enrolment(training_class)]
    path = f"/sessions/{first_session(training_class).id}/attendance"
    browser.send(path, {f"presence_{seats[0].id}": "absent", "all": "present"})
    assert presences() == [Presence.ABSENT, Presence.PRESENT]


def test_a_presence_that_does_not_exist_is_refused_beside_the_field(trainer):
    browser, training_class = trainer
    seat = make_enrolment(training_class)
    path = f"/sessions/{first_session(training_class).id}/attendance"
    answer = browser.send(path, {f"presence_{seat.id}": "perhaps"})
    assert (answer.status_code, presences()) == (422, [])


def test_the_sheet_counts_all_and_women(trainer):
    browser, training_class = trainer
    seat = make_enrolment(training_class, make_official(sex=Sex.FEMALE))
    make_enrolment(training_class)
    service.mark(first_session(training_class), {seat: Presence.PRESENT}, by=None, at=NOON)
    text = browser.get(f"/sessions/{first_session(training_class).id}/attendance").text
    assert "2 (1 women)" in text
    assert "1 (1 women)" in text


def test_a_session_to_come_says_why_it_cannot_be_marked(browser_of):
    training_class = make_class(on=(date(2999, 1, 1),))
    make_enrolment(training_class)
    path = f"/sessions/{first_session(training_class).id}/attendance"
    answer = browser_of(make_user(Role.COORDINATOR)).get(path)
    assert "Attendance can be marked from" in answer.text


def test_another_trainers_session_is_not_found(browser_of):
    training_class = make_class()
    browser = browser_of(make_user(Role.TRAINER))
    number = first_session(training_class).id
    assert browser.get(f"/sessions/{number}/attendance").status_code == 404
    assert browser.send(f"/sessions/{number}/seal").status_code == 404
    assert browser.get(f"/classes/{training_class.id}/attendance").status_code == 404
    assert browser.get(f"/classes/{training_class.id}/attendance/2017-11-13.pdf").status_code == 404


def test_a_focal_person_may_not_mark(browser_of):
    browser = browser_of(make_user(Role.FOCAL))
    assert browser.get(f"/sessions/{first_session(make_class()).id}/attendance").status_code == 403


def test_a_trainer_seals_his_session(trainer):
    browser, training_class = trainer
    seat = make_enrolment(training_class)
    service.mark(first_session(training_class), {seat: Presence.PRESENT}, by=None, at=NOON)
    number = first_session(training_class).id
    assert browser.send(f"/sessions/{number}/seal").status_code == 303
    assert db.session.get_one(TrainingSession, number).state is SessionState.SEALED


def test_sealing_with_somebody_unmarked_is_refused_with_the_reason(trainer):
    browser, training_class = trainer
    make_enrolment(training_class)
    answer = browser.send(f"/sessions/{first_session(training_class).id}/seal")
    assert (answer.status_code, "1 officials are not marked yet" in answer.text) == (409, True)


def sealed_mark(training_class):
    seat = make_enrolment(training_class)
    service.mark(first_session(training_class), {seat: Presence.ABSENT}, by=None, at=NOON)
    service.seal(first_session(training_class), by=None, at=NOON)
    return db.session.scalars(select(Mark)).one()


def test_a_coordinator_corrects_a_mark_and_the_old_one_stays(browser_of):
    mark = sealed_mark(make_class(on=(MONDAY, TUESDAY)))
    browser = browser_of(make_user(Role.COORDINATOR))
    path = f"/marks/{mark.id}/correction"
    assert "absent" in browser.get(path).text
    assert browser.send(path, {"presence": "present", "reason": "signed the sheet"}).status_code == 303
    assert presences() == [Presence.ABSENT, Presence.PRESENT]


def test_a_correction_without_a_reason_is_refused_beside_the_field(browser_of):
    mark = sealed_mark(make_class(on=(MONDAY, TUESDAY)))
    answer = browser_of(make_user(Role.COORDINATOR)).send(
        f"/marks/{mark.id}/correction", {"presence": "late"}
    )
    assert (answer.status_code, presences()) == (422, [Presence.ABSENT])


def test_a_trainer_cannot_correct(trainer):
    browser, training_class = trainer
    mark = sealed_mark(training_class)
    form = {"presence": "present", "reason": "x"}
    assert browser.send(f"/marks/{mark.id}/correction", form).status_code == 403


def test_the_class_shows_who_can_no_longer_come_often_enough(browser_of):
    training_class = make_class(on=(MONDAY, TUESDAY))
    sealed_mark(training_class)
    text = browser_of(make_user(Role.AUDITOR)).get(f"/classes/{training_class.id}/attendance").text
    assert "0/2 (0 %)" in text
    assert "can no longer reach 80 %" in text


def test_a_focal_person_sees_the_attendance_of_his_units_only(browser_of):
    unit, training_class = make_unit(), make_class()
    ours = make_enrolment(training_class, make_official(unit=unit, name_latin="SOK Dara"))
    make_enrolment(training_class, make_official(name_latin="CHAN Vanna"))
    browser = browser_of(make_user(Role.FOCAL, unit=unit))
    text = browser.get(f"/classes/{ours.class_id}/attendance").text
    assert ("SOK Dara" in text, "CHAN Vanna" in text) == (True, False)


def test_the_sheet_to_sign_is_a_pdf_of_one_day(trainer):
    browser, training_class = trainer
    make_enrolment(training_class)
    answer = browser.get(f"/classes/{training_class.id}/attendance/2017-11-13.pdf")
    assert (answer.status_code, answer.data[:5]) == (200, b"%PDF-")
    assert answer.headers["Content-Disposition"].endswith(f'-{training_class.id}-2017-11-13.pdf"')


@pytest.mark.parametrize("day", ["2017-11-20", "monday"])
def test_a_day_without_session_has_no_sheet(trainer, day):
    browser, training_class = trainer
    assert browser.get(f"/classes/{training_class.id}/attendance/{day}.pdf").status_code == 404


def test_the_attendance_of_a_class_takes_the_same_queries_for_any_number(browser_of, queries):
    browser, counts = browser_of(make_user(Role.COORDINATOR)), []
    for people in (1, 3):
        training_class = make_class(on=(MONDAY, TUESDAY))
        seats = [make_enrolment(training_class) for _ in range(people)]
        service.mark(first_session(training_class), dict.fromkeys(seats, Presence.PRESENT), by=None, at=NOON)
        path = f"/classes/{training_class.id}/attendance"
        browser.get(path)
        with queries() as sent:
            browser.get(path)
        counts.append(len(sent))
    assert counts[0] == counts[1]
