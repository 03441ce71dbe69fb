"""One plain function for each model, with sensible defaults; a test says only what it is about."""

from datetime import UTC, date, datetime, timedelta
from itertools import count

from training.accounts.models import RoleGrant, User
from training.classes.models import ClassState, TrainingClass, TrainingSession
from training.courses.models import Course
from training.dates import HalfDay
from training.db import db
from training.enrolments.models import Enrolment, Seat
from training.officials.models import Official, Posting, Sex
from training.organisation.models import Province, Unit, UnitKind
from training.permissions import Role
from training.resources.models import Room, Trainer, TrainingCentre

MONDAY, TUESDAY, WEDNESDAY = date(2017, 11, 13), date(2017, 11, 14), date(2017, 11, 15)
NOON = datetime(2017, 11, 13, 5, 0, tzinfo=UTC)
number = count(1)


def saved(thing):
    """Write the record, and forget it, so that the test reads what the database holds."""
    db.session.add(thing)
    db.session.flush()
    db.session.expire(thing)
    return thing


def make_province(code: str = "12") -> Province:
    return db.session.get(Province, code) or saved(Province(code=code, name_km="ភ្នំពេញ", name_en="Phnom Penh"))


def make_unit(**given) -> Unit:
    n = next(number)
    parent = given.pop("parent", None)
    default = {"code": f"U{n}", "kind": UnitKind.MINISTRY, "name_km": f"អង្គភាព {n}", "name_en": f"Unit {n}"}
    unit = saved(Unit(parent_id=parent.id if parent else None, **(default | given)))
    unit.path = f"{parent.path if parent else '/'}{unit.id}/"
    db.session.flush()
    return unit


def make_user(*roles: Role, unit: Unit | None = None, **given) -> User:
    """A user with ``roles``; a focal person answers for ``unit``."""
    n = next(number)
    default = {"user_name": f"user{n}", "name_km": f"អ្នកប្រើ {n}", "name_en": f"User {n}", "created_at": NOON}
    user = saved(User(**(default | given)))
    for role in roles or (Role.COORDINATOR,):
        place = (unit or make_unit()).id if role is Role.FOCAL else None
        saved(RoleGrant(user_id=user.id, role=role, unit_id=place, granted_at=NOON))
    db.session.expire(user)
    return user


def make_official(**given) -> Official:
    n = next(number)
    unit = given.pop("unit", None) or make_unit()
    default = {
        "staff_id": f"{n:010}",
        "name_km": f"មន្ត្រី {n}",
        "name_latin": f"OFFICIAL {n}",
        "sex": Sex.MALE,
        "birth_date": date(1985, 3, 12),
        "created_at": NOON,
    }
    official = saved(Official(unit_id=unit.id, **(default | given)))
    saved(Posting(official_id=official.id, unit_id=unit.id, valid_from=date(2017, 1, 1)))
    return official


def make_course(**given) -> Course:
    n = next(number)
    default = {"code": f"C{n}", "name_km": f"វគ្គ {n}", "name_en": f"Course {n}", "half_days": 2}
    return saved(Course(**(default | given)))


def make_room(**given) -> Room:
    n = next(number)
    centre = given.pop("centre", None) or saved(
        TrainingCentre(name_km="អគារ B", name_en="Building B", province_code=make_province().code)
    )
    default = {"name_km": f"បន្ទប់ {n}", "name_en": f"Room {n}", "seats": 25}
    return saved(Room(centre_id=centre.id, **(default | given)))


def make_trainer(**given) -> Trainer:
    n = next(number)
    courses = given.pop("courses", [])
    default = {"name_km": f"គ្រូ {n}", "name_en": f"Trainer {n}", "province_code": make_province().code}
    return saved(Trainer(courses=list(courses), **(default | given)))


def make_class(
    *, on: tuple[date, ...] = (MONDAY,), half: HalfDay = HalfDay.MORNING, **given
) -> TrainingClass:
    """A class with one session on each day of ``on``; published unless said otherwise."""
    course = given.pop("course", None) or make_course()
    room = given.pop("room", None) or make_room()
    trainer = given.pop("trainer", None) or make_trainer()
    default = {
        "number": next(number),
        "seats": 25,
        "state": ClassState.PUBLISHED,
        "starts_on": min(on),
        "ends_on": max(on),
        "created_at": NOON,
    }
    training_class = saved(
        TrainingClass(course_id=course.id, room_id=room.id, trainer_id=trainer.id, **(default | given))
    )
    for day in on:
        make_session(training_class, day=day, half=half)
    return training_class


def make_session(training_class: TrainingClass, **given) -> TrainingSession:
    default = {
        "day": MONDAY,
        "half": HalfDay.MORNING,
        "room_id": training_class.room_id,
        "trainer_id": training_class.trainer_id,
        "changed_at": NOON,
    }
    return saved(TrainingSession(class_id=training_class.id, **(default | given)))


def make_enrolment(
    training_class: TrainingClass | None = None, official: Official | None = None, **given
) -> Enrolment:
    """A called seat, written as a row; ``enrolments.service.enrol`` is the verb that checks."""
    training_class, official = training_class or make_class(), official or make_official()
    training_class.taken += 1
    default = {"unit_id": official.unit_id, "created_at": NOON, "changed_at": NOON, "called_at": NOON}
    if given.get("state") is Seat.OFFERED:
        default |= {"called_at": None, "offered_until": NOON + timedelta(days=2)}
    return saved(Enrolment(class_id=training_class.id, official_id=official.id, **(default | given)))
