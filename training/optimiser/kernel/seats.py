"""Seats and classes: take, give, open, close, with their price, and a journal to take everything back."""

from training.optimiser.kernel.names import (
    ALIVE,
    CENTRES,
    CLASSES,
    COST,
    FIX_STANDS,
    GAPS,
    JOURNAL,
    KEEP,
    LAST,
    OP_CLOSE,
    OP_OPEN,
    OP_SEAT,
    OP_TRAINER,
    OP_UNSEAT,
    PROVINCES,
    SEATS,
    SLOTS,
    TRAINERS,
    W_BROKEN,
    W_COMPLETION,
    W_LAST,
    W_ROOM,
    W_TIME,
    W_TRAINER,
)
from training.optimiser.state import State


def write(s: State, op: int, a: int, b: int, c: int, d: int, e: int) -> int:  # noqa: PLR0917 one line of the journal
    if s.g[KEEP] == 0:
        return 0
    j = s.g[JOURNAL] * 6
    s.journal[j] = op
    s.journal[j + 1] = a
    s.journal[j + 2] = b
    s.journal[j + 3] = c
    s.journal[j + 4] = d
    s.journal[j + 5] = e
    s.g[JOURNAL] += 1
    return 0


def change(s: State, n: int, start: int, room: int, trainer: int) -> int:
    """Price of what happens to the published seat of a need; ``start`` -1: gone."""
    if s.pstart[n] < 0:
        return 0
    price = 0
    if start != s.pstart[n]:
        price = s.g[W_TIME]
    elif room != s.proom[n]:
        price = s.g[W_TIME]
        if s.pcentre[n] == s.rcentre[room]:
            price = s.g[W_ROOM]
    elif trainer != s.ptrainer[n]:
        price = s.g[W_TRAINER]
    return price * s.pdouble[n]


def finish(s: State, o: int) -> int:
    last = 0
    for n in range(s.noff[o], s.noff[o + 1]):
        c = s.nseat[n]
        if c < 0:
            return s.g[SLOTS]
        e = s.kstart[c] + s.chd[s.kcourse[c]]
        last = max(last, e)
    return last


def count_end(s: State, end: int, by: int) -> int:
    s.ends[end] += by
    old = s.g[LAST]
    new = old
    if by > 0 and end > old:
        new = end
    if by < 0 and end == old:
        while new > 0 and s.ends[new] == 0:
            new -= 1
    s.g[COST] += (new - old) * s.g[W_LAST]
    s.g[LAST] = new
    return 0


def occupy(s: State, n: int, c: int, by: int) -> int:
    o = s.ndo[n]
    course = s.kcourse[c]
    start = s.kstart[c]
    slots = s.g[SLOTS]
    u = s.ounit[o]
    for t in range(start, start + s.chd[course]):
        s.obusy[o * slots + t] += by
        s.away[u * slots + t] += by
    centre = s.rcentre[s.kroom[c]]
    price = s.otrip[(course * s.g[PROVINCES] + s.oprov[o]) * s.g[CENTRES] + centre]
    price += change(s, n, start, s.kroom[c], s.ktrainer[c])
    price -= change(s, n, 0 - 1, 0, 0) + s.worth[n]
    new = finish(s, o)
    price_of_end = (new - s.ofin[o]) * s.g[W_COMPLETION]
    s.ofin[o] = new
    s.g[COST] += by * price + price_of_end
    count_end(s, start + s.chd[course], by)
    return 0


def broken(s: State, c: int) -> int:
    """Promised classes that have too few people cost more than anything else."""
    if s.kfix[c] & FIX_STANDS and s.kn[c] < s.kmin[c]:
        return (s.kmin[c] - s.kn[c]) * s.g[W_BROKEN]
    return 0


def pend(s: State, n: int) -> int:
    course = s.ncourse[n]
    i = s.wcount[course]
    s.wlist[s.woff[course] + i] = n
    s.windex[n] = i
    s.wcount[course] = i + 1
    return 0


def unpend(s: State, n: int) -> int:
    course = s.ncourse[n]
    i = s.windex[n]
    s.wcount[course] -= 1
    other = s.wlist[s.woff[course] + s.wcount[course]]
    s.wlist[s.woff[course] + i] = other
    s.windex[other] = i
    return 0


def seat(s: State, n: int, c: int) -> int:
    s.g[COST] -= broken(s, c)
    i = s.kn[c]
    s.kmem[c * s.g[SEATS] + i] = n
    s.npos[n] = i
    s.kn[c] = i + 1
    s.nseat[n] = c
    unpend(s, n)
    occupy(s, n, c, 1)
    s.g[COST] += broken(s, c)
    write(s, OP_SEAT, n, c, 0, 0, 0)
    return 0


def unseat(s: State, n: int) -> int:
    c = s.nseat[n]
    s.g[COST] -= broken(s, c)
    s.kn[c] -= 1
    base = c * s.g[SEATS]
    other = s.kmem[base + s.kn[c]]
    s.kmem[base + s.npos[n]] = other
    s.npos[other] = s.npos[n]
    s.nseat[n] = 0 - 1
    pend(s, n)
    occupy(s, n, c, 0 - 1)
    s.g[COST] += broken(s, c)
    write(s, OP_UNSEAT, n, c, 0, 0, 0)
    return 0


