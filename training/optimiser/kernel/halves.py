"""Two searches, each with its own stretch of time: lock what lies outside, put in what the other found."""

from training.optimiser.kernel.fitting import best_trainer, can_travel, person_fits, room_free, trainer_fits
from training.optimiser.kernel.names import ALIVE, FIX_BEGUN, FIX_LOCKED, FROZEN, KEEP, SEATS, UNTIL
from training.optimiser.kernel.seats import close_class, open_class, seat, unseat
from training.optimiser.state import State


def lock(s: State, first: int, last: int) -> int:
    """Only classes that lie wholly in these slots may change; returns how many those are."""
    s.g[FROZEN] = first
    s.g[UNTIL] = last
    free = 0
    for i in range(s.g[ALIVE]):
        c = s.alive[i]
        if s.kfix[c] & FIX_BEGUN == 0:
            if s.kstart[c] < first or s.kstart[c] + s.chd[s.kcourse[c]] > last:
                s.kfix[c] = s.kfix[c] | FIX_BEGUN | FIX_LOCKED
            else:
                free += 1
    return free


def unlock(s: State, first: int, last: int) -> int:
    """Let every class change again that ``lock`` held."""
    s.g[FROZEN] = first
    s.g[UNTIL] = last
    for i in range(s.g[ALIVE]):
        c = s.alive[i]
        if s.kfix[c] & FIX_LOCKED:
            s.kfix[c] = s.kfix[c] - FIX_BEGUN - FIX_LOCKED
    return 0


def receive(s: State, first: int, last: int) -> int:
    """Replace the classes wholly in these slots by those in ``state.gift``; returns how many stand."""
    s.g[KEEP] = 0
    i = 0
    while i < s.g[ALIVE]:
        c = s.alive[i]
        end = s.kstart[c] + s.chd[s.kcourse[c]]
        if s.kfix[c] == 0 and s.kstart[c] >= first and end <= last:
            while s.kn[c] > 0:
                unseat(s, s.kmem[c * s.g[SEATS] + s.kn[c] - 1])
            close_class(s, c)
        else:
            i += 1
    at = 1
    stand = 0
    for _ in range(s.gift[0]):
        stand += reopen(s, at)
        at += 5 + s.gift[at + 4]
    return stand


def reopen(s: State, at: int) -> int:
    """Open one class of the gift with those who can come; 1 when it stands."""
    course = s.gift[at]
    room = s.gift[at + 1]
    start = s.gift[at + 3]
    trainer = s.gift[at + 2]
    if room_free(s, room, start, start + s.chd[course]) == 0:
        return 0
    if trainer_fits(s, trainer, course, start, s.rcentre[room]) == 0:
        trainer = best_trainer(s, course, start, s.rcentre[room])
    if trainer < 0:
        return 0
    c = open_class(s, course, room, trainer, start)
    if c < 0:
        return 0
    for j in range(s.gift[at + 4]):
        n = s.gift[at + 5 + j]
        if (
            s.nseat[n] < 0
            and person_fits(s, n, start, start + s.chd[course])
            and can_travel(s, n, start, start + s.chd[course], s.rcentre[room])
        ):
            seat(s, n, c)
    if s.kn[c] >= s.cmin[course]:
        return 1
    while s.kn[c] > 0:
        unseat(s, s.kmem[c * s.g[SEATS] + s.kn[c] - 1])
    close_class(s, c)
    return 0
