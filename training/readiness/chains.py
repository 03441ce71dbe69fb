"""Whether a unit can run a module's chain with the people it has. Pure: facts in, verdict out."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from itertools import product


class StepState(IntEnum):
    """How far the best official of a step is."""

    NOBODY = 0
    IDENTIFIED = 1
    CALLED = 2
    TRAINED = 3
    CERTIFIED = 4
    LICENSED = 5


class ChainState(StrEnum):
    READY = "ready"
    READY_WITH_STAND_IN = "ready_with_stand_in"
    NEARLY = "nearly"
    BLOCKED = "blocked"


Step = str
Pair = tuple[Step, Step]
People = Mapping[int, StepState]  # of one step: the state of each official


@dataclass(frozen=True, slots=True)
class Chain:
    """The verdict: the state of each step in order, and what is in the way."""

    state: ChainState
    steps: tuple[StepState, ...]
    missing: Step | None = None  # the first step without anybody called
    clash: Pair | None = None  # steps that one person would have to do, and may not


def judge(steps: Sequence[Step], people: Mapping[Step, People], *, incompatible: Collection[Pair]) -> Chain:
    """Judge a chain whose ``steps`` stand in order; ``people`` are those who hold each step's role.

    Ready: a certified official for every step, nobody on two incompatible ones. With stand-in: still so
    when any one official is away. Nearly: so with those who are called. Else blocked, and the step or the
    pair is named.
    """
    states = tuple(max(people.get(step, {}).values(), default=StepState.NOBODY) for step in steps)
    certified = _at_least(StepState.CERTIFIED, steps, people)
    if _staffed(steps, certified, incompatible):
        spare = all(_staffed(steps, _without(who, certified), incompatible) for who in _everybody(certified))
        return Chain(ChainState.READY_WITH_STAND_IN if spare else ChainState.READY, states)
    called = _at_least(StepState.CALLED, steps, people)
    if _staffed(steps, called, incompatible):
        return Chain(ChainState.NEARLY, states)
    missing = next((step for step in steps if not called[step]), None)
    clash = None if missing else _clash(steps, called, incompatible)
    return Chain(ChainState.BLOCKED, states, missing, clash)


Staff = dict[Step, frozenset[int]]


def _at_least(state: StepState, steps: Sequence[Step], people: Mapping[Step, People]) -> Staff:
    return {
        step: frozenset(who for who, reached in people.get(step, {}).items() if reached >= state)
        for step in steps
    }


def _staffed(steps: Sequence[Step], staff: Staff, incompatible: Collection[Pair]) -> bool:
    """True when one official can be chosen for each step so that nobody is on two incompatible ones.

    Of each step three are enough to look at: a step has at most two others that it may clash with.
    """
    choices = [sorted(staff[step])[: len(steps)] for step in steps]
    return any(_clean(dict(zip(steps, chosen, strict=True)), incompatible) for chosen in product(*choices))


def _clean(chosen: dict[Step, int], incompatible: Collection[Pair]) -> bool:
    return all(
        chosen[one] != chosen[other] for one, other in incompatible if one in chosen and other in chosen
    )


def _without(who: int, staff: Staff) -> Staff:
    return {step: officials - {who} for step, officials in staff.items()}


def _everybody(staff: Staff) -> frozenset[int]:
    return frozenset().union(*staff.values())


def _clash(steps: Sequence[Step], staff: Staff, incompatible: Collection[Pair]) -> Pair | None:
    """The first pair that cannot be staffed by two persons."""
    there = [pair for pair in incompatible if set(pair) <= set(steps)]
    return next((pair for pair in there if len(staff[pair[0]] | staff[pair[1]]) < 2), None)
