"""Pages of seats, sessions, the calendar and one's own schedule."""

from datetime import timedelta

import pytest
from bs4 import BeautifulSoup

from tests.factories import (
    MONDAY,
    make_class,
    make_course,
    make_enrolment,
    make_official,
    make_room,
    make_trainer,
    make_unit,
    make_user,
    saved,
)
from training import dates
from training.classes.models import ClassState, TrainingClass, TrainingSession
from training.classes.service import standing_sessions
from training.courses.models import Nomination, Prerequisite
from training.db import db
from training.enrolments.models import Enrolment, Seat
from training.enrolments.service import enrol
from training.permissions import Role
from training.resources.queries import workdays


def soup(answer):
    return BeautifulSoup(answer.text, "html.parser")


def words(answer):
    return soup(answer).get_text(" ", strip=True)


def coming(count=4):
    """Workdays from next week on."""
    first = dates.today() + timedelta(days=7)
    return workdays(first, first + timedelta(days=40))[:count]


def a_coming_class(days=2, **given):
    course = given.pop("course", None) or make_course()
    trainer = given.pop("trainer", None) or make_trainer(courses=[course])
    return make_class(course=course, trainer=trainer, on=tuple(coming(days)), **given)


def seat_of(official):
    return (
        db.session.query(Enrolment).filter_by(official_id=official.id).order_by(Enrolment.id.desc()).first()
    )


def nominate(official, course):
    saved(Nomination(official_id=official.id, course_id=course.id, nominated_on=MONDAY))


def as_official(official):
    return make_user(Role.OFFICIAL, official_id=official.id)


def test_who_needs_the_course_is_offered_a_seat_and_gets_it(browser_of):
    training_class, official, other = a_coming_class(), make_official(), make_official()
    nominate(official, training_class.course)
    coordinator = browser_of(make_user())
    path = f"/classes/{training_class.id}/seats/new"

    page = words(coordinator.get(path))
    assert official.name_latin in page
    assert other.name_latin not in page
    assert coordinator.send(path, {"official": official.id}).status_code == 303
    assert seat_of(official).state is Seat.CALLED
    assert official.name_latin in words(coordinator.get(f"/classes/{training_class.id}/seats/"))


def test_the_form_says_why_not(browser_of):
    training_class, official = a_coming_class(), make_official()
    saved(Prerequisite(course_id=training_class.course_id, required_id=make_course().id))
    coordinator = browser_of(make_user())
    path = f"/classes/{training_class.id}/seats/new"

    assert "must first complete" in words(coordinator.get(f"{path}?q={official.staff_id}"))
    refused = coordinator.send(path, {"official": official.id})
    assert (refused.status_code, seat_of(official)) == (422, None)
    assert "must first complete" in soup(refused).select_one(".summary").text


def test_a_full_class_puts_whom_one_chooses_on_its_waiting_list(browser_of):
    training_class, official = a_coming_class(seats=1), make_official()
    make_enrolment(training_class)
    coordinator = browser_of(make_user())
    path = f"/classes/{training_class.id}/seats/new"

    assert "Put on the waiting list" in words(coordinator.get(f"{path}?q={official.staff_id}"))
    refused = coordinator.send(path, {"official": official.id, "way": "seat"})
    assert (refused.status_code, seat_of(official)) == (422, None)
    assert "all of them are taken" in soup(refused).select_one(".summary").text
    assert coordinator.send(path, {"official": official.id, "way": "waiting"}).status_code == 303
    assert seat_of(official).state is Seat.WAITING


def test_a_focal_person_seats_only_his_own_officials(browser_of):
    unit = make_unit()
    training_class, own, other = a_coming_class(), make_official(unit=unit), make_official()
    focal = browser_of(make_user(Role.FOCAL, unit=unit))
    path = f"/classes/{training_class.id}/seats/new"

    assert focal.send(path, {"official": other.id}).status_code == 404
    assert focal.send(path, {"official": own.id}).status_code == 303


def test_a_focal_person_sees_only_the_seats_of_his_units(browser_of):
    unit = make_unit()
    training_class, own, other = a_coming_class(), make_official(unit=unit), make_official()
    make_enrolment(training_class, own)
    foreign = make_enrolment(training_class, other)
    focal = browser_of(make_user(Role.FOCAL, unit=unit))

    page = words(focal.get(f"/classes/{training_class.id}/seats/"))
    assert own.name_latin in page
    assert other.name_latin not in page
    assert focal.get(f"/classes/{training_class.id}/seats/{foreign.id}").status_code == 404


