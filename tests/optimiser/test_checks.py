"""Every hard rule has a face that keeps it and a face that breaks it."""

import pytest

from tests.optimiser.factories import make_class, make_course, make_official, make_problem
from training.optimiser.checks import hard_rules
from training.optimiser.problem import PlannedClass
from training.optimiser.reading import read_problem


def broken(problem, *classes):
    made = tuple(PlannedClass(**{**one, "officials": tuple(one["officials"])}) for one in classes)
    return [violation.rule for violation in hard_rules(read_problem(problem), made)]


ROOMS = [{"id": "r", "centre": "k", "seats": 10}, {"id": "s", "centre": "m", "seats": 10}]
CENTRES = [{"id": "k", "province": "p"}, {"id": "m", "province": "q"}]
TRAINERS = [
    {"id": "t", "province": "p", "courses": ["a", "b"]},
    {"id": "w", "province": "p", "courses": ["a", "b"]},
]
TWO = {"courses": [make_course(), make_course("b")], "rooms": ROOMS, "centres": CENTRES, "trainers": TRAINERS}
BOTH = [make_official(n, needs=["a", "b"]) for n in range(4)]
CHAIN = {**TWO, "courses": [make_course(), make_course("b", prerequisites=["a"])], "officials": BOTH}
B = make_class("y", course="b", room="s", trainer="w", start=2)
BACKWARDS = {**CHAIN, "courses": [make_course(prerequisites=["b"]), make_course("b")]}
FREE = {**TWO, "officials": BOTH}
PUBLISHED = {"format": "training-plan/1", "classes": [make_class()]}

PINNED = {
    "published": {**PUBLISHED, "classes": [make_class(start=2)]},
    "pins": [{"class": "x", "fix": ["time"]}],
}
BEGUN = {
    "published": {**PUBLISHED, "classes": [make_class(officials=["o0", "o1", "o2"])]},
    "frozen_before": 1,
}


def one_trainer(**changes):
    return {"trainers": [{"id": "t", "province": "p", "courses": ["a"], **changes}]}


def one_room(**changes):
    return {"rooms": [{"id": "r", "centre": "k", "seats": 10, **changes}]}


FACES = [
    ("start", {"breaks_after": [1]}, {"breaks_after": [0]}, [make_class()]),
    ("room_blocked", one_room(blocked=[2]), one_room(blocked=[1]), [make_class()]),
    ("trainer_blocked", one_trainer(blocked=[2]), one_trainer(blocked=[0]), [make_class()]),
    (
        "official_blocked",
        {"officials": [make_official(n, blocked=[2]) for n in range(4)]},
        {"officials": [make_official(n, blocked=[1] if n == 0 else []) for n in range(4)]},
        [make_class()],
    ),
    ("room_features", one_room(), {"courses": [make_course(features=["pc"])]}, [make_class()]),
    ("trainer_course", {}, {**one_trainer(courses=[])}, [make_class()]),
    ("trainer_half_days", one_trainer(max_half_days=2), one_trainer(max_half_days=1), [make_class()]),
    ("size_max", one_room(seats=4), one_room(seats=3), [make_class()]),
    (
        "size_min",
        {"courses": [make_course(min_size=4)]},
        {"courses": [make_course(min_size=5)]},
        [make_class()],
    ),
    (
        "unit_away",
        {"units": [{"id": "u", "province": "p", "headcount": 9, "max_away": 4}]},
        {"units": [{"id": "u", "province": "p", "headcount": 9, "max_away": 3}]},
        [make_class()],
    ),
    ("prerequisite", CHAIN, BACKWARDS, [make_class(), B]),
    ("transfer", FREE, {**FREE, "transfer_slots": {"k": {"m": 1}}}, [make_class(), B]),
    ("pin", {"published": PUBLISHED}, PINNED, [make_class()]),
    ("frozen", {"published": PUBLISHED, "frozen_before": 1}, BEGUN, [make_class()]),
]  # fmt: skip


@pytest.mark.parametrize(("rule", "kept", "spoilt", "classes"), FACES, ids=[face[0] for face in FACES])
def test_each_rule_is_kept_on_one_side_and_broken_on_the_other(rule, kept, spoilt, classes):
    assert broken(make_problem(**kept), *classes) == []
    assert set(broken(make_problem(**spoilt), *classes)) == {rule}


@pytest.mark.parametrize(
    ("rule", "classes"),
    [
        (
            "room_overlap",
            [make_class(officials=["o0", "o1"]), make_class("y", trainer="w", officials=["o2", "o3"])],
        ),
        (
            "trainer_overlap",
            [make_class(officials=["o0", "o1"]), make_class("y", room="s", officials=["o2", "o3"])],
        ),
        ("official_overlap", [make_class(), {**B, "start": 1}]),
        ("seat_twice", [make_class(), make_class("y", start=4, officials=["o0", "o1"])]),
        ("class_id", [make_class(officials=["o0", "o1"]), make_class(start=4, officials=["o2", "o3"])]),
        ("start", [make_class(start=7)]),
    ],
)
def test_two_classes_may_not_clash(rule, classes):
    assert set(broken(make_problem(**TWO, officials=BOTH), *classes)) == {rule}


def test_who_does_not_need_a_course_has_no_seat():
    people = [*(make_official(n) for n in range(3)), make_official(3, needs=[])]
    assert broken(make_problem(officials=people), make_class()) == ["not_needed"]
