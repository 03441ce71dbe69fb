"""Many reach for few seats, offers and places at the same instant; it comes out right on both databases."""

import os
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from threading import Barrier

import psycopg
import pytest
from sqlalchemy import func, make_url, select

from app import create_app
from tests import postgres
from tests.enrolments.queues import EARLIER, TWO_DAYS, full_class, wait, withdraw
from tests.factories import (
    MONDAY,
    NOON,
    make_class,
    make_course,
    make_official,
    make_room,
    make_trainer,
    make_unit,
    make_user,
)
from training.classes.models import TrainingClass
from training.classes.rules import RoomIsBusy
from training.classes.service import open_class
from training.courses.models import Course
from training.dates import HalfDay
from training.db import access, db
from training.enrolments import queue
from training.enrolments.asking import OfferOver
from training.enrolments.models import Enrolment, Seat
from training.enrolments.queue import settled
from training.enrolments.rules import AlreadyAsked, ClassIsFull
from training.enrolments.service import enrol
from training.enrolments.waiting import queue_of
from training.errors import RuleViolation
from training.officials.models import Official
from training.resources.models import Room, Trainer

SEATS, OFFICIALS = 5, 40
pytestmark = pytest.mark.real_database
no_postgres = not os.environ.get("TEST_DATABASE_URL") and not list(Path("/usr/lib/postgresql").glob("*/bin"))
on_postgres = pytest.mark.skipif(no_postgres, reason="PostgreSQL is not installed")


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=on_postgres)])
def house(request, tmp_path):
    """An application on a real database of its own."""
    if request.param == "sqlite":
        yield from _prepared(f"sqlite:///{tmp_path}/race.db", tmp_path)
    else:
        with postgres.cluster() as url, own_database(url) as own:
            yield from _prepared(own, tmp_path)


@contextmanager
def own_database(url):
    name = f"race_{os.getpid()}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
        yield make_url(url).set(database=name).render_as_string(hide_password=False)
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


def _prepared(url, folder):
    app = create_app({"DATABASE_URL": url, "SECRET_KEY": "test", "DATA_DIR": str(folder), "TESTING": True})
    with app.app_context():
        db.create_all()
    yield app
    with app.app_context():
        db.engine.dispose()


def race(app, reach):
    """Let ``reach(class, official, barrier)`` run in forty threads; count what came of it."""
    with app.app_context():
        unit, training_class = make_unit(), make_class(seats=SEATS)
        wanted, officials = training_class.id, [make_official(unit=unit).id for _ in range(OFFICIALS)]
        db.session.commit()
    barrier = Barrier(OFFICIALS)

    def one(official_id):
        with app.app_context():
            return reach(wanted, official_id, barrier)

    with ThreadPoolExecutor(OFFICIALS) as threads:
        outcomes = Counter(threads.map(one, officials))
    with app.app_context():
        seats = db.session.scalar(select(func.count()).where(Enrolment.class_id == wanted))
        return outcomes, seats, db.session.get_one(TrainingClass, wanted).taken


def by_the_verb(class_id, official_id, barrier):
    barrier.wait()
    official = db.session.get_one(Official, official_id)
    try:
        enrol(official, to=db.session.get_one(TrainingClass, class_id), by=None, at=NOON)
        db.session.commit()
    except ClassIsFull:
        db.session.rollback()
        return "full"
    return "seat"


def by_looking_first(class_id, official_id, barrier):
    """What a careless program does: look in one breath, write in the next."""
    barrier.wait()
    with access(to_write=False):
        count = db.session.scalar(select(func.count()).where(Enrolment.class_id == class_id))
        unit_id = db.session.get_one(Official, official_id).unit_id
        db.session.rollback()
    barrier.wait()
    if count >= SEATS:
        return "full"
    db.session.add(
        Enrolment(
            class_id=class_id, official_id=official_id, unit_id=unit_id, created_at=NOON, changed_at=NOON
        )
    )
    db.session.commit()
    return "seat"


def test_forty_officials_share_five_seats(house):
    assert race(house, by_the_verb) == ({"seat": SEATS, "full": OFFICIALS - SEATS}, SEATS, SEATS)


def test_the_race_is_a_race_since_looking_first_overbooks(house):
    outcomes, seats, _taken = race(house, by_looking_first)

    assert (outcomes["seat"], seats) == (OFFICIALS, OFFICIALS)


def test_one_of_eight_coordinators_gets_the_room_and_the_others_read_why(house):
    with house.app_context():
        room = make_room().id
        wanted = [make_course() for _ in range(8)]
        pairs = [(course.id, make_trainer(courses=[course]).id) for course in wanted]
        db.session.commit()
    barrier = Barrier(len(pairs))

    def book(pair):
        with house.app_context():
            course, trainer = db.session.get_one(Course, pair[0]), db.session.get_one(Trainer, pair[1])
            place = db.session.get_one(Room, room)
            db.session.commit()
            barrier.wait()
            try:
                open_class(
                    course, room=place, trainer=trainer, sessions=[(MONDAY, HalfDay.MORNING)], seats=5,
                    by=None, at=NOON, on=MONDAY,
                )  # fmt: skip
                db.session.commit()
            except RoomIsBusy:
                db.session.rollback()
                return "busy"
            return "booked"

    with ThreadPoolExecutor(len(pairs)) as threads:
        assert Counter(threads.map(book, pairs)) == {"booked": 1, "busy": 7}


