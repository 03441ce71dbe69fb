"""A small class that is full: a seat is offered, two officials wait, one asks, one declined."""

from datetime import datetime, timedelta

from sqlalchemy import select

from training.accounts.models import User
from training.classes.models import TrainingClass
from training.db import db
from training.demo.months import BOTH, call, open_class
from training.demo.stage import Stage
from training.enrolments import queue, requests, service
from training.enrolments.models import Enrolment, Seat
from training.officials.models import Official
from training.resources.queries import workdays

SEATS = 8
DECLINED = "មានបេសកកម្មនៅខេត្តកំពត"  # on mission in Kampot


def full_class(*, place: Stage, by: User, at: datetime) -> None:
    """Cash Management for those who sit in the overview; the demo's officials have no seat in it yet."""
    overview = db.session.scalars(
        select(TrainingClass).where(TrainingClass.course_id == place.courses["OVW"].id)
    ).one()
    days = workdays(overview.ends_on + timedelta(days=4), overview.ends_on + timedelta(days=25))[:2]
    slots = [(day, half) for day in days for half in BOTH]
    training_class = open_class(
        "CM", slots=slots, place=place, room=2, trainer=2, by=by, wave="រលកទី២ FMIS", seats=SEATS,
        open_to_all=True, by_approval=True,
    )  # fmt: skip
    offered, first, asks, *others = _people_of(overview)
    declines, *come = call(others[:SEATS], to=training_class, by=by, at=at)
    for seat in come:
        service.confirm(seat, by=by, at=at)
    for official in (offered, first, others[SEATS]):
        queue.wait_for(official, to=training_class, by=by, at=at)
    service.decline(declines, reason=DECLINED, by=by, at=at)
    requests.ask(asks, to=training_class, by=_focal_person(), at=at)


def _people_of(overview: TrainingClass) -> list[Official]:
    """Who is called to the overview; first those to whom the demo gives a sign-in (``cast.officials``)."""
    query = (
        select(Official)
        .join(Enrolment, Enrolment.official_id == Official.id)
        .where(Enrolment.class_id == overview.id)
        .order_by(Enrolment.state != Seat.CALLED, Official.id)
    )
    return list(db.session.scalars(query))


def _focal_person() -> User:
    return db.session.scalars(select(User).where(User.user_name == "focal3")).one()
