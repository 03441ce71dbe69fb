"""Put everybody back: into open seats, into new classes, course by course; and the first plan."""

from training.optimiser.kernel.chance import random_below
from training.optimiser.kernel.fitting import best_class, best_seat, can_travel, person_fits, try_start
from training.optimiser.kernel.names import (
    ACCEPTED,
    BEST_ROOM,
    BEST_START,
    BEST_TRAINER,
    BEST_VALUE,
    CENTRES,
    CLASSES,
    COST,
    COURSES,
    DEAR,
    FIX_BEGUN,
    FIX_OFFICIALS,
    FROZEN,
    KEEP,
    LEVELS,
    PROVINCES,
    REACH,
    SEATS,
    SLOTS,
    VALUE,
    W_BROKEN,
)
from training.optimiser.kernel.seats import close_class, open_class, seat, unseat
from training.optimiser.state import State


def empty(s: State, c: int) -> int:
    while s.kn[c] > 0:
        unseat(s, s.kmem[c * s.g[SEATS] + s.kn[c] - 1])
    return 0


def left_to_learn(s: State, o: int) -> int:
    """Half-days of the courses for which the official has no seat."""
    left = 0
    for n in range(s.noff[o], s.noff[o + 1]):
        if s.nseat[n] < 0:
            left += s.chd[s.ncourse[n]]
    return left