def at_once(app, *deeds):
    """Let each of ``deeds`` run in a thread of its own, at the same instant; count what came of it."""
    barrier = Barrier(len(deeds))

    def one(deed):
        with app.app_context():
            barrier.wait()
            try:
                deed()
                db.session.commit()
            except RuleViolation as violation:
                db.session.rollback()
                return type(violation)
            return "done"

    with ThreadPoolExecutor(len(deeds)) as threads:
        return Counter(threads.map(one, deeds))


def a_queue(*, waiting, **given):
    """A class of one seat that is taken, and people who wait: numbers of the class, the seat, who waits."""
    training_class, (seat,) = full_class(**given)
    queue_ = [wait(training_class).id for _ in range(waiting)]
    return training_class.id, seat.id, queue_


def enrolment(number):
    return db.session.get_one(Enrolment, number)


def states_in(class_id):
    found = select(Enrolment.state).where(Enrolment.class_id == class_id).order_by(Enrolment.id)
    return list(db.session.scalars(found)), db.session.get_one(TrainingClass, class_id).taken


def test_an_offer_is_answered_once_although_official_and_unit_answer_at_the_same_instant(house):
    with house.app_context():
        class_id, seat, (first, _second) = a_queue(waiting=2)
        withdraw(enrolment(seat))
        db.session.commit()
    accepts = [lambda: queue.accept(enrolment(first), by=None, at=EARLIER)] * 4
    declines = [lambda: queue.decline_offer(enrolment(first), by=None, at=EARLIER)] * 4

    outcomes = at_once(house, *accepts, *declines)

    assert outcomes == {"done": 1, OfferOver: 7}
    with house.app_context():
        assert states_in(class_id) in (
            ([Seat.WITHDRAWN, Seat.CALLED, Seat.WAITING], 1),
            ([Seat.WITHDRAWN, Seat.DECLINED, Seat.OFFERED], 1),
        )


def test_a_seat_that_falls_free_goes_to_the_first_who_waits_however_many_reach_for_it(house):
    with house.app_context():
        class_id, seat, (first, *_others) = a_queue(waiting=3)
        late_comers = [make_official().id for _ in range(6)]
        db.session.commit()

    def reach(number):
        official = db.session.get_one(Official, number)
        enrol(official, to=db.session.get_one(TrainingClass, class_id), by=None, at=EARLIER)

    sweeps = [lambda: settled(class_id, at=EARLIER)] * 3
    reaches = [partial(reach, number) for number in late_comers]
    outcomes = at_once(house, lambda: withdraw(enrolment(seat)), *sweeps, *reaches)

    assert outcomes == {"done": 4, ClassIsFull: 6}
    with house.app_context():
        assert enrolment(first).state is Seat.OFFERED
        assert states_in(class_id) == ([Seat.WITHDRAWN, Seat.OFFERED, Seat.WAITING, Seat.WAITING], 1)


def test_a_lapsed_offer_is_passed_on_once_by_many_sweeps_and_who_accepts_too_late_reads_why(house):
    with house.app_context():
        class_id, seat, (first, _second) = a_queue(waiting=2)
        withdraw(enrolment(seat))
        db.session.commit()
    late = EARLIER + TWO_DAYS

    accepts = [lambda: queue.accept(enrolment(first), by=None, at=late)]
    outcomes = at_once(house, *accepts, *[lambda: settled(class_id, at=late)] * 5)

    assert outcomes == {"done": 5, OfferOver: 1}
    with house.app_context():
        assert states_in(class_id) == ([Seat.WITHDRAWN, Seat.EXPIRED, Seat.OFFERED], 1)


def test_two_classes_at_one_time_never_offer_a_seat_to_the_same_official(house):
    with house.app_context():
        official = make_official()
        classes = []
        for _ in range(6):
            training_class, (seat,) = full_class()
            wait(training_class, official)
            classes.append((training_class.id, seat.id))
        db.session.commit()

    outcomes = at_once(house, *[partial(lambda number: withdraw(enrolment(number)), s) for _c, s in classes])

    assert outcomes == {"done": 6}
    with house.app_context():
        found = [states_in(class_id) for class_id, _seat in classes]
        assert Counter((tuple(states), taken) for states, taken in found) == {
            ((Seat.WITHDRAWN, Seat.OFFERED), 1): 1,
            ((Seat.WITHDRAWN, Seat.WAITING), 0): 5,
        }


def test_forty_officials_who_find_the_class_full_stand_in_one_line(house):
    with house.app_context():
        class_id, _seat, _nobody = a_queue(waiting=0)
        officials = [make_official().id for _ in range(OFFICIALS)]
        db.session.commit()

    def join(number):
        official = db.session.get_one(Official, number)
        queue.wait_for(official, to=db.session.get_one(TrainingClass, class_id), by=None, at=EARLIER)

    assert at_once(house, *[partial(join, number) for number in officials * 2]) == {
        "done": OFFICIALS,
        AlreadyAsked: OFFICIALS,
    }
    with house.app_context():
        training_class = db.session.get_one(TrainingClass, class_id)
        line = queue_of(training_class, for_user=make_user(), at=EARLIER).waiting
        assert [wish.place for wish in line] == list(range(1, OFFICIALS + 1))
