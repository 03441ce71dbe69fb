"""A class goes elsewhere with its people; and what every small move needs."""

from training.optimiser.kernel.chance import random_below
from training.optimiser.kernel.fitting import (
    best_seat,
    best_trainer,
    can_travel,
    in_order,
    person_fits,
    room_free,
    trainer_fits,
)
from training.optimiser.kernel.names import (
    BEST_ROOM,
    BEST_START,
    BEST_TRAINER,
    COST,
    FROZEN,
    JOURNAL,
    ROOMS,
    SEATS,
    SLOTS,
    UNTIL,
)
from training.optimiser.kernel.seats import book, close_class, open_class, seat, undo, unseat
from training.optimiser.state import State


def kept(s: State, before: int, heat: int) -> int:
    """1 when the move is accepted; otherwise everything is as it was before."""
    if (s.g[COST] - before) * 1024 <= heat * s.logs[random_below(s, 4096)]:
        return 1
    undo(s)
    return 0


def takes(s: State, n: int, c: int) -> int:
    """Seat the official in the class when he can come; 1 when he could."""
    end = s.kstart[c] + s.chd[s.kcourse[c]]
    if person_fits(s, n, s.kstart[c], end) and can_travel(s, n, s.kstart[c], end, s.rcentre[s.kroom[c]]):
        seat(s, n, c)
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
        start = s.g[FROZEN] + random_below(s, s.g[UNTIL] - s.g[FROZEN])
    end = start + s.chd[course]
    if start < s.g[FROZEN] or end > s.g[UNTIL] or s.run[start] != s.run[end - 1]:
        return 0
    room = s.kroom[c]
    if dice >= 4 or room_free(s, room, start, end) == 0:
        k = s.rcentre[room]
        room = s.rlist[s.roff[k] + random_below(s, s.roff[k + 1] - s.roff[k])]
        if dice == 7:
            room = random_below(s, s.g[ROOMS])
    if (
        s.rok[course * s.g[ROOMS] + room] == 0
        or s.rseats[room] < s.kn[c]
        or room_free(s, room, start, end) == 0
    ):
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