def test_a_trainer_sees_the_officials_of_his_class_but_gives_no_seats(browser_of):
    user, course = make_user(Role.TRAINER), make_course()
    training_class = a_coming_class(course=course, trainer=make_trainer(user_id=user.id, courses=[course]))
    official = make_official()
    make_enrolment(training_class, official)
    trainer = browser_of(user)

    assert official.name_latin in words(trainer.get(f"/classes/{training_class.id}/seats/"))
    assert trainer.get(f"/classes/{training_class.id}/seats/new").status_code == 403


@pytest.mark.parametrize(
    ("verb", "form", "state"),
    [
        ("confirmation", {}, Seat.CONFIRMED),
        ("refusal", {"reason": "on mission"}, Seat.DECLINED),
        ("withdrawal", {"reason": "ill"}, Seat.WITHDRAWN),
    ],
)
def test_a_seat_is_confirmed_declined_or_freed(browser_of, verb, form, state):
    training_class = a_coming_class()
    seat = make_enrolment(training_class)
    coordinator = browser_of(make_user())

    assert coordinator.get(f"/classes/{training_class.id}/seats/{seat.id}").status_code == 200
    assert coordinator.send(f"/classes/{training_class.id}/seats/{seat.id}/{verb}", form).status_code == 303
    assert db.session.get(Enrolment, seat.id).state is state


def test_a_seat_is_not_freed_without_a_reason(browser_of):
    training_class = a_coming_class()
    seat = make_enrolment(training_class)

    refused = browser_of(make_user()).send(f"/classes/{training_class.id}/seats/{seat.id}/withdrawal")

    assert (refused.status_code, db.session.get(Enrolment, seat.id).state) == (422, Seat.CALLED)


def test_a_seat_changes_hands(browser_of):
    training_class, coming_in = a_coming_class(), make_official()
    seat = enrol(make_official(), to=training_class, by=None, at=dates.now())
    nominate(coming_in, training_class.course)
    coordinator = browser_of(make_user())
    path = f"/classes/{training_class.id}/seats/{seat.id}/replacement"

    assert coming_in.name_latin in words(coordinator.get(path))
    assert coordinator.send(path, {"official": coming_in.id}).status_code == 422
    assert coordinator.send(path, {"official": coming_in.id, "reason": "moved"}).status_code == 303
    assert (db.session.get(Enrolment, seat.id).state, seat_of(coming_in).state) == (
        Seat.REPLACED,
        Seat.CALLED,
    )


def session_form(training_session, **given):
    default = {
        "day": training_session.day.isoformat(), "half": training_session.half.value,
        "room": training_session.room_id, "trainer": training_session.trainer_id, "reason": "painting",
    }  # fmt: skip
    return default | given


def test_a_trainer_moves_his_own_session_with_a_reason_and_nobody_elses(browser_of):
    user, course = make_user(Role.TRAINER), make_course()
    training_class = a_coming_class(course=course, trainer=make_trainer(user_id=user.id, courses=[course]))
    other = a_coming_class()
    first, foreign = standing_sessions(training_class)[0], standing_sessions(other)[0]
    day = coming(4)[3]
    trainer = browser_of(user)
    path = f"/classes/{training_class.id}/sessions/{first.id}/"

    assert trainer.get(path).status_code == 200
    assert trainer.send(path, session_form(first, day=day, reason="")).status_code == 422
    assert trainer.send(path, session_form(first, day=day)).status_code == 303
    assert db.session.get(TrainingSession, first.id).day == day
    assert "painting" in words(trainer.get(f"/classes/{training_class.id}"))
    assert trainer.get(f"/classes/{other.id}/sessions/{foreign.id}/").status_code == 404


def test_a_refused_move_says_why_and_changes_nothing(browser_of):
    room = make_room()
    training_class, other = a_coming_class(room=room), a_coming_class(1)
    first = standing_sessions(training_class)[0]
    form = session_form(first, room=other.room_id)

    refused = browser_of(make_user()).send(f"/classes/{training_class.id}/sessions/{first.id}/", form)

    assert refused.status_code == 422
    assert "already taken" in soup(refused).select_one(".summary").text
    assert db.session.get(TrainingSession, first.id).room_id == room.id


