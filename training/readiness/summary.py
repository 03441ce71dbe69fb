"""The go-live board in small: chains by module, what is missing in each chain, and who. Pure over a board."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from training.officials.models import Official
from training.organisation.models import Unit
from training.readiness.chains import Chain, ChainState, StepState
from training.readiness.holders import Holder
from training.readiness.queries import Board
from training.workflow.models import Module, Step, WorkflowRole

READY = frozenset({ChainState.READY, ChainState.READY_WITH_STAND_IN})


@dataclass(frozen=True, slots=True)
class ModuleLine:
    """How many chains of one module stand in which state."""

    module: Module
    states: Mapping[ChainState, int]

    @property
    def total(self) -> int:
        return sum(self.states.values())


@dataclass(frozen=True, slots=True)
class StepLine:
    """One step of a chain: how far its best official is, and how many hold it, with the women."""

    step: Step
    state: StepState
    total: int
    women: int


@dataclass(frozen=True, slots=True)
class ChainLine:
    """One chain that is not ready; ``clash``: one person holds two steps that nobody may hold together."""

    unit: Unit
    module: Module
    chain: Chain
    steps: Sequence[StepLine]

    @property
    def clash(self) -> bool:
        return self.chain.clash is not None


@dataclass(frozen=True, slots=True)
class Missing:
    """An official whose training a chain that is not ready waits for, in his roles of one unit."""

    official: Official
    unit: Unit
    roles: Sequence[WorkflowRole]
    state: StepState  # of the role he is least ready for


def by_module(board: Board) -> list[ModuleLine]:
    """For each module that a unit of the board runs, its chains by state."""
    lines = []
    for place, module in enumerate(board.modules):
        found = [chain.state for row in board.rows if (chain := row.chains[place])]
        if found:
            lines.append(ModuleLine(module, {state: found.count(state) for state in ChainState}))
    return lines


def unready(board: Board) -> list[ChainLine]:
    """The chains that are not ready, with the people of each step."""
    people = _by_step(board.holders)
    return [
        ChainLine(unit, module, chain, _steps(board.steps, chain, people, unit, module))
        for unit, module, chain in _chains(board)
        if chain.state not in READY
    ]


def missing(board: Board) -> list[Missing]:
    """Who is identified for a chain that is not ready and is not certified yet, unit by unit, by name."""
    wanted = {(unit.id, module.code) for unit, module, chain in _chains(board) if chain.state not in READY}
    found: dict[tuple[int, int], list[Holder]] = defaultdict(list)
    for each in board.holders:
        in_chain = each.role.step_code in {step.code for step in board.steps}
        if in_chain and each.state < StepState.CERTIFIED and (each.unit.id, each.role.module_code) in wanted:
            found[each.unit.id, each.official.id].append(each)
    those = [_missing(held) for held in found.values()]
    return sorted(those, key=lambda each: (each.unit.code, each.official.sort_key, each.official.id))


People = Mapping[tuple[int, str | None, str | None], Sequence[Official]]


def _chains(board: Board) -> Iterator[tuple[Unit, Module, Chain]]:
    for row in board.rows:
        for module, chain in zip(board.modules, row.chains, strict=True):
            if chain:
                yield row.unit, module, chain


def _by_step(holders: Sequence[Holder]) -> People:
    found: dict[tuple[int, str | None, str | None], list[Official]] = defaultdict(list)
    for each in holders:
        found[each.unit.id, each.role.module_code, each.role.step_code].append(each.official)
    return found


def _steps(steps: Sequence[Step], chain: Chain, people: People, unit: Unit, module: Module) -> list[StepLine]:
    lines = []
    for step, state in zip(steps, chain.steps, strict=True):
        there = people.get((unit.id, module.code, step.code), ())
        lines.append(StepLine(step, state, len(there), sum(one.is_woman for one in there)))
    return lines


def _missing(held: Sequence[Holder]) -> Missing:
    return Missing(
        held[0].official, held[0].unit, [each.role for each in held], min(each.state for each in held)
    )
