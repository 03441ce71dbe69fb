"""What rooms have and courses need: named once, renamed, dropped only when nothing asks for it."""

import pytest
from sqlalchemy import select

from tests.factories import make_course, make_room, make_user
from training.db import db
from training.permissions import Role
from training.resources.features import (
    FeatureInUse,
    FeatureIsThere,
    add_feature,
    drop_feature,
    feature_rows,
    get_feature,
    rename_feature,
)
from training.resources.models import Room


@pytest.fixture
def coordinator(browser_of):
    return browser_of(make_user())


def projector():
    return add_feature(name_km="ម៉ាស៊ីនបញ្ចាំង", name_en="Projector", by=None)


def test_a_renamed_feature_stays_where_it_is_named():
    make_room(features=[projector().code])
    rename_feature(get_feature("Projector"), name_km="អេក្រង់", name_en="Screen", by=None)
    assert [(str(row.feature.name), len(row.rooms)) for row in feature_rows()] == [("Screen", 1)]


@pytest.mark.parametrize("names", [("ថ្មី", " PROJECTOR "), ("ម៉ាស៊ីន បញ្ចាំង", "Beamer")])
def test_one_name_cannot_stand_for_two_features(names):
    projector()
    with pytest.raises(FeatureIsThere):
        add_feature(name_km=names[0], name_en=names[1], by=None)


def test_a_feature_that_a_course_needs_is_not_dropped():
    feature = projector()
    course = make_course(features=[feature.code], name_en="Ledger")
    with pytest.raises(FeatureInUse, match="Ledger"):
        drop_feature(feature, by=None)
    course.features = []
    drop_feature(feature, by=None)
    assert feature_rows() == []


def test_a_feature_is_added_ticked_at_a_room_and_seen_in_the_list(coordinator):
    names = {"name_km": "បណ្តាញ FMIS", "name_en": "FMIS network"}
    assert coordinator.send("/resources/features/new", names).status_code == 303
    room = make_room(name_en="Room of mirrors")
    form = {"name_km": "ក", "name_en": "Room of mirrors", "seats": 20, "features": ["FMIS network"]}
    assert coordinator.send(f"/resources/rooms/{room.id}", form).status_code == 303
    assert db.session.scalars(select(Room.features)).all() == [["FMIS network"]]
    assert "Room of mirrors" in coordinator.get("/resources/features/").text
    assert coordinator.send("/resources/features/FMIS%20network/removal").status_code == 409


def test_a_feature_is_renamed_and_taken_off_the_list(coordinator):
    projector()
    form = {"name_km": "អេក្រង់", "name_en": "Screen"}
    assert coordinator.send("/resources/features/Projector", form).status_code == 303
    assert coordinator.send("/resources/features/Projector/removal").status_code == 303
    assert feature_rows() == []


def test_a_second_feature_of_the_same_name_is_refused_on_the_form(coordinator):
    projector()
    answer = coordinator.send("/resources/features/new", {"name_km": "ខ", "name_en": "projector"})
    assert (answer.status_code, "already something of this name" in answer.text) == (422, True)


def test_a_trainer_reads_the_features_and_changes_none(browser_of):
    trainer = browser_of(make_user(Role.TRAINER))
    assert trainer.get("/resources/features/").status_code == 200
    assert trainer.send("/resources/features/new", {}).status_code == 403
