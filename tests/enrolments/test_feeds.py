"""The calendar address: a secret that dies, and a file that any calendar program reads."""

from datetime import UTC, datetime

import pytest
from icalendar import Calendar

from tests.enrolments.queues import EARLIER, full_class, wait
from tests.enrolments.queues import withdraw as give_up
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
from training.classes.models import CalendarFeed
from training.classes.service import standing_sessions
from training.db import db
from training.enrolments import feeds, sessions
from training.enrolments.ics import Entry, calendar_file
from training.enrolments.queue import accept
from training.enrolments.service import enrol, withdraw
from training.errors import NotFound
from training.institution import default_institution
from training.permissions import Role


def a_class_on(*days):
    course = make_course()
    return make_class(course=course, trainer=make_trainer(courses=[course]), on=days)


def events_of(user):
    content = calendar_file(feeds.entries_of(user, house=default_institution()), name="FMIS")
    return [
        (str(event["uid"]), event["dtstart"].dt.astimezone(UTC), int(event["sequence"]), str(event["status"]))
        for event in Calendar.from_ical(content).walk("VEVENT")
    ]


def test_an_official_reads_his_sessions_at_their_hours_in_phnom_penh():
    official, training_class = make_official(), a_class_on(MONDAY)
    seat = enrol(official, to=training_class, by=None, at=NOON)
    session_id = standing_sessions(training_class)[0].id

    assert events_of(make_user(Role.OFFICIAL, official_id=official.id)) == [
        (
            f"seat-{seat.id}-{session_id}@fmis-training",
            datetime(2017, 11, 13, 0, 30, tzinfo=UTC),
            0,
            "CONFIRMED",
        )
    ]


def test_a_wish_is_not_in_the_calendar_until_the_seat_is_accepted():
    training_class, (seat,) = full_class()
    waiting = wait(training_class)
    reader = make_user(Role.OFFICIAL, official_id=waiting.official_id)
    assert events_of(reader) == []
    give_up(seat)
    assert events_of(reader) == []

    accept(waiting, by=reader, at=EARLIER)

    assert [event[-1] for event in events_of(reader)] == ["CONFIRMED"]


def test_a_moved_session_keeps_its_name_and_grows_its_sequence():
    official, training_class = make_official(), a_class_on(MONDAY, TUESDAY)
    enrol(official, to=training_class, by=None, at=NOON)
    user = make_user(Role.OFFICIAL, official_id=official.id)
    before = events_of(user)
    first = standing_sessions(training_class)[0]

    sessions.move_session(
        first,
        day=WEDNESDAY,
        half=first.half,
        room=first.room,
        trainer=first.trainer,
        reason="x",
        by=None,
        at=NOON,
    )

    moved = next(each for each in events_of(user) if each[0] == before[0][0])
    assert moved[1:] == (datetime(2017, 11, 15, 0, 30, tzinfo=UTC), 1, "CONFIRMED")


def test_a_cancelled_session_and_a_lost_seat_are_cancelled_events():
    official, training_class = make_official(), a_class_on(MONDAY, TUESDAY)
    seat = enrol(official, to=training_class, by=None, at=NOON)
    user = make_user(Role.OFFICIAL, official_id=official.id)

    sessions.cancel_session(standing_sessions(training_class)[0], reason="no power", by=None, at=NOON)
    assert [each[2:] for each in events_of(user)] == [(1, "CANCELLED"), (0, "CONFIRMED")]
    withdraw(seat, reason="ill", by=None, at=NOON)
    assert [each[2:] for each in events_of(user)] == [(2, "CANCELLED"), (1, "CANCELLED")]


def test_a_trainer_reads_what_he_teaches_and_no_other_name():
    user, course = make_user(Role.TRAINER), make_course()
    trainer = make_trainer(user_id=user.id, courses=[course])
    training_class = make_class(course=course, trainer=trainer)
    official = make_official()
    enrol(official, to=training_class, by=None, at=NOON)

    content = calendar_file(feeds.entries_of(user, house=default_institution()), name="FMIS").decode()
    assert len(events_of(user)) == 1
    assert official.name_latin not in content


def test_the_file_names_its_time_zone_and_no_text_breaks_a_line():
    entry = Entry(
        uid="1@x", day=MONDAY, begins=default_institution().morning_starts,
        ends=default_institution().morning_ends, sequence=0, cancelled=False, changed_at=NOON,
        title="Course\r\nATTENDEE:mailto:x@y\x07", place="Room\u2028A", note="a\nb",
    )  # fmt: skip
    content = calendar_file([entry], name="FMIS\nX-EVIL:1").decode()

    assert "TZID:Asia/Phnom_Penh" in content
    assert "\r\nATTENDEE" not in content
    assert "\r\nX-EVIL" not in content
    assert "SUMMARY:Course ATTENDEE:mailto:x@y\r\n" in content


def test_only_the_hash_of_the_secret_is_stored_and_a_new_one_kills_the_old():
    user = make_user(Role.TRAINER)
    first = feeds.make_address(user, at=NOON)
    assert feeds.reader(first).id == user.id
    assert db.session.query(CalendarFeed).filter_by(token_hash=first).count() == 0

    second = feeds.make_address(user, at=NOON)
    assert feeds.reader(second).id == user.id
    with pytest.raises(NotFound):
        feeds.reader(first)


def test_an_address_dies_when_it_is_ended_or_its_user_disabled():
    user = make_user(Role.TRAINER)
    token = feeds.make_address(user, at=NOON)
    user.disabled_at = NOON
    with pytest.raises(NotFound):
        feeds.reader(token)

    user.disabled_at = None
    assert feeds.reader(token).id == user.id
    feeds.end_address(user, at=NOON)
    with pytest.raises(NotFound):
        feeds.reader(token)


def test_the_address_is_made_shown_once_read_by_anybody_and_ended(browser, browser_of):
    user = make_user(Role.TRAINER)
    own = browser_of(user)

    made = own.send("/calendar-address")
    path = made.text.split('value="http://localhost')[1].split('"')[0]
    answer = browser.get(path)
    assert (made.status_code, answer.status_code) == (201, 200)
    assert (answer.content_type, answer.data[:15]) == ("text/calendar; charset=utf-8", b"BEGIN:VCALENDAR")
    assert path not in own.get("/calendar-address").text
    assert own.send("/calendar-address/end").status_code == 303
    assert browser.get(path).status_code == 404
