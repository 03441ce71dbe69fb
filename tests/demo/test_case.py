"""The living case: what a newcomer finds, and what the demo never touches."""

from datetime import UTC, date, datetime

import pytest
from sqlalchemy import func, select

from training.accounts.models import User
from training.certificates.models import Certificate, CertificateState
from training.classes.models import ClassState, TrainingClass, TrainingSession
from training.db import db
from training.demo import case
from training.demo.queries import user_with
from training.demo.story import STEPS
from training.enrolments.models import Enrolment, Outcome, Seat
from training.identification import comparing
from training.identification.models import IdentificationList, ListState
from training.institution import default_institution
from training.officials.queries import Count
from training.permissions import Role
from training.readiness.models import Licence

DAY = date(2017, 11, 22)
NOON = datetime(2017, 11, 22, 5, 0, tzinfo=UTC)


def count(query) -> int:
    return db.session.scalar(select(func.count()).select_from(query.subquery()))


def test_the_demo_never_touches_a_real_database():
    db.session.add(default_institution())
    db.session.flush()

    with pytest.raises(case.RealData):
        case.lay(on=DAY, at=NOON)
    with pytest.raises(case.RealData):
        case.start_over(on=DAY, at=NOON)


def test_the_case_holds_what_happened_in_2017_and_what_a_newcomer_tries():
    case.lay(on=DAY, at=NOON)
    past_months_are_there()
    what_a_newer_list_names_no_more_waits_for_two_officials()
    each_role_has_its_user_and_each_step_its_page()
    one_class_is_full_and_the_demos_officials_are_offered_a_seat_wait_and_ask()


def past_months_are_there():
    passed = select(Enrolment.official_id).where(Enrolment.outcome == Outcome.ACHIEVEMENT)
    assert count(passed) == 163
    assert count(select(Certificate.id).where(Certificate.state == CertificateState.VALID)) == 163
    assert count(select(Certificate.id).where(Certificate.state == CertificateState.REPLACED)) == 1
    assert count(select(Licence.id)) == 56
    assert count(select(IdentificationList.id).where(IdentificationList.state == ListState.APPLIED)) == 13
    assert count(select(IdentificationList.id).where(IdentificationList.state == ListState.READ)) == 1
    running = select(TrainingSession.day).join(TrainingClass, TrainingClass.id == TrainingSession.class_id)
    assert DAY in db.session.scalars(running.where(TrainingClass.state == ClassState.RUNNING)).all()
    assert count(select(TrainingClass.id).where(TrainingClass.state == ClassState.PUBLISHED)) == 2


def what_a_newer_list_names_no_more_waits_for_two_officials():
    newer = db.session.scalars(
        select(IdentificationList).where(
            IdentificationList.replaces_id.is_not(None), IdentificationList.state == ListState.APPLIED
        )
    ).one()
    coordinator = user_with(Role.COORDINATOR)
    found = comparing.leaving(newer, comparing.comparison(newer), user=coordinator)
    assert (newer.unit.code, found.open) == ("MIH", Count(2, 0))


def each_role_has_its_user_and_each_step_its_page():
    assert {role for role in Role if role in user_with(role).roles} == set(Role)
    assert [step.number for step in STEPS if step.arguments() is None] == []


def one_class_is_full_and_the_demos_officials_are_offered_a_seat_wait_and_ask():
    hopes = select(Enrolment.official_id, Enrolment.state).where(
        Enrolment.state.in_((Seat.OFFERED, Seat.WAITING, Seat.REQUESTED))
    )
    found = dict(map(tuple, db.session.execute(hopes)))
    users = select(User.official_id).where(User.official_id.is_not(None)).order_by(User.id)
    assert [found[official] for official in db.session.scalars(users)] == [
        Seat.OFFERED,
        Seat.WAITING,
        Seat.REQUESTED,
    ]
    assert sorted(found.values()) == [Seat.OFFERED, Seat.REQUESTED, Seat.WAITING, Seat.WAITING]
    full = db.session.scalars(select(TrainingClass).where(TrainingClass.by_approval)).one()
    assert (full.taken, full.seats_left) == (8, 0)


@pytest.mark.long
def test_the_same_day_gives_the_same_case():
    case.lay(on=DAY, at=NOON)
    query = select(Certificate.number, Certificate.official_id, Certificate.issued_on).order_by(
        Certificate.number
    )
    first = db.session.execute(query).all()

    case.start_over(on=DAY, at=NOON)

    assert [row[::2] for row in db.session.execute(query).all()] == [row[::2] for row in first]
