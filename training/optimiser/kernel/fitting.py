"""Who can sit where, who can teach when, which class is worth opening."""

from training.optimiser.kernel.chance import random_below
from training.optimiser.kernel.names import (
    ALIVE,
    ANCHOR_CENTRE,
    ANCHOR_START,
    BEST_ROOM,
    BEST_START,
    BEST_TRAINER,
    BEST_VALUE,
    CENTRES,
    CLASSES,
    FIX_BEGUN,
    FIX_OFFICIALS,
    FROZEN,
    GAPS,
    LATE,
    NOISE,
    PROVINCES,
    REACH,
    ROOMS,
    SLOTS,
    THOROUGH,
    TRAINERS,
    UNTIL,
    VALUE,
)
from training.optimiser.kernel.seats import change, gap_holds
from training.optimiser.state import State


def in_order(s: State, n: int, start: int, end: int) -> int:
    """1 when the official's other courses lie right for a class at this time."""
    for i in range(s.boff[n], s.boff[n + 1]):
        c = s.nseat[s.blist[i]]
        if c < 0 or s.kstart[c] + s.chd[s.kcourse[c]] > start:
            return 0
    for i in range(s.aoff[n], s.aoff[n + 1]):
        c = s.nseat[s.alist[i]]
        if c >= 0 and s.kstart[c] < end:
            return 0
    return 1


def person_fits(s: State, n: int, start: int, end: int) -> int:
    """1 when the official is free, his office can spare him, and his other courses lie right."""
    o = s.ndo[n]
    slots = s.g[SLOTS]
    u = s.ounit[o] * slots
    for t in range(start, end):
        if s.obusy[o * slots + t] != 0 or s.away[u + t] >= s.ulim[u + t]:
            return 0
    return in_order(s, n, start, end)


def can_travel(s: State, n: int, start: int, end: int, centre: int) -> int:
    """1 when the official has the time between this class and his others at other centres."""
    if s.g[GAPS] == 0:
        return 1
    o = s.ndo[n]
    for m in range(s.noff[o], s.noff[o + 1]):
        c = s.nseat[m]
        if c >= 0 and m != n:
            other = s.rcentre[s.kroom[c]]
            if s.kstart[c] >= end:
                if gap_holds(s, centre, end, other, s.kstart[c]) == 0:
                    return 0
            elif gap_holds(s, other, s.kstart[c] + s.chd[s.kcourse[c]], centre, start) == 0:
                return 0
    return 1


def trainer_fits(s: State, trainer: int, course: int, start: int, centre: int) -> int:
    """1 when the trainer is free, below his limit, and can be there in time."""
    slots = s.g[SLOTS]
    end = start + s.chd[course]
    if s.tload[trainer] + s.chd[course] > s.tmax[trainer]:
        return 0
    for t in range(start, end):
        if s.tbusy[trainer * slots + t] != 0:
            return 0
    if s.g[GAPS] != 0:
        for i in range(s.g[ALIVE]):
            c = s.alive[i]
            if s.ktrainer[c] == trainer:
                other = s.rcentre[s.kroom[c]]
                if s.kstart[c] >= end:
                    if gap_holds(s, centre, end, other, s.kstart[c]) == 0:
                        return 0
                elif gap_holds(s, other, s.kstart[c] + s.chd[s.kcourse[c]], centre, start) == 0:
                    return 0
    return 1


def best_trainer(s: State, course: int, start: int, centre: int) -> int:
    """The nearest trainer who can, or -1."""
    best = 0 - 1
    price = 0
    for i in range(s.toff[course], s.toff[course + 1]):
        t = s.tlist[i]
        trip = s.ttrip[(course * s.g[TRAINERS] + t) * s.g[CENTRES] + centre]
        if (best < 0 or trip < price) and trainer_fits(s, t, course, start, centre):
            best = t
            price = trip
    return best


def room_free(s: State, room: int, start: int, end: int) -> int:
    for t in range(start, end):
        if s.rbusy[room * s.g[SLOTS] + t] != 0:
            return 0
    return 1


