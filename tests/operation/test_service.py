"""An installation is started once, with reference data and one administrator."""

import pytest
from sqlalchemy import func, select

from tests.factories import MONDAY, NOON, make_user, saved
from training.accounts.models import User
from training.courses.models import Course
from training.db import db
from training.institution import Institution
from training.jobs import Job, JobState
from training.operation import service
from training.permissions import Role
from training.reference import reference

ADMINISTRATOR = {"user_name": "admin", "name_km": "អ្នកគ្រប់គ្រង", "name_en": "Admin", "on": MONDAY, "at": NOON}


def test_a_start_writes_reference_data_and_one_administrator_with_a_code():
    code = service.start(**ADMINISTRATOR)
    user = db.session.scalars(select(User)).one()
    assert (user.user_name, user.roles, user.password_hash, user.code_hash is not None) == (
        "admin",
        {Role.ADMINISTRATOR},
        None,
        True,
    )
    assert len(code.replace("-", "")) == 12
    assert db.session.scalar(select(func.count()).select_from(Course)) == len(reference().courses)
    assert db.session.get_one(Institution, 1).demo_day is None


def test_a_second_start_is_refused():
    service.start(**ADMINISTRATOR)
    with pytest.raises(service.StartedAlready):
        service.start(**ADMINISTRATOR)


def test_a_start_over_users_is_refused():
    make_user()
    with pytest.raises(service.StartedAlready):
        service.start(**ADMINISTRATOR)


@pytest.mark.parametrize("state", [JobState.QUEUED, JobState.RUNNING, JobState.DONE])
def test_only_a_job_given_up_is_taken_up_again(state):
    job = saved(Job(task="t", arguments={}, state=state, submitted_at=NOON, run_at=NOON))
    with pytest.raises(service.NotGivenUp):
        service.take_up_again(job, by=make_user(), at=NOON)
