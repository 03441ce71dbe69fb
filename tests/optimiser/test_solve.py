"""A plan is always made, the same one for the same question, and it explains what it lacks."""

import json
from pathlib import Path

import pytest

from bench.planner.family import make
from tests.optimiser.factories import chance_problem, make_class, make_course, make_official, make_problem
from training.optimiser import compiled
from training.optimiser.bounds import bounds
from training.optimiser.checks import hard_rules
from training.optimiser.halves import improve_together
from training.optimiser.plan import as_json
from training.optimiser.reading import load, read_problem
from training.optimiser.search import Effort, Search
from training.optimiser.solve import Options, plan

INSTANCES = Path(__file__).parent / "instances"
QUICK = Options(seed=1, workers=1, iterations=200)


def made(raw, options=QUICK):
    return plan(read_problem(raw), options)


def test_the_tiny_instance_is_solved_to_its_proved_optimum():
    problem = read_problem(load(INSTANCES / "00012-tiny.json.gz"))
    answer = plan(problem, Options(seed=1, workers=1, iterations=20000))
    assert (answer.status, answer.score["total"], answer.bounds) == ("OPTIMAL", 378844, {"total": 378844})
    assert bounds(problem, seconds=2).total <= 378844


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize("kernel", ["compiled", "plain"])
def test_the_same_question_has_the_same_answer(workers, kernel, monkeypatch):
    raw = make(60, seed=4)
    asked = Options(seed=3, workers=workers, iterations=30)
    first = as_json(made(raw, asked))
    if kernel == "plain":
        monkeypatch.setenv("PLAIN_OPTIMISER", "1")
    assert as_json(made(raw, asked)) == first


def test_two_searches_share_the_classes_of_a_plan():
    """Each half is searched by its own thread; the plan is the same each time, by either kernel."""
    problem = read_problem(make(80, seed=5))
    plans = []
    for kernel in (compiled.fastest(), compiled.fastest(), compiled.plain()):
        search = Search(problem, 5, kernel=kernel)
        search.build()
        improve_together(search, Effort(moves=28), lambda _: False, lambda: False, hot=900.0, many=2)
        plans.append(search.classes())
        assert hard_rules(problem, plans[-1]) == []
    assert plans[0] == plans[1] == plans[2]


@pytest.mark.parametrize("seed", range(4))
def test_the_compiled_kernel_and_plain_python_make_the_same_plan(seed):
    problem = read_problem(chance_problem(seed))
    plans = []
    for kernel in (compiled.fastest(), compiled.plain()):
        search = Search(problem, 5, kernel=kernel)
        search.build()
        search.improve(Effort(moves=150), lambda _: False)
        plans.append((search.best_cost, search.classes()))
    assert plans[0] == plans[1]


REASONS = {
    "NO_QUALIFIED_TRAINER": {"trainers": []},
    "NO_ROOM_LARGE_OR_EQUIPPED": {"courses": [make_course(features=["pc"])]},
    "DEMAND_BELOW_MIN_SIZE": {"courses": [make_course(min_size=5)]},
    "PERSON_UNAVAILABLE": {"officials": [make_official(n, blocked=[1, 3, 5, 7]) for n in range(4)]},
    "UNIT_LIMIT": {"units": [{"id": "u", "province": "p", "headcount": 4, "max_away": 0}]},
    "ROOM_HALF_DAYS_SHORT": {
        "rooms": [{"id": "r", "centre": "k", "seats": 2, "blocked": [2, 3, 4, 5, 6, 7]}],
    },
    "TRAINER_HALF_DAYS_SHORT": {
        "trainers": [{"id": "t", "province": "p", "courses": ["a"], "max_half_days": 2}],
        "rooms": [{"id": "r", "centre": "k", "seats": 2}],
    },
}


@pytest.mark.parametrize(("reason", "changes"), REASONS.items(), ids=REASONS)
def test_each_reason_is_given_where_it_holds(reason, changes):
    answer = made(make_problem(**changes))
    assert {(one.reason, one.proved) for one in answer.unserved} == {(reason, True)}
    again = made(make_problem(**changes, published={"format": "training-plan/1", "classes": []}))
    assert (answer.status, again.status) == ("OPTIMAL", "IMPOSSIBLE_INPUT")


def test_a_chain_that_is_longer_than_the_window_is_proved():
    chain = [make_course(half_days=4), make_course("b", half_days=6, prerequisites=["a"])]
    people = [make_official(n, needs=["a", "b"]) for n in range(3)]
    trainers = [{"id": "t", "province": "p", "courses": ["a", "b"]}]
    answer = made(make_problem(courses=chain, officials=people, trainers=trainers))
    assert {(one.course, one.reason) for one in answer.unserved} == {("b", "CHAIN_LONGER_THAN_WINDOW")}


def test_a_prerequisite_that_nobody_gave_is_the_reason():
    courses = [make_course(prerequisites=["b"]), make_course("b")]
    answer = made(make_problem(courses=courses))
    assert {(one.reason, one.proved) for one in answer.unserved} == {("PREREQUISITE_UNSERVED", True)}


RELAXED = {
    "min_size": {"courses": [make_course(min_size=5)]},
    "room": {"rooms": [{"id": "r", "centre": "k", "seats": 1}]},
    "trainer": {"trainers": []},
    "unit_limit": {
        "courses": [make_course(min_size=1)],
        "units": [{"id": "u", "province": "p", "headcount": 4, "max_away": 0}],
    },
    "days": {"slots": ["2026-11-02/AM"]},
}


