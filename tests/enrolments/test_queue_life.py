"""Chance deeds in two classes at one time: in whatever order they come, the promises hold after each."""

from collections import Counter
from datetime import date, timedelta
from functools import partial
from random import Random

import pytest
from sqlalchemy import func, select

from tests.enrolments.queues import EARLIER
from tests.factories import make_class, make_official, make_user
from training.classes.models import TrainingClass
from training.db import db
from training.enrolments import queue, requests, service
from training.enrolments.jobs import settle_waiting_lists
from training.enrolments.models import LIVE, TAKEN, Enrolment, OfficialHalfDay, Seat
from training.enrolments.rules import obstacles_of_waiting
from training.errors import RuleViolation
from training.officials.models import Official

STEPS, FAR = 80, date(2017, 12, 11)


CHANGES = {
    Seat.REQUESTED: (requests.grant, requests.grant, partial(requests.refuse, reason="full"), queue.leave),
    Seat.WAITING: (partial(queue.leave, reason="ill"), queue.call_waiting),
    Seat.OFFERED: (queue.accept, queue.decline_offer),
    Seat.CALLED: (
        partial(service.withdraw, reason="ill"),
        partial(service.decline, reason="ill"),
        service.confirm,
    ),
    Seat.CONFIRMED: (partial(service.withdraw, reason="ill"),),
}
WISHES = (service.enrol, requests.ask, queue.wait_for, queue.wait_for, queue.wait_for)


class Life:
    """Two small classes in the same half-day, eight officials, and a clock that runs towards the class."""

    def __init__(self, seed):
        self.chance, self.at = Random(seed), EARLIER
        self.classes = [make_class(seats=1, on=(FAR,)), make_class(seats=2, on=(FAR,), by_approval=True)]
        self.people = [make_official() for _ in range(8)]
        self.user = make_user()
        self.done = Counter()

    def step(self):
        """Do one thing; what the rules refuse is taken back as a page would."""
        deeds = (*[self.bring] * 6, self.change, self.change, self.replace, self.wait)
        try:
            with db.session.begin_nested():
                self.chance.choice(deeds)()
        except RuleViolation:
            db.session.expire_all()
        settle_waiting_lists(at=self.at)

    def bring(self):
        verb, to = self.chance.choice(WISHES), self.chance.choice(self.classes)
        verb(self.chance.choice(self.people), to=to, by=self.user, at=self.at)

    def change(self):
        live = db.session.scalars(
            select(Enrolment).where(Enrolment.state.in_(LIVE)).order_by(Enrolment.id)
        ).all()
        if live:
            enrolment = self.chance.choice(live)
            self.done[enrolment.state] += 1
            self.chance.choice(CHANGES[enrolment.state])(enrolment, by=self.user, at=self.at)

    def replace(self):
        called = db.session.scalars(
            select(Enrolment).where(Enrolment.state == Seat.CALLED).order_by(Enrolment.id)
        ).all()
        if called:
            other = self.chance.choice(self.people)
            service.replace(self.chance.choice(called), with_=other, reason="ill", by=self.user, at=self.at)

    def wait(self):
        self.at += timedelta(hours=self.chance.randrange(1, 60))


def seated(training_class):
    theirs = select(func.count()).where(Enrolment.class_id == training_class.id, Enrolment.state.in_(TAKEN))
    return db.session.scalar(theirs)


def holding():
    """The enrolments that hold half-days, and those that should."""
    held = set(db.session.scalars(select(OfficialHalfDay.enrolment_id)))
    return held, set(db.session.scalars(select(Enrolment.id).where(Enrolment.state.in_(TAKEN))))


def who_could_come(training_class):
    """Who waits beside a free seat although nothing keeps him from it."""
    waiting = select(Enrolment).where(
        Enrolment.class_id == training_class.id, Enrolment.state == Seat.WAITING
    )
    return [
        each.id
        for each in db.session.scalars(waiting).all()
        if not list(obstacles_of_waiting(db.session.get(Official, each.official_id), to=training_class))
    ]


@pytest.mark.parametrize("seed", range(8))
def test_whatever_is_done_no_seat_is_given_twice_and_none_stays_free_beside_who_can_come(seed):
    life = Life(seed)
    for _ in range(STEPS):
        life.step()
        for training_class in db.session.scalars(select(TrainingClass)).all():
            assert training_class.taken == seated(training_class) <= training_class.seats
            assert who_could_come(training_class) == []
        held, should = holding()
        assert held == should
        live = select(Enrolment.class_id, Enrolment.official_id).where(Enrolment.state.in_(LIVE))
        pairs = [tuple(row) for row in db.session.execute(live)]
        assert len(pairs) == len(set(pairs))
    assert len(life.done) >= 2
