"""Ruin and recreate: take some related classes away, put everybody back, keep it or not."""

from training.optimiser.kernel.fitting import (
    best_class,
    best_seat,
    best_trainer,
    can_travel,
    person_fits,
    try_start,
)
from training.optimiser.kernel.names import (
    ACCEPTED,
    ALIVE,
    ANCHOR_CENTRE,
    ANCHOR_START,
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
    FIX_TRAINER,
    FROZEN,
    JOURNAL,
    KEEP,
    LATE,
    NOISE,
    PROVINCES,
    REACH,
    REPAIR,
    SEATS,
    SLOTS,
    VALUE,
    W_BROKEN,
    W_COMPLETION,
)
from training.optimiser.kernel.seats import (
    close_class,
    hand_over,
    open_class,
    random_below,
    seat,
    undo,
    unseat,
)
from training.optimiser.state import State


def empty(s: State, c: int) -> int:
    while s.kn[c] > 0:
        unseat(s, s.kmem[c * s.g[SEATS] + s.kn[c] - 1])
    return 0


def fill(s: State, c: int) -> int:
    """Seat the waiting officials of the course, nearest province first, until the class is full."""
    course = s.kcourse[c]
    start = s.kstart[c]
    end = start + s.chd[course]
    centre = s.rcentre[s.kroom[c]]
    cap = min(s.cmax[course], s.rseats[s.kroom[c]])
    if s.g[KEEP] and random_below(s, 6) == 0:
        cap = max(s.cmin[course], random_below(s, cap) + 1)
    base = (course * s.g[CENTRES] + centre) * s.g[PROVINCES]
    for p in range(s.g[PROVINCES]):
        s.ready[p] = 0
    waiting = s.wcount[course]
    for i in range(waiting):
        n = s.wlist[s.woff[course] + i]
        p = s.oprov[s.ndo[n]]
        s.scratch[i] = n
        s.ready[p] += 1
    for i in range(s.g[PROVINCES]):
        p = s.nearest[base + i]
        trip = s.otrip[(course * s.g[PROVINCES] + p) * s.g[CENTRES] + centre]
        if s.ready[p] > 0 and s.kn[c] < cap and trip < s.g[REACH]:
            first = random_below(s, waiting)
            for j in range(waiting):
                n = s.scratch[(first + j) % waiting]
                if (
                    s.oprov[s.ndo[n]] == p
                    and s.kn[c] < cap
                    and end + s.tail[n] <= s.g[SLOTS]
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


def drop(s: State, c: int) -> int:
    """Take one class away; a promised one only loses the people it may lose."""
    if s.kfix[c] & (FIX_BEGUN | FIX_OFFICIALS):
        return 0
    s.dirty[s.kcourse[c]] = 1
    empty(s, c)
    if s.kfix[c] == 0:
        close_class(s, c)
    return 0


def pick(s: State) -> int:
    return s.alive[random_below(s, s.g[ALIVE])]


def anchor(s: State, c: int) -> int:
    s.g[ANCHOR_CENTRE] = s.rcentre[s.kroom[c]]
    s.g[ANCHOR_START] = s.kstart[c]
    return 0


def near(s: State, c: int, kind: int) -> int:
    """Another class related to ``c``: 0 the same course, 1 the same centre or time, 2 the same person."""
    if kind == 0:
        course = s.kcourse[c]
        return s.clist[course * s.g[CLASSES] + random_below(s, s.ccount[course])]
    if kind == 2 and s.kn[c] > 0:
        n = s.kmem[c * s.g[SEATS] + random_below(s, s.kn[c])]
        o = s.ndo[n]
        m = s.noff[o] + random_below(s, s.noff[o + 1] - s.noff[o])
        if s.nseat[m] >= 0:
            return s.nseat[m]
    best = pick(s)
    score = 1000000
    for _ in range(8):
        d = pick(s)
        far = s.kstart[d] - s.kstart[c]
        if far < 0:
            far = 0 - far
        if s.rcentre[s.kroom[d]] != s.rcentre[s.kroom[c]]:
            far += 12
        if d != c and far < score:
            best = d
            score = far
    return best


def small_class(s: State) -> int:
    best = pick(s)
    for _ in range(5):
        c = pick(s)
        if s.kn[c] < s.kn[best]:
            best = c
    return best


def waiting_need(s: State) -> int:
    """A need without a seat, by chance, or -1."""
    first = random_below(s, s.g[COURSES])
    for i in range(s.g[COURSES]):
        course = (first + i) % s.g[COURSES]
        if s.wcount[course] > 0:
            return s.wlist[s.woff[course] + random_below(s, s.wcount[course])]
    return 0 - 1


def around(s: State, n: int) -> int:
    """A class that stands in the way of a waiting need: another of the person's, or one of its course."""
    o = s.ndo[n]
    m = s.noff[o] + random_below(s, s.noff[o + 1] - s.noff[o])
    if s.nseat[m] >= 0:
        return s.nseat[m]
    course = s.ncourse[n]
    if s.ccount[course] > 0:
        return s.clist[course * s.g[CLASSES] + random_below(s, s.ccount[course])]
    return pick(s)


def some_leave(s: State, c: int) -> int:
    """Up to twelve people of one class look for another seat."""
    if s.kfix[c] & (FIX_BEGUN | FIX_OFFICIALS):
        return 0
    s.dirty[s.kcourse[c]] = 1
    many = 1 + random_below(s, 12)
    while many > 0 and s.kn[c] > 0:
        unseat(s, s.kmem[c * s.g[SEATS] + random_below(s, s.kn[c])])
        many -= 1
    return 0


def other_trainers(s: State, c: int) -> int:
    """Give one class, and one that its new trainer would have to leave, to the nearest trainers who can."""
    if s.kfix[c] & (FIX_BEGUN | FIX_TRAINER):
        return 0
    best = best_trainer(s, s.kcourse[c], s.kstart[c], s.rcentre[s.kroom[c]])
    if best >= 0 and best != s.ktrainer[c]:
        hand_over(s, c, best)
    return 0


def ruin(s: State) -> int:  # noqa: C901, PLR0912 one throw of dice
    """Take a few related things away."""
    dice = random_below(s, 100)
    n = waiting_need(s)
    c = pick(s)
    if n >= 0 and dice < 35:
        c = around(s, n)
    elif dice < 45:
        c = small_class(s)
    anchor(s, c)
    kind = random_below(s, 4)
    if s.g[REPAIR] and n >= 0:
        dice = dice % 35
        c = around(s, n)
        anchor(s, c)
    if dice >= 95:
        return other_trainers(s, c)
    if dice >= 75:
        if dice >= 85:
            some_leave(s, near(s, c, 0))
        return some_leave(s, c)
    more = random_below(s, 4)
    if kind == 3:
        more = 0
    drop(s, c)
    for _ in range(more):
        if s.g[ALIVE] > 0:
            d = pick(s)
            if s.kstart[c] >= 0:
                d = near(s, c, kind)
            elif n >= 0 and dice < 35:
                d = around(s, n)
            elif s.ccount[s.kcourse[c]] > 0 and kind == 0:
                d = s.clist[s.kcourse[c] * s.g[CLASSES] + random_below(s, s.ccount[s.kcourse[c]])]
            else:
                d = near_anchor(s)
            drop(s, d)
    return 0


def near_anchor(s: State) -> int:
    best = pick(s)
    score = 1000000
    for _ in range(12):
        d = pick(s)
        far = s.kstart[d] - s.g[ANCHOR_START]
        if far < 0:
            far = 0 - far
        if s.rcentre[s.kroom[d]] != s.g[ANCHOR_CENTRE]:
            far += 12
        if far < score:
            best = d
            score = far
    return best


def step(s: State, heat: int) -> int:
    """One move; 1 when it was kept. ``heat`` is the temperature in cents."""
    if s.g[ALIVE] == 0:
        s.g[ANCHOR_START] = 0 - 1
        s.g[ANCHOR_CENTRE] = 0 - 1
    before = s.g[COST]
    s.g[JOURNAL] = 0
    s.g[KEEP] = 1
    s.g[ACCEPTED] = 0
    s.g[VALUE] = (600 + random_below(s, 600)) << random_below(s, 6)
    s.g[REACH] = (350 + random_below(s, 350)) << random_below(s, 7)
    s.g[LATE] = s.g[W_COMPLETION] * random_below(s, 9) // 2
    s.g[NOISE] = 1 + random_below(s, 600)
    if s.g[ALIVE] > 0:
        ruin(s)
    recreate(s)
    worse = s.g[COST] - before
    s.worse[0] = worse
    if s.g[ACCEPTED] >= 0 and worse * 1024 <= heat * s.logs[random_below(s, 4096)]:
        return 1
    if s.g[ACCEPTED] < 0:
        s.g[COST] = before
        undo(s)
        s.g[COST] = before
        return 0
    undo(s)
    return 0


def run(s: State, moves: int, heat: int) -> int:
    """Try so many moves at one temperature; returns how many were kept."""
    kept = 0
    for _ in range(moves):
        kept += step(s, heat)
    return kept


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
