"""Bad input is refused with every error at once; it never crashes."""

import pytest

from tests.optimiser import judge
from tests.optimiser.factories import make_class, make_course, make_official, make_problem
from training.optimiser.problem import InvalidInput
from training.optimiser.reading import read_problem

CIRCLE = [make_course(prerequisites=["b"]), make_course("b", prerequisites=["a"])]
BAD = {
    "unknown key": {"colour": "red"},
    "no slots": {"slots": []},
    "slots out of order": {"slots": ["2026-11-03/AM", "2026-11-02/AM"]},
    "slot that is no half-day": {"slots": ["2026-11-03"]},
    "negative number": {"frozen_before": -1},
    "a float": {"frozen_before": 1.5},
    "truth for a number": {"frozen_before": True},
    "break after the last": {"breaks_after": [8]},
    "circle": {"courses": CIRCLE},
    "prerequisite of itself": {"courses": [make_course(prerequisites=["a"])]},
    "unknown prerequisite": {"courses": [make_course(prerequisites=["z"])]},
    "min above max": {"courses": [make_course(min_size=11)]},
    "unknown need": {"officials": [make_official(needs=["z"])]},
    "need that is held": {"officials": [make_official(held=["a"])]},
    "need twice": {"officials": [make_official(needs=["a", "a"])]},
    "unknown unit": {"officials": [make_official(unit="z")]},
    "unknown province": {"officials": [make_official(province="z")]},
    "official twice": {"officials": [make_official(), make_official()]},
    "no distance": {"km": {"p": {}}},
    "distance that is text": {"km": {"p": {"p": "far"}}},
    "weight of an unknown name": {"weights": {"beauty": 1}},
    "list that is none": {"rooms": None},
    "official that is none": {"officials": [None]},
    "pin of nothing": {"pins": [{"class": "x", "fix": ["time"]}]},
    "begun in an unknown room": {
        "frozen_before": 1,
        "published": {"format": "training-plan/1", "classes": [make_class(room="z")]},
    },
}


@pytest.mark.parametrize("changes", BAD.values(), ids=BAD)
def test_what_is_wrong_is_refused_as_the_judge_refuses_it(changes):
    raw = make_problem(**changes)
    with pytest.raises(judge.Invalid):
        judge.read_problem(raw)
    with pytest.raises(InvalidInput) as refused:
        read_problem(raw)
    assert refused.value.errors


def test_all_errors_are_named_at_once():
    with pytest.raises(InvalidInput) as refused:
        read_problem({**make_problem(frozen_before=-1, breaks_after="x"), "colour": 1})
    assert refused.value.errors == [
        "problem: unknown key 'colour'",
        "problem.breaks_after: must be a list of slot indices",
        "problem.frozen_before: must be a whole number, 0 or more",
    ]


@pytest.mark.parametrize("value", [None, 1, "text", [], {}])
def test_what_is_no_problem_at_all_is_refused(value):
    with pytest.raises(InvalidInput):
        read_problem(value)
