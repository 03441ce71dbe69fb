"""Small moves: one person to another class, two people change places, one class elsewhere, two trainers change."""

from training.optimiser.kernel.fitting import best_seat, best_trainer, can_travel, person_fits, room_free, trainer_fits
from training.optimiser.kernel.names import (
    ALIVE,
    BEST_ROOM,
    BEST_START,
    BEST_TRAINER,
    CENTRES,
    CLASSES,
    COST,
    FIX_BEGUN,
    FIX_OFFICIALS,
    FIX_TRAINER,
    FROZEN,
    JOURNAL,
    KEEP,
    PROVINCES,
    ROOMS,
    SEATS,
    SLOTS,
)
from training.optimiser.kernel.seats import book, close_class, hand_over, open_class, random_below, seat, undo, unseat
from training.optimiser.state import State


def kept(s: State, before: int, heat: int) -> int:
    """1 when the move is accepted; otherwise everything is as it was before."""
    if (s.g[COST] - before) * 1024 <= heat * s.logs[random_below(s, 4096)]:
        return 1
    undo(s)
    return 0


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


def another(s: State, n: int, c: int, heat: int) -> int:
    """Another class of the course, not much further from home, at which the official's courses lie right; or -1."""
    course = s.kcourse[c]
    many = s.ccount[course]
    base = (course * s.g[PROVINCES] + s.oprov[s.ndo[n]]) * s.g[CENTRES]
    most = s.otrip[base + s.rcentre[s.kroom[c]]] + 6 * heat
    for _ in range(8):
        d = s.clist[course * s.g[CLASSES] + random_below(s, many)]
        if (
            d != c
            and s.otrip[base + s.rcentre[s.kroom[d]]] <= most
            and s.kfix[d] & (FIX_BEGUN | FIX_OFFICIALS) == 0
            and in_order(s, n, s.kstart[d], s.kstart[d] + s.chd[course])
        ):
            return d
    return 0 - 1


def takes(s: State, n: int, c: int) -> int:
    """Seat the official in the class when he can come; 1 when he could."""
    end = s.kstart[c] + s.chd[s.kcourse[c]]
    if person_fits(s, n, s.kstart[c], end) and can_travel(s, n, s.kstart[c], end, s.rcentre[s.kroom[c]]):
        seat(s, n, c)
        return 1
    return 0


def change_seat(s: State, c: int, heat: int) -> int:
    """Somebody of this class goes to another one, in place of somebody there when it is full."""
    if s.kn[c] == 0 or s.kfix[c] & (FIX_BEGUN | FIX_OFFICIALS):
        return 0
    n = s.kmem[c * s.g[SEATS] + random_below(s, s.kn[c])]
    d = another(s, n, c, heat)
    if d < 0:
        return 0
    before = s.g[COST]
    s.g[JOURNAL] = 0
    cap = min(s.cmax[s.kcourse[d]], s.rseats[s.kroom[d]])
    if s.kn[d] < cap and s.kn[c] > s.kmin[c]:
        unseat(s, n)
        if takes(s, n, d):
            return kept(s, before, heat)
        undo(s)
        return 0
    if s.kn[d] == 0:
        return 0
    m = s.kmem[d * s.g[SEATS] + random_below(s, s.kn[d])]
    if in_order(s, m, s.kstart[c], s.kstart[c] + s.chd[s.kcourse[c]]) == 0:
        return 0
    unseat(s, n)
    unseat(s, m)
    if takes(s, n, d) and takes(s, m, c):
        return kept(s, before, heat)
    undo(s)
    return 0


def change_trainer(s: State, c: int, heat: int) -> int:
    """Another trainer for a class; he may hand over his own class of that time in exchange."""
    if s.kfix[c] & (FIX_BEGUN | FIX_TRAINER):
        return 0
    course = s.kcourse[c]
    old = s.ktrainer[c]
    new = s.tlist[s.toff[course] + random_below(s, s.toff[course + 1] - s.toff[course])]
    if new == old:
        return 0
    before = s.g[COST]
    s.g[JOURNAL] = 0
    if trainer_fits(s, new, course, s.kstart[c], s.rcentre[s.kroom[c]]):
        hand_over(s, c, new)
        return kept(s, before, heat)
    d = taught_then(s, new, s.kstart[c])
    if d < 0 or s.kfix[d] & (FIX_BEGUN | FIX_TRAINER) or teaches(s, old, s.kcourse[d]) == 0:
        return 0
    book(s, c, 0 - 1)
    book(s, d, 0 - 1)
    can = trainer_fits(s, new, course, s.kstart[c], s.rcentre[s.kroom[c]])
    if can:
        can = trainer_fits(s, old, s.kcourse[d], s.kstart[d], s.rcentre[s.kroom[d]])
    book(s, c, 1)
    book(s, d, 1)
    if can == 0:
        return 0
    hand_over(s, c, new)
    hand_over(s, d, old)
    return kept(s, before, heat)


