"""The go-live board and the licences, as the pages show them."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from training.accounts.models import User
from training.accounts.scope import in_units_of, seen_by
from training.db import db
from training.errors import NotFound
from training.officials.models import Official
from training.organisation.models import Unit, UnitKind
from training.readiness import scope  # noqa: F401 - adds its clause
from training.readiness.chains import Chain, ChainState, StepState, judge
from training.readiness.holders import Holder, holders
from training.readiness.models import Licence
from training.workflow.models import IncompatibleSteps, Module, Step, UnitKindModule


@dataclass(frozen=True, slots=True)
class Row:
    """A unit of the board: a chain for each module, None where the unit does not run it."""

    unit: Unit
    chains: tuple[Chain | None, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """Units down, modules across; ``holders`` are the people it was judged by."""

    modules: Sequence[Module]
    rows: Sequence[Row]
    steps: Sequence[Step] = ()
    holders: Sequence[Holder] = ()

    def count(self, state: ChainState) -> int:
        return sum(chain.state == state for row in self.rows for chain in row.chains if chain)

    @property
    def going_live(self) -> int:
        """The units all of whose chains are ready."""
        ready = {ChainState.READY, ChainState.READY_WITH_STAND_IN}
        return sum(all(chain.state in ready for chain in row.chains if chain) for row in self.rows)


@dataclass(frozen=True, slots=True)
class Cell:
    """One chain with its people, step by step."""

    unit: Unit
    module: Module
    chain: Chain
    steps: Sequence[tuple[Step, Sequence[Holder]]]
    missing: Step | None
    clash: tuple[Step, Step] | None


@dataclass(frozen=True, slots=True)
class LicenceLists:
    """Who has an account without the training, and who has the training without an account."""

    untrained: Sequence[Licence]
    unlicensed: Sequence[Holder]


def board(user: User, *, on: date, kind: UnitKind | None = None) -> Board:
    """The readiness of every unit the reader answers for; those with nobody identified come last."""
    modules, runs, steps, clashes = _modules(), _runs(), _steps(), _clashes()
    there = holders(user, on=on)
    people = _by_chain(there)
    rows = []
    for unit in _units(user, kind=kind):
        chains = tuple(
            judge([step.code for step in steps], people[unit.id, module.code], incompatible=clashes)
            if (unit.kind, module.code) in runs
            else None
            for module in modules
        )
        if any(chains):
            rows.append(Row(unit, chains))
    rows.sort(key=lambda row: not any(people[row.unit.id, module.code] for module in modules))
    return Board(modules, rows, steps, there)


def cell(unit_id: int, module_code: str, *, user: User, on: date) -> Cell:
    """One chain of the board with names.

    Raises:
        NotFound: the unit is not the reader's, or does not run the module.
    """
    unit = db.session.scalar(select(Unit).where(Unit.id == unit_id, in_units_of(user, Unit.id)))
    module = db.session.get(Module, module_code)
    if unit is None or module is None or (unit.kind, module.code) not in _runs():
        raise NotFound
    steps, there = _steps(), holders(user, on=on, unit_id=unit_id)
    of_module = [each for each in there if each.role.module_code == module.code]
    people = _by_chain(of_module)[unit_id, module_code]
    chain = judge([step.code for step in steps], people, incompatible=_clashes())
    named = {step.code: step for step in steps}
    return Cell(
        unit=unit,
        module=module,
        chain=chain,
        steps=[(step, [each for each in of_module if each.role.step_code == step.code]) for step in steps],
        missing=named.get(chain.missing or ""),
        clash=(named[chain.clash[0]], named[chain.clash[1]]) if chain.clash else None,
    )


def licences(user: User) -> Sequence[Licence]:
    """The accounts that stand, by unit and name."""
    query = (
        select(Licence)
        .join(Licence.official)
        .join(Licence.unit)
        .where(seen_by(user, Licence), seen_by(user, Official), Licence.valid_to.is_(None))
        .options(joinedload(Licence.official), joinedload(Licence.unit))
    )
    return db.session.scalars(query.order_by(Unit.code, Official.sort_key, Official.id)).all()


def licence_lists(user: User, *, on: date) -> LicenceLists:
    standing, there = licences(user), holders(user, on=on)
    trained = {(each.official.id, each.unit.id) for each in there if each.state >= StepState.CERTIFIED}
    held = {(each.official_id, each.unit_id) for each in standing}
    first: dict[tuple[int, int], Holder] = {}
    for each in there:
        if each.state is StepState.CERTIFIED and (each.official.id, each.unit.id) not in held:
            first.setdefault((each.official.id, each.unit.id), each)
    untrained = [each for each in standing if (each.official_id, each.unit_id) not in trained]
    return LicenceLists(untrained, list(first.values()))


def get_licence(number: int, *, user: User) -> Licence:
    query = select(Licence).where(Licence.id == number, seen_by(user, Licence))
    found = db.session.scalar(query.options(joinedload(Licence.official), joinedload(Licence.unit)))
    if found is None:
        raise NotFound
    return found


def get_official(number: int, *, user: User) -> Official:
    query = select(Official).where(
        Official.id == number, seen_by(user, Official), Official.merged_into_id.is_(None)
    )
    found = db.session.scalar(query)
    if found is None:
        raise NotFound
    return found


def get_unit(number: int, *, user: User) -> Unit:
    found = db.session.scalar(select(Unit).where(Unit.id == number, in_units_of(user, Unit.id)))
    if found is None:
        raise NotFound
    return found


People = Mapping[tuple[int, str], dict[str, dict[int, StepState]]]


def _by_chain(there: Sequence[Holder]) -> People:
    found: dict[tuple[int, str], dict[str, dict[int, StepState]]] = defaultdict(lambda: defaultdict(dict))
    for each in there:
        if each.role.module_code and each.role.step_code:
            found[each.unit.id, each.role.module_code][each.role.step_code][each.official.id] = each.state
    return found


def _units(user: User, *, kind: UnitKind | None) -> Sequence[Unit]:
    query = select(Unit).where(in_units_of(user, Unit.id))
    if kind:
        query = query.where(Unit.kind == kind)
    return db.session.scalars(query.order_by(Unit.kind, Unit.code)).all()


def _modules() -> Sequence[Module]:
    return db.session.scalars(select(Module).order_by(Module.position)).all()


def _steps() -> Sequence[Step]:
    return db.session.scalars(select(Step).where(Step.in_chain).order_by(Step.position)).all()


def _runs() -> set[tuple[UnitKind, str]]:
    return {(each.unit_kind, each.module_code) for each in db.session.scalars(select(UnitKindModule))}


def _clashes() -> set[tuple[str, str]]:
    return {(each.first_code, each.second_code) for each in db.session.scalars(select(IncompatibleSteps))}