def gather(s: State, course: int, start: int, centre: int) -> int:
    """List in ``state.scratch`` who could come, in chance order, with his rank; count them by province."""
    waiting = s.wcount[course]
    end = start + s.chd[course]
    for p in range(s.g[PROVINCES]):
        s.ready[p] = 0
    first = 0
    if waiting > 0:
        first = random_below(s, waiting)
    many = 0
    for i in range(waiting):
        n = s.wlist[s.woff[course] + (first + i) % waiting]
        o = s.ndo[n]
        p = s.oprov[o]
        trip = s.otrip[(course * s.g[PROVINCES] + p) * s.g[CENTRES] + centre]
        if trip < s.g[REACH] and end + s.tail[n] <= s.g[SLOTS] and person_fits(s, n, start, end):
            s.scratch[many] = n
            s.rank[many] = 0
            if s.g[LEVELS] > 1:
                s.rank[many] = min(s.g[LEVELS] - 1, left_to_learn(s, o) // 2)
            s.ready[p] += 1
            many += 1
    return many


def fill(s: State, c: int) -> int:
    """Seat the waiting officials of the course, nearest province first, until the class is full."""
    course = s.kcourse[c]
    start = s.kstart[c]
    end = start + s.chd[course]
    centre = s.rcentre[s.kroom[c]]
    cap = min(s.cmax[course], s.rseats[s.kroom[c]])
    if s.g[KEEP] and random_below(s, 6) == 0:
        cap = max(s.cmin[course], random_below(s, cap) + 1)
    many = gather(s, course, start, centre)
    base = (course * s.g[CENTRES] + centre) * s.g[PROVINCES]
    for i in range(s.g[PROVINCES]):
        p = s.nearest[base + i]
        if s.ready[p] > 0 and s.kn[c] < cap:
            for level in range(s.g[LEVELS]):
                for j in range(many):
                    n = s.scratch[j]
                    if (
                        s.rank[j] == level
                        and s.oprov[s.ndo[n]] == p
                        and s.kn[c] < cap
                        and person_fits(s, n, start, end)
                        and can_travel(s, n, start, end, centre)
                    ):
                        seat(s, n, c)
    return s.kn[c]


def insert_waiting(s: State, course: int) -> int:
    """Put the waiting officials of a course into open seats, in chance order."""
    waiting = s.wcount[course]
    if waiting == 0 or s.ccount[course] == 0:
        return 0
    for i in range(waiting):
        s.scratch[i] = s.wlist[s.woff[course] + i]
    first = random_below(s, waiting)
    for i in range(waiting):
        n = s.scratch[(first + i) % waiting]
        c = best_seat(s, n)
        if c >= 0:
            seat(s, n, c)
    return 0


def open_worthy(s: State, course: int) -> int:
    """Open classes while one is worth it and finds its people."""
    failures = 0
    while s.wcount[course] >= s.cmin[course] and failures < 2:
        if best_class(s, course) == 0:
            return 0
        c = open_class(s, course, s.g[BEST_ROOM], s.g[BEST_TRAINER], s.g[BEST_START])
        if c < 0:
            return 0
        if fill(s, c) < s.cmin[course]:
            empty(s, c)
            close_class(s, c)
            failures += 1
    return 0


def dissolve_small(s: State, course: int) -> int:
    """Close classes below their least size; their people look for open seats."""
    closed = 0
    i = 0
    while i < s.ccount[course]:
        c = s.clist[course * s.g[CLASSES] + i]
        if s.kn[c] < s.cmin[course] and s.kfix[c] == 0:
            empty(s, c)
            close_class(s, c)
            closed = 1
        else:
            i += 1
    if closed:
        s.g[REACH] = DEAR
        insert_waiting(s, course)
    return 0


def drop_followers(s: State, course: int) -> int:
    """Whoever lost his seat in this course loses the seats in the courses that need it."""
    for i in range(s.wcount[course]):
        n = s.wlist[s.woff[course] + i]
        for j in range(s.aoff[n], s.aoff[n + 1]):
            m = s.alist[j]
            if s.nseat[m] >= 0:
                if s.kfix[s.nseat[m]] & (FIX_BEGUN | FIX_OFFICIALS):
                    s.g[COST] += s.g[W_BROKEN]
                    s.g[ACCEPTED] = 0 - 1
                else:
                    unseat(s, m)
    return 0


def recreate(s: State) -> int:
    """Seat everybody who waits, course by course, in the order of their prerequisites."""
    value = s.g[VALUE]
    reach = s.g[REACH]
    for i in range(s.g[COURSES]):
        course = s.corder[i]
        if s.wcount[course] > 0 or s.dirty[course]:
            s.dirty[course] = 0
            insert_waiting(s, course)
            open_worthy(s, course)
            if s.wcount[course] > 0:
                s.g[VALUE] = DEAR
                s.g[REACH] = DEAR
                insert_waiting(s, course)
                open_worthy(s, course)
            dissolve_small(s, course)
            s.g[VALUE] = value
            s.g[REACH] = reach
            drop_followers(s, course)
            mark_followers(s, course)
    return 0


def mark_followers(s: State, course: int) -> int:
    """Classes of later courses may have lost people: they are looked at too."""
    if s.wcount[course] > 0:
        for c in range(s.g[COURSES]):
            s.dirty[c] = 1
    return 0


def open_from(s: State, course: int, start: int, least: int) -> int:
    """Open classes of a course at one start while at least ``least`` percent of their seats find people."""
    while s.wcount[course] >= s.cmin[course]:
        s.g[BEST_VALUE] = 0
        s.g[BEST_START] = 0 - 1
        try_start(s, course, start)
        if s.g[BEST_START] < 0:
            return 0
        c = open_class(s, course, s.g[BEST_ROOM], s.g[BEST_TRAINER], start)
        if c < 0:
            return 0
        cap = min(s.cmax[course], s.rseats[s.kroom[c]])
        if fill(s, c) < max(s.cmin[course], cap * least // 100):
            empty(s, c)
            close_class(s, c)
            return 0
    return 0


def build(s: State, least: int) -> int:
    """List scheduling: slot by slot, the courses with the longest tail behind them first; then the rest."""
    for t in range(s.g[FROZEN], s.g[SLOTS]):
        for i in range(s.g[COURSES]):
            open_from(s, s.cbuild[i], t, least)
    recreate(s)
    return s.g[COST]
