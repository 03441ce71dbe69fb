"""Marks: entered by session, sealed, corrected only with a reason."""

from datetime import timedelta

import pytest
from sqlalchemy import select

from tests.factories import (
    MONDAY,
    NOON,
    TUESDAY,
    make_class,
    make_enrolment,
    make_user,
)
from training.attendance import rules, service
from training.attendance.models import Mark, Presence
from training.classes.models import ClassState, SessionState, TrainingSession
from training.classes.rules import ReasonNeeded
from training.db import db
from training.enrolments.models import Seat
from training.errors import NotAllowed
from training.permissions import Role

PRESENT, ABSENT = Presence.PRESENT, Presence.ABSENT


def session_of(training_class, day=MONDAY):
    query = select(TrainingSession).where(
        TrainingSession.class_id == training_class.id, TrainingSession.day == day
    )
    return db.session.scalars(query).one()


def marks_of(training_session):
    query = select(Mark.presence, Mark.superseded_at).where(Mark.session_id == training_session.id)
    return [tuple(row) for row in db.session.execute(query.order_by(Mark.id))]


def marked(training_class, presence=PRESENT, day=MONDAY, at=NOON):
    enrolment = make_enrolment(training_class)
    service.mark(session_of(training_class, day), {enrolment: presence}, by=None, at=at)
    return enrolment


def test_a_mark_is_kept_with_who_entered_it():
    user, training_class = make_user(Role.TRAINER), make_class()
    enrolment = make_enrolment(training_class)
    service.mark(session_of(training_class), {enrolment: Presence.LATE}, by=user, at=NOON)
    entry = db.session.scalars(select(Mark)).one()
    assert (entry.presence, entry.marked_by_id, entry.marked_at) == (Presence.LATE, user.id, NOON)


def test_the_first_mark_sets_a_published_class_running():
    training_class = make_class()
    marked(training_class)
    assert training_class.state is ClassState.RUNNING


def test_before_sealing_a_new_mark_supersedes_the_old_one():
    training_class = make_class()
    enrolment = marked(training_class)
    later = NOON + timedelta(minutes=5)
    service.mark(session_of(training_class), {enrolment: ABSENT}, by=None, at=later)
    assert marks_of(session_of(training_class)) == [(PRESENT, later), (ABSENT, None)]


def test_the_same_mark_again_adds_nothing():
    training_class = make_class()
    enrolment = marked(training_class)
    service.mark(session_of(training_class), {enrolment: PRESENT}, by=None, at=NOON)
    assert marks_of(session_of(training_class)) == [(PRESENT, None)]


def test_a_future_session_cannot_be_marked():
    training_class = make_class(on=(TUESDAY,))
    with pytest.raises(rules.NotYetTaught):
        marked(training_class, day=TUESDAY)


@pytest.mark.parametrize("state", [ClassState.DRAFT, ClassState.CANCELLED, ClassState.COMPLETED])
def test_only_a_class_in_progress_is_marked(state):
    with pytest.raises(rules.NotInProgress):
        marked(make_class(state=state))


def test_a_cancelled_session_cannot_be_marked():
    training_class = make_class()
    session_of(training_class).state = SessionState.CANCELLED
    with pytest.raises(rules.SessionCancelled):
        marked(training_class)


@pytest.mark.parametrize("state", [Seat.WAITING, Seat.OFFERED, Seat.WITHDRAWN])
def test_who_has_no_seat_cannot_be_marked(state):
    training_class = make_class()
    enrolment = make_enrolment(training_class, state=state)
    with pytest.raises(rules.NotSeated, match="OFFICIAL"):
        service.mark(session_of(training_class), {enrolment: PRESENT}, by=None, at=NOON)


def test_an_official_of_another_class_cannot_be_marked():
    with pytest.raises(rules.NotSeated):
        service.mark(session_of(make_class()), {make_enrolment(): PRESENT}, by=None, at=NOON)


def test_a_session_is_sealed_when_all_are_marked():
    training_class = make_class(on=(MONDAY, TUESDAY))
    marked(training_class)
    user = make_user(Role.TRAINER)
    service.seal(session_of(training_class), by=user, at=NOON)
    sealed = session_of(training_class)
    assert (sealed.state, sealed.sealed_at, sealed.sealed_by_id) == (SessionState.SEALED, NOON, user.id)
    assert training_class.state is ClassState.RUNNING


def test_with_its_last_session_sealed_a_class_is_taught():
    training_class = make_class()
    marked(training_class)
    service.seal(session_of(training_class), by=None, at=NOON)
    assert training_class.state is ClassState.TAUGHT


def test_a_session_with_somebody_unmarked_cannot_be_sealed():
    training_class = make_class()
    marked(training_class)
    make_enrolment(training_class)
    with pytest.raises(rules.NotAllMarked, match="1 officials"):
        service.seal(session_of(training_class), by=None, at=NOON)


def sealed_mark():
    training_class = make_class(on=(MONDAY, TUESDAY))
    marked(training_class)
    service.seal(session_of(training_class), by=None, at=NOON)
    return db.session.scalars(select(Mark)).one()


def test_a_sealed_session_takes_no_more_marks():
    entry = sealed_mark()
    training_session = db.session.get_one(TrainingSession, entry.session_id)
    with pytest.raises(rules.SessionSealed):
        service.mark(training_session, {}, by=None, at=NOON)


def test_a_coordinator_corrects_a_sealed_mark_with_a_reason():
    entry, user = sealed_mark(), make_user(Role.COORDINATOR)
    new = service.correct(entry, presence=Presence.EXCUSED, reason="letter no. 7", by=user, at=NOON)
    assert (new.presence, new.reason, entry.superseded_at) == (Presence.EXCUSED, "letter no. 7", NOON)


def test_a_trainer_cannot_correct_a_sealed_mark():
    with pytest.raises(NotAllowed):
        service.correct(sealed_mark(), presence=ABSENT, reason="x", by=make_user(Role.TRAINER), at=NOON)


def test_a_correction_needs_a_reason():
    with pytest.raises(ReasonNeeded):
        service.correct(sealed_mark(), presence=ABSENT, reason="  ", by=None, at=NOON)


def test_a_mark_that_was_replaced_cannot_be_corrected_again():
    entry = sealed_mark()
    service.correct(entry, presence=ABSENT, reason="he was ill", by=None, at=NOON)
    with pytest.raises(rules.MarkReplaced):
        service.correct(entry, presence=PRESENT, reason="again", by=None, at=NOON)


def test_a_mark_of_an_open_session_is_not_corrected_but_marked_again():
    training_class = make_class()
    marked(training_class)
    entry = db.session.scalars(select(Mark)).one()
    with pytest.raises(rules.SessionNotSealed):
        service.correct(entry, presence=ABSENT, reason="he was ill", by=None, at=NOON)


def test_marks_behind_a_decided_outcome_stay():
    entry = sealed_mark()
    training_session = db.session.get_one(TrainingSession, entry.session_id)
    service._class_of(training_session).state = ClassState.COMPLETED
    with pytest.raises(rules.NotInProgress):
        service.correct(entry, presence=ABSENT, reason="he was ill", by=None, at=NOON)
