"""Numbers as runs: what follows each other is one run, and what is taken out leaves the rest."""

import random

import pytest

from training.identification.runs import joined, length, runs_of, side_by_side, without


@pytest.mark.parametrize(
    ("numbers", "runs"),
    [((), []), ((4,), [(4, 4)]), ((3, 1, 2), [(1, 3)]), ((7, 1, 2, 9, 8, 1), [(1, 2), (7, 9)])],
)
def test_numbers_that_follow_each_other_are_one_run(numbers, runs):
    assert runs_of(numbers) == runs


def test_runs_that_touch_or_overlap_are_one():
    assert joined([(5, 9), (1, 2), (3, 4), (6, 7), (20, 21)]) == [(1, 9), (20, 21)]


@pytest.mark.parametrize("seed", range(20))
def test_what_is_taken_out_of_runs_leaves_the_rest(seed):
    draw = random.Random(seed)
    numbers = set(draw.sample(range(60), 30))
    out = set(draw.sample(range(60), draw.randrange(60)))

    left = without(runs_of(numbers), out)

    assert left == runs_of(numbers - out)
    assert length(left) == len(numbers - out)


@pytest.mark.parametrize(
    ("numbers", "others", "runs"),
    [
        ([], [], []),
        ([4], [9], [(4, 4, 5)]),
        ([4, 5, 6], [9, 10, 11], [(4, 6, 5)]),
        ([4, 5, 6], [9, 10, 20], [(4, 5, 5), (6, 6, 14)]),
        ([4, 6, 7], [9, 10, 11], [(4, 4, 5), (6, 7, 4)]),
    ],
)
def test_numbers_side_by_side_run_as_long_as_both_do(numbers, others, runs):
    assert list(side_by_side(numbers, others)) == runs
