"""Lists, seats, figures and jobs that stand on the first pages, each narrowed to what the reader sees."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import distinct, func, select
from sqlalchemy.orm import contains_eager, joinedload

from training.accounts.models import User
from training.accounts.scope import seen_by
from training.classes.models import TrainingClass
from training.db import db
from training.enrolments.models import Enrolment, Seat
from training.home.few import FEW, Some, some
from training.identification.models import IdentificationList, ListRow, ListState, RowOutcome
from training.jobs import Job, JobState
from training.officials.models import Official, Sex
from training.officials.queries import Count
from training.operation.queries import JobLine, jobs

TO_REVIEW = (ListState.RECEIVED, ListState.READ)


def lists_to_review(user: User) -> Some[IdentificationList]:
    query = select(IdentificationList).where(
        IdentificationList.state.in_(TO_REVIEW), seen_by(user, IdentificationList)
    )
    return some(query.order_by(IdentificationList.id.desc()))


def doubtful_rows(user: User) -> int:
    """Rows of lists to review that look like somebody else, and that nobody has decided."""
    query = (
        select(func.count())
        .select_from(ListRow)
        .join(IdentificationList, IdentificationList.id == ListRow.list_id)
        .where(IdentificationList.state.in_(TO_REVIEW), seen_by(user, IdentificationList))
        .where(ListRow.outcome == RowOutcome.DOUBTFUL, ListRow.decision.is_(None))
    )
    return db.session.scalar(query) or 0


def not_confirmed(user: User, *, on: date) -> Some[Enrolment]:
    """Who was called and is not yet released by his unit."""
    query = (
        select(Enrolment)
        .join(Enrolment.training_class)
        .where(seen_by(user, Enrolment), Enrolment.state == Seat.CALLED, TrainingClass.starts_on >= on)
        .options(contains_eager(Enrolment.training_class), joinedload(Enrolment.official))
        .options(joinedload(Enrolment.unit))
    )
    return some(query.order_by(TrainingClass.starts_on, Enrolment.id))


def people_trained(user: User) -> Count:
    """Officials who completed any course, and the women among them."""
    people = func.count(distinct(Enrolment.official_id))
    query = (
        select(people, people.filter(Official.sex == Sex.FEMALE))
        .join(Official, Official.id == Enrolment.official_id)
        .where(Enrolment.state == Seat.COMPLETED, seen_by(user, Enrolment))
    )
    return Count(*db.session.execute(query).one())


def failed_jobs() -> Some[Job]:
    return some(select(Job).where(Job.state == JobState.FAILED).order_by(Job.id.desc()))


def last_jobs() -> Sequence[JobLine]:
    """The newest jobs, whoever asked for them."""
    return jobs()[:FEW]


def oneself(user: User) -> Official | None:
    """The official that the user is."""
    himself = select(Official).where(Official.id == user.official_id, seen_by(user, Official))
    return db.session.scalar(himself.options(joinedload(Official.unit)))
