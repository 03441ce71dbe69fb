"""Chance deeds in two classes at one time: in whatever order they come, the promises hold after each."""

from datetime import timedelta
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

STEPS = 40


class Life:
    """Two classes of two seats in the same half-day, eight officials, and a clock that runs to the eve."""

    def __init__(self, seed):
        self.chance, self.at = Random(seed), EARLIER
        self.classes = [make_class(seats=2), make_class(seats=2, by_approval=True)]
        self.people = [make_official() for _ in range(8)]
        self.user = make_user()
        self.done = 0

    def enrolment(self, *states):
        found = db.session.scalars(select(Enrolment).where(Enrolment.state.in_(states))).all()
        return self.chance.choice(found) if found else None

    def bring(self, verb):
        verb(self.chance.choice(self.people), to=self.chance.choice(self.classes), by=self.user, at=self.at)

    def change(self, verb, *states, **more):
        if (enrolment := self.enrolment(*states)) is not None:
            verb(enrolment, by=self.user, at=self.at, **more)

    def step(self):
        deeds = (
            lambda: self.bring(service.enrol),
            lambda: self.bring(queue.wait_for),
            lambda: self.bring(queue.wait_for),
            lambda: self.bring(requests.ask),
            lambda: self.change(requests.grant, Seat.REQUESTED),
            lambda: self.change(requests.refuse, Seat.REQUESTED, reason="full"),
            lambda: self.change(queue.leave, Seat.REQUESTED, Seat.WAITING, reason="ill"),
            lambda: self.change(queue.accept, Seat.OFFERED),
            lambda: self.change(queue.decline_offer, Seat.OFFERED),
            lambda: self.change(queue.call_waiting, Seat.WAITING),
            lambda: self.change(service.withdraw, Seat.CALLED, Seat.CONFIRMED, reason="ill"),
            lambda: self.change(service.confirm, Seat.CALLED),
            lambda: self.change(
                service.replace,
                Seat.CALLED,
                Seat.CONFIRMED,
                with_=self.chance.choice(self.people),
                reason="moved",
            ),
            self.wait,
        )
        try:
            with db.session.begin_nested():
                self.chance.choice(deeds)()
            self.done += 1
        except RuleViolation:
            db.session.expire_all()
        settle_waiting_lists(at=self.at)

    def wait(self):
        self.at += timedelta(hours=self.chance.randrange(1, 40))


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


@pytest.mark.parametrize("seed", range(12))
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
    assert life.done > STEPS // 4
