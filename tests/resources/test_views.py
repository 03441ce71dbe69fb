"""Pages of centres, rooms, trainers and days."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.factories import make_course, make_province, make_room, make_trainer, make_unit, make_user
from training.db import db
from training.organisation.models import UnitKind
from training.permissions import Role
from training.resources.models import Blackout, Holiday, Room, Trainer, TrainingCentre
from training.resources.queries import get_trainer, is_away, teaching_users
from training.resources.service import UserTeachesAlready, add_holiday, change_trainer

NAMES = {"name_km": "ឈ្មោះ", "name_en": "Name"}
DECEMBER = date(2017, 12, 4)


@pytest.fixture
def coordinator(browser_of):
    return browser_of(make_user())


def only(model):
    return db.session.scalars(select(model)).one()


def test_the_page_shows_rooms_trainers_and_holidays(coordinator):
    make_room(name_en="Room of mirrors")
    make_trainer(name_en="Trainer Sok", courses=[make_course(code="XYZ")])
    add_holiday(day=DECEMBER, name_km="ក", name_en="Day of the test", by=None)
    page = coordinator.get("/resources/?year=2017").text
    assert all(word in page for word in ("Room of mirrors", "Trainer Sok", "XYZ", "Day of the test"))


def test_the_page_asks_as_many_questions_for_three_as_for_one(coordinator, queries):
    def more():
        make_room()
        make_trainer(courses=[make_course()])

    more()
    coordinator.get("/resources/")
    with queries() as one:
        coordinator.get("/resources/")
    more()
    more()
    with queries() as three:
        answer = coordinator.get("/resources/")
    assert (answer.status_code, len(three)) == (200, len(one))


def test_a_centre_is_added_and_a_room_in_it(coordinator):
    form = {**NAMES, "province_code": make_province().code}
    assert coordinator.send("/resources/centres/new", form).status_code == 303
    centre = only(TrainingCentre)
    answer = coordinator.send(f"/resources/centres/{centre.id}/rooms/new", {**NAMES, "seats": 18})
    assert (answer.status_code, only(Room).seats, only(Room).centre_id) == (303, 18, centre.id)


def test_a_room_is_closed_from_a_day(coordinator):
    room = make_room()
    coordinator.send(f"/resources/rooms/{room.id}", {**NAMES, "seats": 20, "closed_from": "2017-12-04"})
    assert (only(Room).closed_from, only(Room).seats) == (DECEMBER, 20)


def test_a_room_without_seats_is_refused(coordinator):
    answer = coordinator.send(f"/resources/rooms/{make_room().id}", {**NAMES, "seats": 0})
    assert answer.status_code == 422


def test_a_trainer_is_added_with_what_he_teaches_and_changed(coordinator):
    first, second = make_course(), make_course()
    form = {**NAMES, "province_code": make_province().code, "teaches": [first.id, second.id]}
    assert coordinator.send("/resources/trainers/new", form).status_code == 303
    trainer = only(Trainer)
    assert {course.id for course in get_trainer(trainer.id).courses} == {first.id, second.id}
    coordinator.send(f"/resources/trainers/{trainer.id}", {**form, "teaches": [second.id]})
    assert [course.id for course in get_trainer(trainer.id).courses] == [second.id]


def test_an_absence_is_written_and_removed(coordinator):
    trainer = make_trainer()
    form = {"first": "2017-12-04", "last": "2017-12-05"}
    assert coordinator.send(f"/resources/trainers/{trainer.id}/absences/new", form).status_code == 303
    assert is_away(trainer, DECEMBER) is True
    (absence,) = get_trainer(trainer.id).absences
    assert coordinator.send(f"/resources/absences/{absence.id}/removal").status_code == 303
    assert is_away(trainer, DECEMBER) is False


def test_an_absence_the_wrong_way_round_comes_back_with_the_reason(coordinator):
    form = {"first": "2017-12-05", "last": "2017-12-04"}
    answer = coordinator.send(f"/resources/trainers/{make_trainer().id}/absences/new", form)
    assert (answer.status_code, "lies before the first" in answer.text) == (422, True)


def test_a_holiday_is_added_once_and_removed(coordinator):
    form = {**NAMES, "day": "2017-12-04"}
    assert coordinator.send("/resources/holidays/new", form).status_code == 303
    assert coordinator.send("/resources/holidays/new", form).status_code == 422
    assert coordinator.send("/resources/holidays/2017-12-04/removal").status_code == 303
    assert db.session.get(Holiday, DECEMBER) is None
    assert coordinator.send("/resources/holidays/nonsense/removal").status_code == 404


def test_a_period_without_training_is_added_and_removed(coordinator):
    form = {
        "kind": "treasury", "first": "2018-01-02", "last": "2018-01-05",
        "reason_km": "ក", "reason_en": "Closing",
    }  # fmt: skip
    assert coordinator.send("/resources/blackouts/new", form).status_code == 303
    blackout = only(Blackout)
    number = blackout.id
    assert (blackout.unit_kind, blackout.valid_to) == (UnitKind.TREASURY, date(2018, 1, 5))
    assert coordinator.send(f"/resources/blackouts/{number}/removal").status_code == 303
    assert db.session.get(Blackout, number) is None


def test_a_focal_person_reads_but_does_not_change(browser_of):
    focal = browser_of(make_user(Role.FOCAL, unit=make_unit()))
    assert focal.get("/resources/").status_code == 200
    assert focal.get("/resources/centres/new").status_code == 403


def test_a_trainer_signs_in_as_a_user_with_that_role_and_only_one_trainer_does(coordinator):
    user, trainer, other = make_user(Role.TRAINER), make_trainer(), make_trainer()
    form = {**NAMES, "province_code": make_province().code, "user": user.id}
    assert coordinator.send(f"/resources/trainers/{trainer.id}", form).status_code == 303
    assert get_trainer(trainer.id).user_id == user.id
    taken = coordinator.send(f"/resources/trainers/{other.id}", form)
    assert (taken.status_code, "signs in as this user already" in taken.text) == (422, True)
    assert coordinator.send(f"/resources/trainers/{trainer.id}", {**form, "user": ""}).status_code == 303
    assert get_trainer(trainer.id).user_id is None


def test_who_is_no_trainer_is_not_offered_unless_he_is_the_present_one(coordinator):
    make_user(Role.COORDINATOR)
    former = make_user(Role.AUDITOR)
    trainer, users = make_trainer(user_id=former.id), [make_user(Role.TRAINER) for _ in range(2)]
    assert [user.id for user in teaching_users()] == [user.id for user in users]
    assert {user.id for user in teaching_users(of=trainer)} == {former.id, *(user.id for user in users)}
    form = {**NAMES, "province_code": make_province().code, "user": former.id}
    assert coordinator.send(f"/resources/trainers/{make_trainer().id}", form).status_code == 422


def test_one_user_cannot_be_two_trainers():
    user = make_user(Role.TRAINER)
    make_trainer(user_id=user.id)
    with pytest.raises(UserTeachesAlready):
        change_trainer(make_trainer(), user_id=user.id, by=None)
