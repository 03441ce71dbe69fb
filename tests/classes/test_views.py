"""Pages of classes: who sees which, and what a form answers."""

import pytest
from bs4 import BeautifulSoup

from tests.factories import (
    MONDAY,
    make_class,
    make_course,
    make_official,
    make_room,
    make_trainer,
    make_unit,
    make_user,
)
from training import dates
from training.classes.models import ClassState, TrainingClass
from training.db import db
from training.permissions import Role
from training.resources.queries import workdays


def words(answer):
    return BeautifulSoup(answer.text, "html.parser").get_text(" ", strip=True)


def coming_workday():
    return workdays(dates.today(), dates.today().replace(year=dates.today().year + 1))[1]


def a_class_form(course, **given):
    room, trainer = make_room(), make_trainer(courses=[course])
    default = {
        "course": course.id, "room": room.id, "trainer": trainer.id, "seats": 20, "pattern": "whole days",
        "first_day": coming_workday().isoformat(),
    }  # fmt: skip
    return default | given


def test_a_coordinator_sees_drafts_and_finds_classes_by_course_and_state(browser_of):
    draft, other = make_class(state=ClassState.DRAFT), make_class()
    coordinator = browser_of(make_user(Role.COORDINATOR))

    shown = words(coordinator.get(f"/classes/?course={draft.course_id}&state=draft"))
    assert draft.name.en in shown
    assert f"class {other.number} " not in shown
    assert other.name.en in words(coordinator.get("/classes/?month=2017-11"))
    assert "No class fits" in words(coordinator.get("/classes/?month=2017-12"))


def test_nonsense_in_the_address_is_ignored(browser_of):
    assert browser_of(make_user()).get("/classes/?course=x&state=y&month=z&after=w").status_code == 200


def test_a_long_list_goes_on_where_it_stopped(browser_of):
    course = make_course()
    for _ in range(51):
        make_class(course=course)
    page = browser_of(make_user()).get("/classes/")

    further = BeautifulSoup(page.text, "html.parser").select_one("a[rel=next]")["href"]
    rest = BeautifulSoup(browser_of(make_user()).get(further).text, "html.parser")
    assert len(rest.select("tbody tr")) == 1


def test_a_trainer_sees_only_his_classes(browser_of):
    user = make_user(Role.TRAINER)
    own, other = make_class(trainer=make_trainer(user_id=user.id)), make_class()
    browser = browser_of(user)

    assert browser.get(f"/classes/{own.id}").status_code == 200
    assert browser.get(f"/classes/{other.id}").status_code == 404


@pytest.mark.parametrize(("state", "status"), [(ClassState.PUBLISHED, 200), (ClassState.DRAFT, 404)])
def test_a_focal_person_sees_what_is_published(browser_of, state, status):
    focal = browser_of(make_user(Role.FOCAL, unit=make_unit()))

    assert focal.get(f"/classes/{make_class(state=state).id}").status_code == status


@pytest.mark.parametrize(("open_to_all", "status"), [(True, 200), (False, 404)])
def test_an_official_sees_open_classes(browser_of, open_to_all, status):
    official = browser_of(make_user(Role.OFFICIAL, official_id=make_official().id))

    assert official.get(f"/classes/{make_class(open_to_all=open_to_all).id}").status_code == status


def test_the_class_page_shows_its_sessions_and_links_its_parts(browser_of):
    training_class = make_class(on=(MONDAY,))
    page = browser_of(make_user()).get(f"/classes/{training_class.id}")

    assert "Mon 13 Nov 2017, morning" in words(page)
    assert f"/classes/{training_class.id}/seats/" in page.text


def test_opening_a_class_lays_its_sessions_on_workdays_and_publishing_shows_it(browser_of):
    course = make_course(half_days=3)
    coordinator = browser_of(make_user())

    answer = coordinator.send("/classes/new", a_class_form(course))

    opened = db.session.query(TrainingClass).filter_by(course_id=course.id).one()
    assert (answer.status_code, answer.location) == (303, f"/classes/{opened.id}")
    assert (opened.state, opened.starts_on) == (ClassState.DRAFT, coming_workday())
    assert coordinator.send(f"/classes/{opened.id}/publication").status_code == 303
    assert db.session.get(TrainingClass, opened.id).state is ClassState.PUBLISHED


def test_the_days_can_be_looked_at_before_a_class_is_opened(browser_of):
    course = make_course(half_days=3)

    page = browser_of(make_user()).send("/classes/new", a_class_form(course, step="look"))

    assert page.status_code == 200
    assert len(BeautifulSoup(page.text, "html.parser").select("main ol:not(nav ol) li")) >= 3
    assert db.session.query(TrainingClass).count() == 0


def test_an_obstacle_stands_beside_its_field(browser_of):
    course = make_course()
    form = a_class_form(course, room=make_room(seats=5).id, trainer=make_trainer().id)

    page = browser_of(make_user()).send("/classes/new", form)

    soup = BeautifulSoup(page.text, "html.parser")
    assert page.status_code == 422
    assert "5 places" in soup.select_one("#room-error").text
    assert "does not teach" in soup.select_one("#trainer-error").text


def test_only_a_coordinator_opens_classes(browser_of):
    assert browser_of(make_user(Role.TRAINER)).get("/classes/new").status_code == 403