def taught_then(s: State, trainer: int, start: int) -> int:
    """The class of this trainer at that slot, or -1."""
    c = s.tclass[trainer * s.g[SLOTS] + start]
    if s.kstart[c] >= 0 and s.ktrainer[c] == trainer:
        if s.kstart[c] <= start and start < s.kstart[c] + s.chd[s.kcourse[c]]:
            return c
    return 0 - 1


def teaches(s: State, trainer: int, course: int) -> int:
    for i in range(s.toff[course], s.toff[course + 1]):
        if s.tlist[i] == trainer:
            return 1
    return 0


def new_place(s: State, c: int) -> int:
    """A start, room and trainer for the class by chance, in ``BEST_…``; 1 when they are free."""
    course = s.kcourse[c]
    dice = random_below(s, 8)
    start = s.kstart[c]
    if dice < 5:
        start += random_below(s, 25) - 12
    elif dice == 5:
        start = s.g[FROZEN] + random_below(s, s.g[SLOTS] - s.g[FROZEN])
    end = start + s.chd[course]
    if start < s.g[FROZEN] or end > s.g[SLOTS] or s.run[start] != s.run[end - 1]:
        return 0
    room = s.kroom[c]
    if dice >= 4 or room_free(s, room, start, end) == 0:
        k = s.rcentre[room]
        room = s.rlist[s.roff[k] + random_below(s, s.roff[k + 1] - s.roff[k])]
        if dice == 7:
            room = random_below(s, s.g[ROOMS])
    if s.rok[course * s.g[ROOMS] + room] == 0 or s.rseats[room] < s.kn[c] or room_free(s, room, start, end) == 0:
        return 0
    trainer = s.ktrainer[c]
    if random_below(s, 2) or trainer_fits(s, trainer, course, start, s.rcentre[room]) == 0:
        trainer = best_trainer(s, course, start, s.rcentre[room])
    if trainer < 0:
        return 0
    s.g[BEST_START] = start
    s.g[BEST_ROOM] = room
    s.g[BEST_TRAINER] = trainer
    return 1


def change_place(s: State, c: int, heat: int) -> int:
    """The class goes elsewhere with its people; who cannot come finds another class of the course."""
    if s.kfix[c]:
        return 0
    book(s, c, 0 - 1)
    found = new_place(s, c)
    book(s, c, 1)
    start = s.g[BEST_START]
    if found == 0 or (start == s.kstart[c] and s.g[BEST_ROOM] == s.kroom[c]):
        return 0
    many = s.kn[c]
    wrong = 0
    for i in range(many):
        s.scratch[i] = s.kmem[c * s.g[SEATS] + i]
        wrong += misfits(s, s.scratch[i], c, start)
        if wrong > 3:
            return 0
    before = s.g[COST]
    s.g[JOURNAL] = 0
    course = s.kcourse[c]
    for i in range(many):
        unseat(s, s.scratch[i])
    close_class(s, c)
    d = open_class(s, course, s.g[BEST_ROOM], s.g[BEST_TRAINER], start)
    left = 0
    for i in range(many):
        if takes(s, s.scratch[i], d) == 0:
            s.scratch[left] = s.scratch[i]
            left += 1
    if left > 5 or s.kn[d] < s.cmin[course] or resettle(s, left) == 0:
        undo(s)
        return 0
    return kept(s, before, heat)


def misfits(s: State, n: int, c: int, start: int) -> int:
    """1 when the official cannot come to his class at another start."""
    end = start + s.chd[s.kcourse[c]]
    if in_order(s, n, start, end) == 0:
        return 1
    o = s.ndo[n] * s.g[SLOTS]
    for t in range(start, end):
        if s.obusy[o + t] != 0 and (t < s.kstart[c] or t >= s.kstart[c] + end - start):
            return 1
    return 0


def resettle(s: State, many: int) -> int:
    """Seat the first officials of ``state.scratch`` where they cost least; 0 when one finds no seat."""
    for i in range(many):
        c = best_seat(s, s.scratch[i])
        if c < 0:
            return 0
        seat(s, s.scratch[i], c)
    return 1


def small_moves(s: State, moves: int, heat: int) -> int:
    """Try so many small moves; returns how many were kept."""
    done = 0
    for _ in range(moves):
        if s.g[ALIVE] > 0:
            c = s.alive[random_below(s, s.g[ALIVE])]
            dice = random_below(s, 16)
            if dice < 12:
                done += change_seat(s, c, heat)
            elif dice < 14:
                done += change_trainer(s, c, heat)
            else:
                done += change_place(s, c, heat)
    return done