def test_a_session_and_a_class_are_cancelled_with_a_reason(browser_of):
    training_class = a_coming_class()
    first, second = standing_sessions(training_class)
    coordinator = browser_of(make_user())
    cancel = f"/classes/{training_class.id}/sessions/%s/cancellation"

    assert coordinator.send(cancel % first.id).status_code == 422
    assert coordinator.send(cancel % first.id, {"reason": "no power"}).status_code == 303
    assert coordinator.send(cancel % second.id, {"reason": "no power"}).status_code == 422
    answer = coordinator.send(f"/classes/{training_class.id}/cancellation/", {"reason": "too few"})
    assert answer.status_code == 303
    assert db.session.get(TrainingClass, training_class.id).state is ClassState.CANCELLED


def test_the_calendar_tells_sessions_and_holidays(browser_of):
    training_class = a_coming_class(1)
    coordinator = browser_of(make_user())

    assert coordinator.get("/calendar/").status_code == 200
    day = training_class.starts_on
    events = coordinator.get(f"/calendar/events?start={day}&end={day}").json
    assert [(each["title"], each["start"], each["seats"]) for each in events] == [
        (training_class.name.en, f"{day}T07:30", "0/25")
    ]
    assert (
        coordinator.get("/calendar/events?start=x", headers={"Accept": "application/json"}).status_code == 422
    )
    assert [row["id"] for row in coordinator.get("/calendar/rooms").json] == [training_class.room_id]


def test_a_drop_in_the_calendar_is_checked_and_then_asks_for_the_reason(browser_of):
    training_class, day = a_coming_class(), coming(4)[3]
    first, second = standing_sessions(training_class)
    coordinator = browser_of(make_user())

    def drop(on, **given):
        form = {"id": first.id, "day": on.isoformat(), "half": "morning", **given}
        return coordinator.send("/calendar/move", form, headers={"Accept": "application/json"})

    assert drop(day, ask="1").json == {}
    assert "already has a session" in drop(second.day, ask="1").json["clash"]
    assert "already has a session" in drop(second.day).json["title"]
    url = drop(day, resource=training_class.room_id).json["url"]
    assert db.session.get(TrainingSession, first.id).day == first.day != day
    assert soup(coordinator.get(url)).select_one("#day")["value"] == day.isoformat()


def test_an_official_takes_and_gives_back_a_seat_on_his_phone(browser_of):
    official, training_class = make_official(), a_coming_class(open_to_all=True)
    nominate(official, training_class.course)
    phone = browser_of(as_official(official))

    assert "Take a seat" in words(phone.get("/schedule/"))
    assert phone.send("/schedule/seats", {"class": training_class.id}).status_code == 303
    page = words(phone.get("/schedule/"))
    assert "Next session" in page
    assert training_class.name.en in page
    assert phone.send(f"/schedule/seats/{seat_of(official).id}/return").status_code == 303
    assert seat_of(official).state is Seat.WITHDRAWN


def test_an_official_reads_why_he_cannot_take_a_seat(browser_of):
    official, training_class = make_official(), a_coming_class(open_to_all=True)
    phone = browser_of(as_official(official))

    assert "does not need the course" in words(phone.get("/schedule/"))
    refused = phone.send("/schedule/seats", {"class": training_class.id})
    assert (refused.status_code, seat_of(official)) == (422, None)


def test_nobody_gives_back_the_seat_of_another(browser_of):
    seat = make_enrolment(a_coming_class(open_to_all=True))
    phone = browser_of(as_official(make_official()))

    assert phone.send(f"/schedule/seats/{seat.id}/return").status_code == 404


def test_a_name_with_markup_stays_a_name(browser_of):
    training_class = a_coming_class()
    make_enrolment(training_class, make_official(name_latin="<script>alert(1)</script>"))

    page = browser_of(make_user()).get(f"/classes/{training_class.id}/seats/")

    assert "<script>alert" not in page.text


@pytest.mark.parametrize(
    ("path", "count"),
    [("/classes/", 6), ("/calendar/events?start={day}&end={day}", 5), ("/classes/{id}/seats/", 7)],
)
def test_a_list_asks_the_database_as_often_for_three_as_for_one(browser_of, queries, path, count):
    coordinator, training_class = browser_of(make_user()), a_coming_class()
    path = path.format(day=training_class.starts_on, id=training_class.id)
    asked = []
    for _ in range(2):
        make_enrolment(training_class)
        with queries() as sent:
            assert coordinator.get(path).status_code == 200
        asked.append(len(sent))
        a_coming_class()
    assert asked == [count, count]
