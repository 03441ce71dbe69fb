"""Put what has begun and what is pinned into a state."""

from collections import Counter
from collections.abc import Iterable

from training.optimiser.encode import Index
from training.optimiser.kernel import fitting, seats
from training.optimiser.kernel import names as at
from training.optimiser.problem import PlannedClass, Problem
from training.optimiser.proofs import starts
from training.optimiser.state import State

FIXES = {
    "time": at.FIX_TIME,
    "room": at.FIX_ROOM,
    "trainer": at.FIX_TRAINER,
    "officials": at.FIX_OFFICIALS,
}


def begin(state: State, index: Index, loose: set[str]) -> dict[int, str]:
    """Put in what has begun and what is pinned; returns class number → published id.

    A pin that another hard rule contradicts is added to ``loose``: its class is kept like any other.
    """
    problem = index.problem
    state.g[at.KEEP] = 0
    named = {}
    published = sorted(problem.published or (), key=lambda one: (one.start, one.id))
    for one in published:
        if one.start < problem.frozen_before:
            named[_begun(state, index, one)] = one.id
    _raise_limits(state, index)
    pins = {pin.class_id: pin.fix for pin in problem.pins}
    for one in published:
        if one.id in pins and one.id not in loose and one.start >= problem.frozen_before:
            c = _pinned(state, index, one, pins[one.id])
            if c < 0:
                loose.add(one.id)
            else:
                named[c] = one.id
    return named


def _begun(state: State, index: Index, one: PlannedClass) -> int:
    c = seats.open_class(
        state, index.courses[one.course], index.rooms[one.room], index.trainers[one.trainer], one.start
    )
    state.kfix[c] = at.FIX_BEGUN | at.FIX_STANDS
    state.kmin[c] = 0
    end, slots = one.start + state.chd[state.kcourse[c]], len(index.problem.slots)
    for name in one.officials:
        need = index.needs.get((name, one.course))
        if need is None:
            continue
        if state.nseat[need] < 0 and (name, one.course) not in index.unservable:
            seats.seat(state, need, c)
            continue
        for slot in range(one.start, end):
            state.obusy[index.officials[name] * slots + slot] += 1
            state.away[state.ounit[index.officials[name]] * slots + slot] += 1
    return c


def _raise_limits(state: State, index: Index) -> None:
    """What has begun alone breaks no office's limit."""
    for n in range(len(index.units) * len(index.problem.slots)):
        state.ulim[n] = max(state.ulim[n], state.away[n])


def _pinned(state: State, index: Index, one: PlannedClass, fix: tuple[str, ...]) -> int:
    """Open a pinned class with its people; -1 when the rules leave no place for it, or too few people."""
    bits = at.FIX_STANDS | sum(FIXES[part] for part in fix)
    place = place_of(state, index, one, bits)
    if place is None or not _enough_can_come(state, index, one, fix, place[2]):
        return -1
    c = seats.open_class(state, index.courses[one.course], *place)
    state.kfix[c] = bits
    still = needs_of(index, one)
    if "officials" in fix:
        state.kmin[c] = 0
        for need in still:
            seats.seat(state, need, c)
    else:
        state.g[at.COST] += seats.broken(state, c)
        seat_those_who_fit(state, still, c)
    return c


def _enough_can_come(state: State, index: Index, one: PlannedClass, fix: tuple[str, ...], start: int) -> bool:
    """Whether as many are free at that time as the class must have; all of them when people are pinned."""
    course = index.courses[one.course]
    first = state.woff[course]
    waiting = set(state.wlist[first : first + state.wcount[course]])
    still = needs_of(index, one)
    end = start + state.chd[course]
    if "officials" not in fix:
        return sum(_is_free(state, n, start, end) for n in waiting) >= state.cmin[course]
    away = Counter(state.ounit[state.ndo[n]] for n in still)
    slots = len(index.problem.slots)
    spared = all(
        state.away[unit * slots + t] + n <= state.ulim[unit * slots + t]
        for unit, n in away.items()
        for t in range(start, end)
    )
    free = all(n in waiting and _is_free(state, n, start, end) for n in still)
    return free and spared and state.cmin[course] <= len(still)


def _is_free(state: State, need: int, start: int, end: int) -> bool:
    o, slots = state.ndo[need], state.g[at.SLOTS]
    return not any(state.obusy[o * slots + start : o * slots + end])


def needs_of(index: Index, one: PlannedClass) -> list[int]:
    """The needs of those of its people who still exist and still need the course."""
    return [index.needs[o, one.course] for o in one.officials if (o, one.course) in index.needs]


def seat_those_who_fit(state: State, needs: Iterable[int], c: int, *, most: int | None = None) -> None:
    start, course = state.kstart[c], state.kcourse[c]
    end, centre = start + state.chd[course], state.rcentre[state.kroom[c]]
    cap = min(state.cmax[course], state.rseats[state.kroom[c]])
    for need in needs:
        if state.kn[c] >= (cap if most is None else min(cap, most)):
            return
        waits = state.nseat[need] < 0 and _is_waiting(state, need)
        if not waits or not fitting.person_fits(state, need, start, end):
            continue
        if fitting.can_travel(state, need, start, end, centre):
            seats.seat(state, need, c)


def _is_waiting(state: State, need: int) -> bool:
    """Needs that cannot be served at all stand on no waiting list."""
    course = state.ncourse[need]
    at_index = state.windex[need]
    return at_index < state.wcount[course] and state.wlist[state.woff[course] + at_index] == need


def place_of(state: State, index: Index, one: PlannedClass, fix: int) -> tuple[int, int, int] | None:
    """Return (room, trainer, start) nearest to what was: trainer, room, then time give way."""
    problem = index.problem
    course = index.courses[one.course]
    for start in _times(problem, one, fix):
        for room in _rooms(state, index, one, fix):
            end = start + state.chd[course]
            if not state.rok[course * state.g[at.ROOMS] + room]:
                continue
            if not fitting.room_free(state, room, start, end):
                continue
            trainer = _trainer(state, index, one, fix, (course, start, state.rcentre[room]))
            if trainer >= 0:
                return room, trainer, start
    return None


def _times(problem: Problem, one: PlannedClass, fix: int) -> list[int]:
    possible = starts(problem, problem.courses[one.course].half_days)
    here = [one.start] if one.start in possible else []
    if fix & at.FIX_TIME:
        return here
    near = sorted((s for s in possible if abs(s - one.start) <= 10), key=lambda s: (abs(s - one.start), s))
    return here + [s for s in near if s != one.start]


def _rooms(state: State, index: Index, one: PlannedClass, fix: int) -> list[int]:
    old = index.rooms.get(one.room)
    if old is not None and fix & at.FIX_ROOM:
        return [old]
    if fix & at.FIX_ROOM and fix & at.FIX_STANDS:
        return []
    centre = state.rcentre[old] if old is not None else -1
    rooms = range(state.g[at.ROOMS])
    wanted = len(one.officials)
    return sorted(rooms, key=lambda r: (r != old, state.rcentre[r] != centre, state.rseats[r] < wanted, r))


def _trainer(state: State, index: Index, one: PlannedClass, fix: int, where: tuple[int, int, int]) -> int:
    course, start, centre = where
    old = index.trainers.get(one.trainer)
    teaches = old is not None and one.course in index.problem.trainers[one.trainer].courses
    if old is not None and teaches and fitting.trainer_fits(state, old, course, start, centre):
        return old
    return -1 if fix & at.FIX_TRAINER else fitting.best_trainer(state, course, start, centre)