def best_seat(s: State, n: int) -> int:
    """The open class where this need costs least, or -1."""
    course = s.ncourse[n]
    best = 0 - 1
    price = 0
    o = s.ndo[n]
    base = (course * s.g[PROVINCES] + s.oprov[o]) * s.g[CENTRES]
    for i in range(s.ccount[course]):
        c = s.clist[course * s.g[CLASSES] + i]
        cap = min(s.cmax[course], s.rseats[s.kroom[c]])
        if s.kn[c] < cap and s.kfix[c] & (FIX_BEGUN | FIX_OFFICIALS) == 0:
            start = s.kstart[c]
            end = start + s.chd[course]
            trip = s.otrip[base + s.rcentre[s.kroom[c]]]
            cost = trip + end * s.g[LATE]
            cost += change(s, n, start, s.kroom[c], s.ktrainer[c]) + random_below(s, s.g[NOISE])
            if (
                trip < s.g[REACH]
                and (best < 0 or cost < price)
                and person_fits(s, n, start, end)
                and can_travel(s, n, start, end, s.rcentre[s.kroom[c]])
            ):
                best = c
                price = cost
    return best


def count_ready(s: State, course: int, start: int, end: int) -> int:
    """Count by province, in ``state.ready``, who of those waiting could come; a sample when they are many."""
    for p in range(s.g[PROVINCES]):
        s.ready[p] = 0
    waiting = s.wcount[course]
    stride = waiting // 300 + 1
    found = 0
    i = random_below(s, stride)
    while i < waiting:
        n = s.wlist[s.woff[course] + i]
        if person_fits(s, n, start, end) and end + s.tail[n] <= s.g[SLOTS]:
            s.ready[s.oprov[s.ndo[n]]] += stride
            found += stride
        i += stride
    return found


def room_value(s: State, course: int, room: int, start: int) -> int:
    """What a class here would be worth with those counted in ``state.ready``; needs a trainer at ``BEST``."""
    centre = s.rcentre[room]
    cap = min(s.cmax[course], s.rseats[room])
    end = start + s.chd[course]
    value = 0 - s.cprice[course]
    base = (course * s.g[CENTRES] + centre) * s.g[PROVINCES]
    for i in range(s.g[PROVINCES]):
        p = s.nearest[base + i]
        take = min(s.ready[p], cap)
        trip = s.otrip[(course * s.g[PROVINCES] + p) * s.g[CENTRES] + centre]
        if take > 0 and trip < s.g[REACH]:
            value += take * (s.g[VALUE] - trip - end * s.g[LATE])
            cap -= take
        if cap == 0:
            return value
    return value


def try_start(s: State, course: int, start: int) -> int:  # noqa: C901 the innermost search
    """Look for the best room at this start; a better one than before is kept in ``BEST_…``."""
    end = start + s.chd[course]
    if end > s.g[UNTIL] or start < s.g[FROZEN] or s.run[start] != s.run[end - 1]:
        return 0
    if count_ready(s, course, start, end) < s.cmin[course]:
        return 0
    rooms = s.g[ROOMS]
    tries = min(rooms, 12)
    if s.g[THOROUGH]:
        tries = rooms
    first = random_below(s, rooms)
    for i in range(tries):
        room = (first + i) % rooms
        if i < 4 and s.g[ANCHOR_CENTRE] >= 0 and s.g[THOROUGH] == 0:
            k = s.g[ANCHOR_CENTRE]
            many = s.roff[k + 1] - s.roff[k]
            if many > i:
                room = s.rlist[s.roff[k] + i]
        if s.rok[course * rooms + room] and room_free(s, room, start, end):
            value = room_value(s, course, room, start) - random_below(s, s.g[NOISE] * 20)
            if value > s.g[BEST_VALUE]:
                trainer = best_trainer(s, course, start, s.rcentre[room])
                if trainer >= 0:
                    value -= s.ttrip[(course * s.g[TRAINERS] + trainer) * s.g[CENTRES] + s.rcentre[room]]
                    if value > s.g[BEST_VALUE]:
                        s.g[BEST_VALUE] = value
                        s.g[BEST_START] = start
                        s.g[BEST_ROOM] = room
                        s.g[BEST_TRAINER] = trainer
    return 0


def best_class(s: State, course: int) -> int:
    """Look for the class of this course most worth opening; 1 when there is one."""
    s.g[BEST_VALUE] = 0
    s.g[BEST_START] = 0 - 1
    slots = s.g[UNTIL]
    many = slots - s.g[FROZEN]
    if many <= 0:
        return 0
    if many <= 40 or s.g[THOROUGH]:
        for t in range(s.g[FROZEN], slots):
            try_start(s, course, t)
    else:
        for i in range(26):
            t = s.g[FROZEN] + random_below(s, many)
            if i < 13 and s.g[ANCHOR_START] >= 0:
                t = s.g[ANCHOR_START] + i - 6
            if t >= s.g[FROZEN] and t < slots:
                try_start(s, course, t)
    return s.g[BEST_START] >= 0
