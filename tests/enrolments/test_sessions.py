"""Officials move with their session, or it does not move."""

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
    make_trainer,
    make_user,
)
from training.classes.service import standing_sessions
from training.dates import HalfDay
from training.db import db
from training.enrolments import rules, sessions
from training.enrolments.models import OfficialHalfDay
from training.enrolments.service import enrol


def a_class_on(*days):
    course = make_course()
    return make_class(course=course, trainer=make_trainer(courses=[course]), on=days)


def move(training_session, day):
    sessions.move_session(
        training_session, day=day, half=HalfDay.MORNING, room=training_session.room,
        trainer=training_session.trainer, reason="holiday", by=make_user(), at=NOON,
    )  # fmt: skip


def days_of(official):
    theirs = select(OfficialHalfDay.day).where(OfficialHalfDay.official_id == official.id)
    return list(db.session.scalars(theirs.order_by(OfficialHalfDay.day)))


def test_officials_move_with_their_session():
    training_class, official = a_class_on(MONDAY, TUESDAY), make_official()
    enrol(official, to=training_class, by=make_user(), at=NOON)

    move(standing_sessions(training_class)[0], WEDNESDAY)

    assert days_of(official) == [TUESDAY, WEDNESDAY]


def test_a_session_does_not_move_where_its_officials_sit_elsewhere():
    training_class, other, official = a_class_on(MONDAY), a_class_on(WEDNESDAY), make_official()
    enrol(official, to=training_class, by=make_user(), at=NOON)
    enrol(official, to=other, by=make_user(), at=NOON)

    with pytest.raises(rules.OfficialsAreBusy, match="1 officials"):
        move(standing_sessions(training_class)[0], WEDNESDAY)
    assert days_of(official) == [MONDAY, WEDNESDAY]


def test_officials_are_free_when_their_session_is_cancelled():
    training_class, official = a_class_on(MONDAY, TUESDAY), make_official()
    enrol(official, to=training_class, by=make_user(), at=NOON)

    sessions.cancel_session(standing_sessions(training_class)[0], reason="no power", by=make_user(), at=NOON)

    assert days_of(official) == [TUESDAY]
