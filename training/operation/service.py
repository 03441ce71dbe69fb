"""The first day of an installation, the words and hours of its institution, jobs that need a person."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from sqlalchemy import func, select

from training import audit
from training.accounts import service as accounts
from training.accounts.models import User
from training.courses import service as courses
from training.db import db
from training.errors import RuleViolation
from training.i18n import lazy
from training.institution import Institution, default_institution
from training.jobs import Job, JobState
from training.organisation import service as organisation
from training.permissions import Role
from training.resources import service as resources
from training.workflow import service as workflow

HOURS = ("morning_starts", "morning_ends", "afternoon_starts", "afternoon_ends")


class StartedAlready(RuleViolation):
    message = lazy("This installation has been started already.")


class NotGivenUp(RuleViolation):
    message = lazy("Only a job that was given up is taken up again.")


class HoursOutOfOrder(RuleViolation):
    message = lazy("The morning must end after it begins, and the afternoon follows it and ends later.")


def start(*, user_name: str, name_km: str, name_en: str, on: date, at: datetime) -> str:
    """Write the reference data and one administrator; give his one-time code, which lasts 14 days.

    Raises:
        StartedAlready: there is an institution or a user, or the demo made this database.
    """
    if any(db.session.scalar(select(func.count()).select_from(model)) for model in (Institution, User)):
        raise StartedAlready
    db.session.add(default_institution())
    organisation.load_reference(on)
    workflow.load_reference()
    courses.load_reference()
    resources.load_reference(range(on.year, on.year + 2))
    user = accounts.create_user(
        user_name=user_name, name_km=name_km, name_en=name_en, roles=[Role.ADMINISTRATOR], by=None, at=at
    )
    return accounts.give_code(user, at=at, by=None)


def take_up_again(job: Job, *, by: User | None, at: datetime) -> None:
    """Let a job that was given up be tried anew, ten times at most.

    Raises:
        NotGivenUp: it is waiting, running or done.
    """
    if job.state is not JobState.FAILED:
        raise NotGivenUp
    job.move_to(JobState.QUEUED)
    job.attempts, job.run_at, job.ended_at = 0, at, None
    audit.record("took up job again", job, by=by)


def change_institution(house: Institution, *, by: User | None, **facts: Any) -> None:
    """Write the columns ``facts`` of the institution; papers already issued keep what they say.

    Raises:
        HoursOutOfOrder: the half-days overlap, or end before they begin.
    """
    for obstacle in obstacles_to_hours(house, facts):
        raise obstacle
    new = {name: value for name, value in facts.items() if getattr(house, name) != value}
    for name, value in new.items():
        setattr(house, name, value)
    db.session.add(house)
    if new:
        audit.record("changed settings", house, by=by, **{name: str(value) for name, value in new.items()})


def obstacles_to_hours(house: Institution, facts: Mapping[str, Any]) -> Iterator[RuleViolation]:
    begins, ends, begins_again, ends_again = (facts.get(name, getattr(house, name)) for name in HOURS)
    if not begins < ends <= begins_again < ends_again:
        yield HoursOutOfOrder()
