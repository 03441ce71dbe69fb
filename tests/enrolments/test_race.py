"""Forty officials reach for five seats at the same instant: five get one, on both databases."""

import os
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier

import psycopg
import pytest
from sqlalchemy import func, make_url, select

from app import create_app
from tests import postgres
from tests.factories import (
    MONDAY,
    NOON,
    make_class,
    make_course,
    make_official,
    make_room,
    make_trainer,
    make_unit,
)
from training.classes.models import TrainingClass
from training.classes.rules import RoomIsBusy
from training.classes.service import open_class
from training.courses.models import Course
from training.dates import HalfDay
from training.db import access, db
from training.enrolments.models import Enrolment
from training.enrolments.rules import ClassIsFull
from training.enrolments.service import enrol
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
