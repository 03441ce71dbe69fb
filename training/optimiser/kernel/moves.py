"""Ruin and recreate: take some related classes away, put everybody back, keep it or not."""

from training.optimiser.kernel.chance import pick, random_below
from training.optimiser.kernel.fitting import best_trainer
from training.optimiser.kernel.names import (
    ACCEPTED,
    ALIVE,
    ANCHOR_CENTRE,
    ANCHOR_START,
    CLASSES,
    COST,
    COURSES,
    FIX_BEGUN,
    FIX_OFFICIALS,
    FIX_TRAINER,
    JOURNAL,
    KEEP,
    LATE,
    NOISE,
    REACH,
    REPAIR,
    SEATS,
    SMALL,
    VALUE,
    W_COMPLETION,
)
from training.optimiser.kernel.recreate import empty, recreate
from training.optimiser.kernel.seats import close_class, hand_over, undo, unseat
from training.optimiser.kernel.small import small_moves
from training.optimiser.state import State


def drop(s: State, c: int) -> int:
    """Take one class away; a promised one only loses the people it may lose."""
    if s.kfix[c] & (FIX_BEGUN | FIX_OFFICIALS):
        return 0
    s.dirty[s.kcourse[c]] = 1
    empty(s, c)
    if s.kfix[c] == 0:
        close_class(s, c)
    return 0


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
        if s.g[REPAIR] == 0:
            small_moves(s, s.g[SMALL], heat)
    return kept
