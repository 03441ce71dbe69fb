"""Whether a unit can run a chain."""

import pytest

from training.readiness.chains import Chain, ChainState, StepState, judge

STEPS = ("ENTRY", "REVIEW", "APPROVE")
CLASH = {("ENTRY", "APPROVE")}
N, I, CALLED, T, C, L = StepState


def verdict(entry, review, approve) -> Chain:
    people = dict(zip(STEPS, (entry, review, approve), strict=True))
    return judge(STEPS, people, incompatible=CLASH)


def test_a_certified_official_on_every_step_makes_it_ready():
    assert verdict({1: C}, {2: C}, {3: L}) == Chain(ChainState.READY, (C, C, L))


def test_two_certified_on_every_step_make_it_ready_with_stand_in():
    chain = verdict({1: C, 4: C}, {2: C, 5: C}, {3: C, 6: C})
    assert chain == Chain(ChainState.READY_WITH_STAND_IN, (C, C, C))


def test_the_same_two_persons_on_incompatible_steps_are_no_stand_in():
    assert verdict({1: C, 2: C}, {3: C, 4: C}, {1: C, 2: C}).state is ChainState.READY


def test_one_person_may_hold_compatible_steps():
    assert verdict({1: C}, {1: C}, {2: C}).state is ChainState.READY


def test_a_step_takes_the_state_of_its_best_official():
    assert verdict({1: I, 2: T}, {3: CALLED}, {4: C}).steps == (T, CALLED, C)


def test_with_everybody_called_it_is_nearly_ready():
    assert verdict({1: CALLED}, {2: T}, {3: L}) == Chain(ChainState.NEARLY, (CALLED, T, L))


def test_a_step_with_nobody_called_blocks_and_is_named():
    assert verdict({1: C}, {2: I}, {}) == Chain(ChainState.BLOCKED, (C, I, N), missing="REVIEW")


def test_one_person_on_two_incompatible_steps_blocks_and_the_pair_is_named():
    chain = verdict({1: C}, {2: C}, {1: C})
    assert chain == Chain(ChainState.BLOCKED, (C, C, C), clash=("ENTRY", "APPROVE"))


def test_a_unit_without_anybody_is_blocked_at_its_first_step():
    assert judge(STEPS, {}, incompatible=CLASH) == Chain(ChainState.BLOCKED, (N, N, N), missing="ENTRY")


@pytest.mark.parametrize("many", [3, 200])
def test_many_people_who_hold_every_step_are_ready_with_stand_in(many):
    people = dict.fromkeys(range(many), C)
    assert verdict(people, people, people).state is ChainState.READY_WITH_STAND_IN
