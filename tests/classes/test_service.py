"""Classes and sessions: what the timetable allows, and what it refuses by name."""

from datetime import UTC, date, datetime, timedelta

import pytest
from sqlalchemy import select

from tests.factories import (
    MONDAY,
    NOON,
    TUESDAY,
    WEDNESDAY,
    make_class,
    make_course,
    make_room,
    make_session,
    make_trainer,
    make_user,
    saved,
)
from training.audit import AuditEntry
from training.classes import rules, service
from training.classes.models import ClassState, SessionChange, SessionState, TrainingSession
from training.dates import HalfDay
from training.db import db
from training.resources.models import Holiday, TrainerAbsence
from training.states import ForbiddenMove

AM, PM = HalfDay.MORNING, HalfDay.AFTERNOON
SATURDAY = date(2017, 11, 18)


def open_one(*, course=None, room=None, trainer=None, sessions=((MONDAY, AM), (TUESDAY, AM)), **given):
    course = course or make_course()
    default = {
        "room": room or make_room(),
        "trainer": trainer or make_trainer(courses=[course]),
        "sessions": sessions,
        "seats": 20,
        "by": make_user(),
        "at": NOON,
        "on": MONDAY,
    }
    return service.open_class(course, **(default | given))


def sessions_of(training_class):
    return service.standing_sessions(training_class)


def move(training_session, **given):
    default = {
        "day": training_session.day,
        "half": training_session.half,
        "room": training_session.room,
        "trainer": training_session.trainer,
        "reason": "the hall is being painted",
        "by": make_user(),
        "at": NOON,
    }
    service.move_session(training_session, **(default | given))


def test_a_new_class_is_a_draft_from_its_first_to_its_last_session():
    opened = open_one(sessions=((TUESDAY, PM), (MONDAY, AM), (TUESDAY, AM)))

    assert (opened.state, opened.starts_on, opened.ends_on) == (ClassState.DRAFT, MONDAY, TUESDAY)
    assert [(each.day, each.half) for each in sessions_of(opened)] == [
        (MONDAY, AM),
        (TUESDAY, AM),
        (TUESDAY, PM),
    ]


def test_classes_of_a_course_are_numbered_one_after_the_other():
    course = make_course()

    assert [open_one(course=course).number, open_one(course=course).number] == [1, 2]


def test_opening_a_class_is_written_in_the_log():
    opened = open_one()

    entry = db.session.scalar(select(AuditEntry).where(AuditEntry.thing_id == str(opened.id)))
    assert (entry.verb, entry.thing_type) == ("opened class", "class")


def test_a_room_cannot_hold_two_classes_at_once():
    room = make_room()
    open_one(room=room)

    with pytest.raises(rules.RoomIsBusy, match="Course"):
        open_one(room=room, sessions=((TUESDAY, AM),))


def test_a_room_is_free_in_the_other_half_of_the_day():
    room = make_room()
    open_one(room=room)

    assert open_one(room=room, sessions=((MONDAY, PM),)).id


def test_a_trainer_cannot_teach_two_classes_at_once():
    course = make_course()
    trainer = make_trainer(courses=[course])
    open_one(course=course, trainer=trainer)

    with pytest.raises(rules.TrainerIsBusy, match="13 Nov 2017"):
        open_one(course=course, trainer=trainer)


def test_a_trainer_who_is_absent_does_not_teach():
    course = make_course()
    trainer = make_trainer(courses=[course])
    saved(TrainerAbsence(trainer_id=trainer.id, valid_from=TUESDAY, valid_to=WEDNESDAY))

    with pytest.raises(rules.TrainerIsAbsent, match="14 Nov 2017"):
        open_one(course=course, trainer=trainer)


def test_a_trainer_teaches_only_his_courses():
    with pytest.raises(rules.TrainerDoesNotTeach):
        open_one(trainer=make_trainer())


def test_who_is_no_longer_a_trainer_does_not_teach():
    course = make_course()

    with pytest.raises(rules.TrainerHasLeft):
        open_one(course=course, trainer=make_trainer(courses=[course], left=True))


def test_a_class_has_no_more_seats_than_its_room():
    with pytest.raises(rules.RoomTooSmall, match="12 places"):
        open_one(room=make_room(seats=12), seats=13)


def test_a_closed_room_takes_no_class():
    with pytest.raises(rules.RoomIsClosed):
        open_one(room=make_room(closed_from=MONDAY))


def test_a_room_has_what_the_course_needs():
    course = make_course(features=["FMIS network", "projector"])

    with pytest.raises(rules.RoomLacksFeatures, match="FMIS network"):
        open_one(course=course, room=make_room(features=["projector"]))


def test_nobody_teaches_on_a_weekend():
    with pytest.raises(rules.NotAWorkday, match="weekend"):
        open_one(sessions=((SATURDAY, AM),))


def test_nobody_teaches_on_a_holiday():
    saved(Holiday(day=TUESDAY, name_km="បុណ្យអុំទូក", name_en="Water Festival"))

    with pytest.raises(rules.NotAWorkday, match="Water Festival"):
        open_one()


def test_a_class_is_not_opened_on_a_day_that_is_past():
    with pytest.raises(rules.DayIsPast):
        open_one(on=TUESDAY)


def test_a_class_without_a_session_is_not_opened():
    with pytest.raises(rules.NoSessions):
        open_one(sessions=())


def test_every_obstacle_is_told_at_once_for_the_form():
    course, room, trainer = make_course(), make_room(seats=5), make_trainer()

    found = service.obstacles_to_opening(
        course, room=room, trainer=trainer, sessions=[(MONDAY, AM), (TUESDAY, AM)], seats=9, on=MONDAY
    )

    assert [type(each) for each in found] == [rules.RoomTooSmall, rules.TrainerDoesNotTeach]


