"""Another trainer for a class at its time: a free one, or one whose own class another can take over."""

from training.optimiser.kernel import fitting, seats
from training.optimiser.kernel import names as at
from training.optimiser.state import State

Handed = list[tuple[int, int]]  # class and the trainer it had


def substitute(state: State, course: int, start: int, centre: int) -> int:
    """Return a trainer who can teach then; his own classes may have gone to others. -1: nobody."""
    return _find(state, (course, start, centre), set(), [])


def _find(state: State, what: tuple[int, int, int], tried: set[int], handed: Handed) -> int:
    course, start, centre = what
    free = fitting.best_trainer(state, course, start, centre)
    if free >= 0:
        return free
    for trainer in _nearest(state, course, centre):
        if trainer in tried:
            continue
        tried.add(trainer)
        mark = len(handed)
        if _freed(state, trainer, what, tried, handed):
            return trainer
        while len(handed) > mark:
            seats.hand_over(state, *handed.pop())
    return -1


def _freed(state: State, trainer: int, what: tuple[int, int, int], tried: set[int], handed: Handed) -> bool:
    """Hand the trainer's classes of that time to others; whether he is free then."""
    course, start, centre = what
    for c in _clashes(state, trainer, start, start + state.chd[course]):
        if state.kfix[c] & (at.FIX_BEGUN | at.FIX_TRAINER):
            return False
        place = state.kcourse[c], state.kstart[c], state.rcentre[state.kroom[c]]
        other = _find(state, place, tried, handed)
        if other < 0:
            return False
        handed.append((c, trainer))
        seats.hand_over(state, c, other)
    return bool(fitting.trainer_fits(state, trainer, course, start, centre))


def _nearest(state: State, course: int, centre: int) -> list[int]:
    able = state.tlist[state.toff[course] : state.toff[course + 1]]
    row = course * state.g[at.TRAINERS]
    return sorted(able, key=lambda t: (state.ttrip[(row + t) * state.g[at.CENTRES] + centre], t))


def _clashes(state: State, trainer: int, start: int, end: int) -> list[int]:
    slots = state.g[at.SLOTS]
    found = []
    for slot in range(start, end):
        c = state.tclass[trainer * slots + slot]
        stands = state.kstart[c] >= 0 and state.ktrainer[c] == trainer
        if (
            stands
            and state.kstart[c] <= slot < state.kstart[c] + state.chd[state.kcourse[c]]
            and c not in found
        ):
            found.append(c)
    return found
