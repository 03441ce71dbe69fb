"""No first page asks more often when there is more to show."""

from datetime import timedelta

import pytest

from tests.factories import (
    make_class,
    make_course,
    make_enrolment,
    make_official,
    make_trainer,
    make_unit,
    make_user,
    saved,
)
from tests.home.steps import TODAY, TOMORROW, YESTERDAY, achieved, first_session, received
from training import audit, dates
from training.certificates import service as certificates
from training.classes.models import ClassState
from training.courses.models import Nomination, Requirement
from training.courses.service import load_reference as load_courses
from training.dates import HalfDay
from training.db import db
from training.enrolments.models import OfficialHalfDay, Seat
from training.jobs import Job, JobState
from training.organisation.models import UnitKind
from training.permissions import Role
from training.resources.models import Holiday
from training.statistics import service as statistics
from training.statistics.queries import Filter
from training.workflow.models import RoleAssignment
from training.workflow.service import load_reference as load_workflow


@pytest.fixture
def ministry():
    load_workflow()
    load_courses()
    saved(Holiday(day=TODAY + timedelta(days=2), name_km="បុណ្យ", name_en="Festival"))
    return make_unit(kind=UnitKind.MINISTRY)


@pytest.fixture
def everybody(ministry):
    """A user of each role, and the official and the trainer that two of them are."""
    users = {role: make_user(role, unit=ministry) for role in Role if role is not Role.OFFICIAL}
    himself = make_official(unit=ministry)
    users[Role.OFFICIAL] = make_user(Role.OFFICIAL, official_id=himself.id)
    return users, himself, make_trainer(user_id=users[Role.TRAINER].id)


def lay_more(number, ministry, users, himself, trainer):
    """One more of everything that a first page shows; ``number`` keeps the days apart."""
    unit, course = make_unit(parent=ministry, kind=UnitKind.MINISTRY), make_course(position=number)
    saved(Requirement(role_code="AP.ENTRY", course_id=course.id, unit_kind=None))
    for official in (himself, make_official(unit=unit)):
        saved(Nomination(official_id=official.id, course_id=course.id, nominated_on=YESTERDAY))
    holder = make_official(unit=unit)
    saved(RoleAssignment(official_id=holder.id, unit_id=unit.id, role_code="AP.ENTRY", valid_from=YESTERDAY))
    received(unit, sha256=f"{number:064}")
    lay_classes(number, course, unit, himself, trainer)
    lay_ends(number, users[Role.HR_OFFICER], himself)


def lay_classes(number, course, unit, himself, trainer):
    past = make_class(on=(YESTERDAY - timedelta(days=number),), course=course, trainer=trainer)
    make_enrolment(past, make_official(unit=unit))
    today = make_class(on=(TODAY,), half=list(HalfDay)[number % 2], course=course)
    first_session(today).trainer_id = trainer.id if number < 2 else today.trainer_id
    ahead = make_class(on=(TOMORROW + timedelta(days=number),), course=course, trainer=trainer, wave="Wave")
    make_enrolment(ahead, make_official(unit=unit))
    make_enrolment(ahead, make_official(unit=unit), state=Seat.REQUESTED)
    seat = make_enrolment(ahead, himself)
    saved(OfficialHalfDay(official_id=himself.id, day=ahead.starts_on, half=HalfDay.MORNING,
                          session_id=first_session(ahead).id, enrolment_id=seat.id))  # fmt: skip
    make_class(on=(TOMORROW,), course=course, state=ClassState.DRAFT)


def lay_ends(number, exporter, himself):
    done = make_class(on=(YESTERDAY - timedelta(days=31 * number),), state=ClassState.COMPLETED)
    for official in (himself, None, None):
        achieved(done, official)
    issued = certificates.issue(done, by=None, at=dates.now(), on=TODAY)
    certificates.void(issued[1], reason="Wrong person", by=None, at=dates.now())
    certificates.reissue(issued[2], reason="Misspelt", by=None, at=dates.now(), on=TODAY)
    achieved(done)  # still to be issued
    statistics.note_export("completion", narrowed=Filter(), rows=number, women=0, by=exporter)
    audit.record("corrected mark", exporter, by=exporter, was="absent", now="present", reason="Misread")
    for state in (JobState.FAILED, JobState.QUEUED):
        saved(Job(task="read_list", arguments={}, result={}, state=state, submitted_at=dates.now(),
                  run_at=dates.now()))  # fmt: skip


def test_the_first_page_of_no_role_asks_more_often_when_there_is_more_to_show(
    ministry, everybody, browser_of, queries
):
    users, himself, trainer = everybody
    browsers = {role: browser_of(user) for role, user in users.items()}

    def asked() -> dict[Role, int]:
        counted = {}
        for role, browser in browsers.items():
            with queries() as sent:
                assert browser.get("/").status_code == 200
            counted[role] = len(sent)
        return counted

    lay_more(0, ministry, users, himself, trainer)
    db.session.commit()
    few = asked()
    for number in range(1, 9):
        lay_more(number, ministry, users, himself, trainer)
    db.session.commit()
    assert asked() == few
    assert max(few.values()) < 50
