"""A full class and people who wait for it, as the tests of the waiting list need them."""

from datetime import timedelta

from tests.factories import MONDAY, NOON, make_class, make_official, make_user, saved
from training.courses.models import Nomination
from training.db import db
from training.enrolments import queue, service
from training.enrolments.models import Enrolment, OfficialHalfDay, PassedOver
from training.officials.models import Official

EARLIER = NOON - timedelta(days=6)  # of the class, which begins on Monday morning
TWO_DAYS = timedelta(hours=48)


def full_class(*, seats=1, **given):
    """A class whose seats are all taken, and who sits there."""
    training_class = make_class(seats=seats, **given)
    there = [enrol(make_official(), to=training_class) for _ in range(seats)]
    return training_class, there


def enrol(official, *, to, at=EARLIER):
    return service.enrol(official, to=to, by=make_user(), at=at)


def wait(to, official=None, *, by=None, at=EARLIER):
    return queue.wait_for(official or make_official(), to=to, by=by or make_user(), at=at)


def withdraw(seat, *, at=EARLIER):
    service.withdraw(seat, reason="ill", by=make_user(), at=at)


def nominate(official, course):
    return saved(Nomination(official_id=official.id, course_id=course.id, nominated_on=MONDAY))


def who(enrolment):
    return db.session.get(Official, enrolment.official_id)


def states(*enrolments):
    return [db.session.get(Enrolment, each.id).state for each in enrolments]


def half_days_of(enrolment):
    return db.session.query(OfficialHalfDay).filter_by(enrolment_id=enrolment.id).count()


def notes_of(enrolment):
    return db.session.query(PassedOver).filter_by(enrolment_id=enrolment.id).order_by(PassedOver.id).all()