def test_the_index_of_the_database_speaks_as_the_rule_does():
    taken, other = make_class(), make_class(on=(TUESDAY,))
    same_room = {"room_id": taken.room_id, "trainer_id": other.trainer_id}
    same_trainer = {"room_id": other.room_id, "trainer_id": taken.trainer_id}
    itself = {"room_id": make_room().id, "trainer_id": make_trainer().id, "day": TUESDAY}

    for given, rule in (
        (same_room, rules.RoomIsBusy),
        (same_trainer, rules.TrainerIsBusy),
        (itself, rules.ClassIsBusy),
    ):
        with (
            pytest.raises(rule),
            rules.the_database_agrees(rules.Slot(MONDAY, AM, other.room, other.trainer)),
        ):
            make_session(other, **given)


def test_a_published_class_cannot_be_published_again():
    opened = open_one()
    service.publish(opened, by=make_user(), at=NOON)

    assert (opened.state, opened.published_at) == (ClassState.PUBLISHED, NOON)
    with pytest.raises(ForbiddenMove):
        service.publish(opened, by=make_user(), at=NOON)


def test_a_class_runs_from_its_first_session_and_is_taught_after_its_last():
    training_class = make_class(on=(MONDAY, TUESDAY))
    seen = []
    for moment in (
        datetime(2017, 11, 13, 0, 29, tzinfo=UTC),  # 07:29 in Phnom Penh
        datetime(2017, 11, 13, 0, 30, tzinfo=UTC),
        datetime(2017, 11, 14, 4, 29, tzinfo=UTC),
        datetime(2017, 11, 14, 4, 30, tzinfo=UTC),
    ):
        service.bring_up_to_date(at=moment)
        seen.append(training_class.state)

    assert seen == [ClassState.PUBLISHED, ClassState.RUNNING, ClassState.RUNNING, ClassState.TAUGHT]


def test_moving_a_session_keeps_how_it_stood_and_why_it_moved():
    training_class = open_one()
    first = sessions_of(training_class)[0]

    move(first, day=WEDNESDAY, half=PM)

    change = db.session.scalar(select(SessionChange).where(SessionChange.session_id == first.id))
    assert (change.day, change.half, change.reason) == (MONDAY, AM, "the hall is being painted")
    assert (first.day, first.half, first.sequence) == (WEDNESDAY, PM, 1)
    assert (training_class.starts_on, training_class.ends_on, training_class.version) == (
        TUESDAY,
        WEDNESDAY,
        2,
    )


def test_a_session_moves_to_another_room_and_trainer():
    course = make_course()
    first = sessions_of(open_one(course=course))[0]
    room, trainer = make_room(), make_trainer(courses=[course])

    move(first, room=room, trainer=trainer)

    assert (first.room, first.trainer) == (room, trainer)


def test_a_session_does_not_move_into_a_busy_room():
    room = make_room()
    open_one(room=room, sessions=((WEDNESDAY, AM),))
    first = sessions_of(open_one(room=room))[0]

    with pytest.raises(rules.RoomIsBusy):
        move(first, day=WEDNESDAY)


def test_two_sessions_of_a_class_never_fall_together():
    first, second = sessions_of(open_one())

    with pytest.raises(rules.ClassIsBusy):
        move(first, day=second.day)


def test_nobody_is_moved_without_a_reason():
    first = sessions_of(open_one())[0]

    with pytest.raises(rules.ReasonNeeded):
        move(first, day=WEDNESDAY, reason="  ")


def test_a_session_does_not_move_to_yesterday():
    first = sessions_of(open_one())[0]

    with pytest.raises(rules.DayIsPast):
        move(first, day=MONDAY, at=NOON + timedelta(days=1))


def test_a_sealed_session_stays_where_it_was():
    first = sessions_of(open_one())[0]
    service.seal(first, by=make_user(), at=NOON)

    assert (first.state, first.sealed_at) == (SessionState.SEALED, NOON)
    with pytest.raises(rules.SessionIsFinal):
        move(first, day=WEDNESDAY)
    with pytest.raises(rules.SessionIsFinal):
        service.cancel_session(first, reason="too late", by=make_user(), at=NOON)


def test_a_cancelled_session_frees_its_room():
    room = make_room()
    training_class = open_one(room=room)
    first = sessions_of(training_class)[0]

    service.cancel_session(first, reason="a visit of the minister", by=make_user(), at=NOON)

    assert (first.state, first.cancel_reason, first.sequence) == (
        SessionState.CANCELLED,
        "a visit of the minister",
        1,
    )
    assert training_class.starts_on == TUESDAY
    assert open_one(room=room, sessions=((MONDAY, AM),)).id


def test_the_last_session_is_cancelled_only_with_its_class():
    only = sessions_of(open_one(sessions=((MONDAY, AM),)))[0]

    with pytest.raises(rules.LastSession):
        service.cancel_session(only, reason="no power", by=make_user(), at=NOON)


def test_a_cancelled_class_frees_all_that_it_took_up():
    training_class = open_one()

    service.cancel_empty_class(training_class, reason="too few officials", by=make_user(), at=NOON)

    assert (training_class.state, training_class.cancel_reason) == (ClassState.CANCELLED, "too few officials")
    assert sessions_of(training_class) == []
    states = db.session.scalars(
        select(TrainingSession.state).where(TrainingSession.class_id == training_class.id)
    )
    assert set(states) == {SessionState.CANCELLED}
