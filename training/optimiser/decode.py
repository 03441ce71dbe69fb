"""Read the classes out of a state, and give them their ids."""

from collections import defaultdict
from dataclasses import dataclass

from training.optimiser.encode import Index
from training.optimiser.kernel import names as at
from training.optimiser.problem import PlannedClass
from training.optimiser.state import State


@dataclass(frozen=True)
class Found:
    """A class without its id yet: number in the state, then the facts."""

    number: int
    course: str
    room: str
    trainer: str
    start: int
    officials: tuple[str, ...]


def decode(state: State, index: Index, named: dict[int, str]) -> tuple[PlannedClass, ...]:
    """Return the classes of a state, those that were published with their ids, sorted."""
    found = [_found(state, index, c) for c in state.alive[: state.g[at.ALIVE]]]
    found.sort(key=lambda one: (one.start, one.room, one.course, one.officials))
    ids = _kept_ids(index, found, named)
    taken = {one.id for one in index.problem.published or ()}
    fresh = (name for name in (f"C{n:04d}" for n in range(1, 10**6)) if name not in taken)
    classes = []
    for one in found:
        name = ids.get(one.number) or next(fresh)
        classes.append(PlannedClass(name, one.course, one.room, one.trainer, one.start, one.officials))
    return tuple(_with_all_begun(index, classes))


def _found(state: State, index: Index, c: int) -> Found:
    base = c * state.g[at.SEATS]
    people = sorted(index.need_keys[n][0] for n in state.kmem[base : base + state.kn[c]])
    names = [list(things) for things in (index.courses, index.rooms, index.trainers)]
    facts = (names[0][state.kcourse[c]], names[1][state.kroom[c]], names[2][state.ktrainer[c]])
    return Found(c, *facts, state.kstart[c], tuple(people))


def _kept_ids(index: Index, found: list[Found], named: dict[int, str]) -> dict[int, str]:
    """A published id stays where the course is the same and half of the officials stayed, the most first."""
    ids = dict(named)
    where: dict[tuple[str, str], int] = {}
    for one in found:
        where.update({(official, one.course): one.number for official in one.officials})
    pairs = []
    for old in index.problem.published or ():
        met: dict[int, int] = defaultdict(int)
        for official in old.officials:
            if (official, old.course) in where:
                met[where[official, old.course]] += 1
        pairs += [(-n, old.id, number) for number, n in met.items() if 2 * n >= len(old.officials)]
    for _, name, number in sorted(pairs):
        if number not in ids and name not in ids.values():
            ids[number] = name
    return ids


def _with_all_begun(index: Index, classes: list[PlannedClass]) -> list[PlannedClass]:
    """Classes that have begun are facts: all officials who are still there, whatever the seats say."""
    people = index.problem.officials
    begun = {one.id: one for one in index.problem.published or () if one.start < index.problem.frozen_before}
    done = []
    for one in classes:
        if one.id in begun:
            still = [o for o in begun[one.id].officials if o in people and one.course in people[o].needs]
            done.append(
                PlannedClass(one.id, one.course, one.room, one.trainer, one.start, tuple(sorted(still)))
            )
        else:
            done.append(one)
    return done