def book(s: State, c: int, by: int) -> int:
    """Take (1) or give back (-1) room and trainer of a class."""
    slots = s.g[SLOTS]
    half_days = s.chd[s.kcourse[c]]
    for t in range(s.kstart[c], s.kstart[c] + half_days):
        s.rbusy[s.kroom[c] * slots + t] += by
        s.tbusy[s.ktrainer[c] * slots + t] += by
        s.tclass[s.ktrainer[c] * slots + t] = c
    s.tload[s.ktrainer[c]] += by * half_days
    centre = s.rcentre[s.kroom[c]]
    trip = s.ttrip[(s.kcourse[c] * s.g[TRAINERS] + s.ktrainer[c]) * s.g[CENTRES] + centre]
    s.g[COST] += by * (trip + s.cprice[s.kcourse[c]])
    return 0


def open_at(s: State, c: int, course: int, room: int, trainer: int, start: int) -> int:  # noqa: PLR0917 C
    """Open the free class ``c``."""
    s.kcourse[c] = course
    s.kroom[c] = room
    s.ktrainer[c] = trainer
    s.kstart[c] = start
    s.kn[c] = 0
    s.kmin[c] = s.cmin[course]
    i = s.ccount[course]
    s.clist[course * s.g[CLASSES] + i] = c
    s.kindex[c] = i
    s.ccount[course] = i + 1
    s.kalive[c] = s.g[ALIVE]
    s.alive[s.g[ALIVE]] = c
    s.g[ALIVE] += 1
    book(s, c, 1)
    write(s, OP_OPEN, c, course, room, trainer, start)
    return c


def open_class(s: State, course: int, room: int, trainer: int, start: int) -> int:
    """Open a class with any free number; -1 when there are too many."""
    if s.g[ALIVE] >= s.g[CLASSES]:
        return 0 - 1
    c = s.alive[s.g[ALIVE]]
    swap_free(s, c)
    return open_at(s, c, course, room, trainer, start)


def swap_free(s: State, c: int) -> int:
    """Bring the free class ``c`` to the head of the free ones (they lie behind those alive)."""
    i = s.kalive[c]
    head = s.g[ALIVE]
    other = s.alive[head]
    s.alive[head] = c
    s.alive[i] = other
    s.kalive[c] = head
    s.kalive[other] = i
    return 0


def close_class(s: State, c: int) -> int:
    """Close a class that nobody sits in."""
    course = s.kcourse[c]
    book(s, c, 0 - 1)
    s.ccount[course] -= 1
    other = s.clist[course * s.g[CLASSES] + s.ccount[course]]
    s.clist[course * s.g[CLASSES] + s.kindex[c]] = other
    s.kindex[other] = s.kindex[c]
    s.g[ALIVE] -= 1
    tail = s.alive[s.g[ALIVE]]
    s.alive[s.kalive[c]] = tail
    s.kalive[tail] = s.kalive[c]
    s.alive[s.g[ALIVE]] = c
    s.kalive[c] = s.g[ALIVE]
    write(s, OP_CLOSE, c, course, s.kroom[c], s.ktrainer[c], s.kstart[c])
    s.kstart[c] = 0 - 1
    return 0


def hand_over(s: State, c: int, trainer: int) -> int:
    """Give a class to another trainer."""
    old = s.ktrainer[c]
    base = c * s.g[SEATS]
    for i in range(s.kn[c]):
        n = s.kmem[base + i]
        s.g[COST] -= change(s, n, s.kstart[c], s.kroom[c], old)
        s.g[COST] += change(s, n, s.kstart[c], s.kroom[c], trainer)
    book(s, c, 0 - 1)
    s.ktrainer[c] = trainer
    book(s, c, 1)
    write(s, OP_TRAINER, c, old, 0, 0, 0)
    return 0


def undo(s: State) -> int:
    """Take back everything in the journal, last first."""
    s.g[KEEP] = 0
    while s.g[JOURNAL] > 0:
        s.g[JOURNAL] -= 1
        j = s.g[JOURNAL] * 6
        op = s.journal[j]
        a = s.journal[j + 1]
        b = s.journal[j + 2]
        if op == OP_SEAT:
            unseat(s, a)
        elif op == OP_UNSEAT:
            seat(s, a, b)
        elif op == OP_OPEN:
            close_class(s, a)
        elif op == OP_CLOSE:
            swap_free(s, a)
            open_at(s, a, b, s.journal[j + 3], s.journal[j + 4], s.journal[j + 5])
        else:
            hand_over(s, a, b)
    s.g[KEEP] = 1
    return 0


def gap_holds(s: State, ka: int, ea: int, kb: int, sb: int) -> int:
    """1 when one person can leave centre ``ka`` at slot ``ea`` and be at ``kb`` at slot ``sb``."""
    if ka == kb or s.g[GAPS] == 0:
        return 1
    return sb - ea >= s.gap[ka * s.g[CENTRES] + kb]