@pytest.mark.parametrize(("kind", "changes"), RELAXED.items(), ids=RELAXED)
def test_each_relaxation_is_found_where_it_helps(kind, changes):
    found = [one for one in made(make_problem(**changes)).relaxations if one.relax["kind"] == kind]
    assert [one.proved for one in found] == [True]


def published(raw):
    return {**raw, "published": json.loads(json.dumps(as_json(made(raw))))}


def test_no_event_means_no_change():
    raw = published(load(INSTANCES / "00163-seed1.json.gz"))
    again = made(raw)
    assert as_json(again)["classes"] == raw["published"]["classes"]
    assert again.changes == ()


def test_a_lost_trainer_with_a_substitute_moves_no_seat():
    trainers = [{"id": name, "province": "p", "courses": ["a"]} for name in ("t", "w")]
    raw = published(make_problem(trainers=trainers))
    lost = raw["published"]["classes"][0]["trainer"]
    again = made({**raw, "trainers": [t for t in trainers if t["id"] != lost]})
    assert {change.kind for change in again.changes} == {"trainer"}


def test_what_has_begun_stands_and_what_is_pinned_stays():
    shown = {
        "format": "training-plan/1",
        "classes": [make_class(start=0), make_class("y", start=5, officials=["o8"])],
    }
    people = [make_official(n) for n in range(10)]
    pins = [{"class": "y", "fix": ["time", "room"]}]
    answer = made(make_problem(published=shown, frozen_before=2, officials=people, pins=pins))
    stands = {one.id: (one.start, one.room) for one in answer.classes}
    assert (stands["x"], stands["y"]) == ((0, "r"), (5, "r"))
    assert answer.status == "COMPLETE"


@pytest.mark.parametrize("fix", [["officials"], ["time", "room"], []])
def test_a_pin_that_another_rule_contradicts_is_given_up_and_told(fix):
    """Two of the pinned class's three officials are gone, and nobody else needs the course."""
    shown = {"format": "training-plan/1", "classes": [make_class(officials=["o0", "o1", "o2"])]}
    raw = make_problem(
        published=shown,
        pins=[{"class": "x", "fix": fix}],
        courses=[make_course(min_size=2)],
        officials=[make_official(0), make_official(9, needs=[])],
    )
    answer = made(raw)
    told = [violation.rule for violation in hard_rules(read_problem(raw), answer.classes)]
    assert (answer.classes, told) == ((), ["pin"])
    assert [(one.official, one.reason) for one in answer.unserved] == [("o0", "DEMAND_BELOW_MIN_SIZE")]


def test_a_pinned_class_that_lost_people_is_filled_with_others():
    shown = {"format": "training-plan/1", "classes": [make_class(start=4, officials=["o8", "o9", "o0"])]}
    pins = [{"class": "x", "fix": ["time", "room", "trainer"]}]
    answer = made(make_problem(published=shown, pins=pins, courses=[make_course(min_size=3)]))
    assert [(one.id, one.start, len(one.officials)) for one in answer.classes] == [("x", 4, 4)]


def test_a_stopped_run_still_gives_a_plan():
    options = Options(seed=1, workers=1, iterations=10**9, stopped=lambda: True)
    answer = made(load(INSTANCES / "00163-seed1.json.gz"), options)
    assert answer.status == "CANCELLED"
    assert len(answer.classes) > 10


HUGE = {
    "weights": {"weights": {"unserved": 10**30, "completion": 10**20, "change_time": 10**40}},
    "priority": {"officials": [make_official(n, priority=10**20) for n in range(4)]},
    "km": {"km": {"p": {"p": 10**18, "q": 50}, "q": {"p": 50, "q": 0}}},
    "half-days": {"courses": [make_course(half_days=10**12)]},
    "sizes": {"courses": [make_course(min_size=10**12, max_size=10**13)]},
    "seats": {"rooms": [{"id": "r", "centre": "k", "seats": 10**12}]},
    "limit": {"trainers": [{"id": "t", "province": "p", "courses": ["a"], "max_half_days": 10**30}]},
    "gap": {"transfer_slots": {"k": {"k": 10**15}}},
}


@pytest.mark.parametrize("changes", HUGE.values(), ids=HUGE)
def test_numbers_beyond_64_bits_are_planned_like_others(changes):
    problem = read_problem(make_problem(**changes))
    answer = plan(problem, QUICK)
    assert hard_rules(problem, answer.classes) == []
    assert bounds(problem, seconds=0).total <= answer.score["total"]


def test_nothing_to_plan_is_an_optimal_plan_of_nothing():
    answer = made(make_problem(officials=[]))
    assert (answer.status, answer.classes, answer.score["total"]) == ("OPTIMAL", (), 0)


def test_bounds_lie_below_the_best_of_all_plans_of_a_small_problem():
    """One class of four for 6,000 + 2 × 3,000 cents, ending at slot 2: nothing can be cheaper."""
    problem = read_problem(make_problem())
    best = 6000 + 2 * 3000 + 4 * 2 * 50 + 2 * 2000
    assert plan(problem, QUICK).score["total"] == best
    assert 12000 <= bounds(problem).total <= best
