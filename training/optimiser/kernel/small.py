"""Small moves: one person to another class, two people or two trainers change places."""

from training.optimiser.kernel.chance import pick, random_below
from training.optimiser.kernel.fitting import trainer_fits
from training.optimiser.kernel.names import (
    ALIVE,
    CENTRES,
    CLASSES,
    COST,
    FIX_BEGUN,
    FIX_OFFICIALS,
    FIX_TRAINER,
    JOURNAL,
    PROVINCES,
    SEATS,
    SLOTS,
)
from training.optimiser.kernel.places import change_place, in_order, kept, takes
from training.optimiser.kernel.seats import book, hand_over, undo, unseat
from training.optimiser.state import State


def another(s: State, n: int, c: int, heat: int) -> int:
    """Another class of the course, not much further from home, after or before his others; or -1."""
    course = s.kcourse[c]
    d = published_class(s, n, c)
    if d >= 0:
        return d
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


def published_class(s: State, n: int, c: int) -> int:
    """The class where the official had a published seat that he lost, if it lies right; or -1."""
    if s.pstart[n] < 0 or (s.pstart[n] == s.kstart[c] and s.proom[n] == s.kroom[c]):
        return 0 - 1
    course = s.kcourse[c]
    for i in range(s.ccount[course]):
        d = s.clist[course * s.g[CLASSES] + i]
        if (
            s.kstart[d] == s.pstart[n]
            and s.kroom[d] == s.proom[n]
            and s.kfix[d] & (FIX_BEGUN | FIX_OFFICIALS) == 0
            and random_below(s, 2)
            and in_order(s, n, s.kstart[d], s.kstart[d] + s.chd[course])
        ):
            return d
    return 0 - 1


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
    elif exchange(s, n, d, c):
        return kept(s, before, heat)
    undo(s)
    return 0


def exchange(s: State, n: int, d: int, c: int) -> int:
    """The official goes to class ``d`` and somebody of it to class ``c``; 0 when one of them cannot."""
    if s.kn[d] == 0:
        return 0
    m = s.kmem[d * s.g[SEATS] + random_below(s, s.kn[d])]
    for _ in range(4):
        if s.pstart[m] == s.kstart[d] and s.proom[m] == s.kroom[d]:
            m = s.kmem[d * s.g[SEATS] + random_below(s, s.kn[d])]
    if in_order(s, m, s.kstart[c], s.kstart[c] + s.chd[s.kcourse[c]]) == 0:
        return 0
    unseat(s, n)
    unseat(s, m)
    return takes(s, n, d) and takes(s, m, c)


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
    if s.kstart[c] < 0 or s.ktrainer[c] != trainer or s.kstart[c] > start:
        return 0 - 1
    if start < s.kstart[c] + s.chd[s.kcourse[c]]:
        return c
    return 0 - 1


def teaches(s: State, trainer: int, course: int) -> int:
    for i in range(s.toff[course], s.toff[course + 1]):
        if s.tlist[i] == trainer:
            return 1
    return 0


def small_moves(s: State, moves: int, heat: int) -> int:
    """Try so many small moves; returns how many were kept."""
    done = 0
    for _ in range(moves):
        if s.g[ALIVE] > 0:
            c = pick(s)
            dice = random_below(s, 16)
            if dice < 12:
                done += change_seat(s, c, heat)
            elif dice < 14:
                done += change_trainer(s, c, heat)
            else:
                done += change_place(s, c, heat)
    return done
