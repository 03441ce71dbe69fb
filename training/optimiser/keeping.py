"""Keep classes that stand already: as they were, else with another trainer or room, else at another time."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field

from training.optimiser.encode import Index
from training.optimiser.kernel import fitting, seats
from training.optimiser.kernel import names as at
from training.optimiser.problem import PlannedClass
from training.optimiser.proofs import starts
from training.optimiser.state import State
from training.optimiser.substitutes import substitute
from training.optimiser.warm import needs_of, place_of, seat_those_who_fit

SAME = at.FIX_TIME | at.FIX_ROOM | at.FIX_TRAINER


def keep(state: State, index: Index, classes: Iterable[PlannedClass], loose: set[str]) -> None:
    """Keep every class that can stand, and seat its people; whoever finds no seat waits."""
    state.g[at.KEEP] = 0
    problem = index.problem
    pinned = {pin.class_id for pin in problem.pins} - loose
    open_ones = [one for one in classes if one.start >= problem.frozen_before and one.id not in pinned]
    known = [one for one in open_ones if one.course in problem.courses]
    known.sort(key=lambda one: (one.start, one.id))
    kept = Kept(state, index)
    # Who keeps everything comes first, so that nobody's room or trainer is given to another.
    for way in (kept.as_it_was, kept.same_room, kept.same_centre):
        known = [one for one in known if not way(one)]
    for one in known:
        kept.elsewhere(one)
    kept.seat_everybody()
    for course in state.corder:
        state.dirty[course] = 1


@dataclass
class Kept:
    """Which class gets which people, before anybody sits: nobody loses a later course for an earlier one."""

    state: State
    index: Index
    rosters: dict[int, list[int]] = field(default_factory=dict)
    planned: dict[int, int] = field(default_factory=dict)  # need → class

    def as_it_was(self, one: PlannedClass) -> bool:
        return self._stands(one, place_of(self.state, self.index, one, SAME))

    def same_room(self, one: PlannedClass) -> bool:
        """The same time and room, with another trainer."""
        return self._at_its_time(one, [self.index.rooms.get(one.room, -1)])

    def same_centre(self, one: PlannedClass) -> bool:
        """The same time, in another room of the centre."""
        old = self.index.rooms.get(one.room, -1)
        if old < 0:
            return False
        k, state = self.state.rcentre[old], self.state
        rooms = state.rlist[state.roff[k] : state.roff[k + 1]]
        wanted = len(one.officials)
        return self._at_its_time(
            one, sorted(rooms, key=lambda r: (state.rseats[r] < wanted, state.rseats[r], r))
        )

    def _at_its_time(self, one: PlannedClass, rooms: Iterable[int]) -> bool:
        if one.start not in starts(self.index.problem, self.index.problem.courses[one.course].half_days):
            return False
        places = (self._with_trainer(one.course, room, one.start) for room in rooms if room >= 0)
        return self._stands(one, next((place for place in places if place), None))

    def _with_trainer(self, name: str, room: int, start: int) -> tuple[int, int, int] | None:
        """The room and a trainer for it, when both can be had then."""
        state, course = self.state, self.index.courses[name]
        if not state.rok[course * state.g[at.ROOMS] + room]:
            return None
        if not fitting.room_free(state, room, start, start + state.chd[course]):
            return None
        trainer = substitute(state, course, start, state.rcentre[room])
        return (room, trainer, start) if trainer >= 0 else None

    def _stands(self, one: PlannedClass, place: tuple[int, int, int] | None) -> bool:
        c = seats.open_class(self.state, self.index.courses[one.course], *place) if place else -1
        if c < 0:
            return False
        self.rosters[c] = needs_of(self.index, one)
        self.planned.update(dict.fromkeys(self.rosters[c], c))
        return True

    def elsewhere(self, one: PlannedClass) -> None:
        """Into open seats of other classes when there are enough; else the whole class at another time."""
        people = needs_of(self.index, one)
        guests = self._open_seats(people)
        if len(guests) < len(people) and self._moves(one, people):
            people = [need for need in people if need not in self.planned]
            guests = self._open_seats(people)
        for need, c in guests.items():
            self.rosters[c].append(need)
            self.planned[need] = c

    def _open_seats(self, people: list[int]) -> dict[int, int]:
        """Need → a class of the course with an open seat at a time that suits."""
        state, found = self.state, {}
        taken: dict[int, int] = defaultdict(int)
        for need in people:
            course = state.ncourse[need]
            first = course * state.g[at.CLASSES]
            for c in sorted(
                state.clist[first : first + state.ccount[course]], key=lambda c: self._way(need, c)
            ):
                most = min(state.cmax[course], state.rseats[state.kroom[c]])
                open_to_all = c in self.rosters and len(self.rosters[c]) + taken[c] < most
                if open_to_all and self._suits(need, state.kstart[c], state.rcentre[state.kroom[c]]):
                    found[need] = c
                    taken[c] += 1
                    break
        return found

    def _way(self, need: int, c: int) -> tuple[int, int, int]:
        state = self.state
        home = state.ncourse[need] * state.g[at.PROVINCES] + state.oprov[state.ndo[need]]
        trip = state.otrip[home * state.g[at.CENTRES] + state.rcentre[state.kroom[c]]]
        return trip, abs(state.kstart[c] - state.pstart[need]), c

    def _suits(self, need: int, start: int, centre: int) -> bool:
        """Whether the official is free then, between his other courses as they are planned."""
        state, o = self.state, self.state.ndo[need]
        end = start + state.chd[state.ncourse[need]]
        if any(state.obusy[o * state.g[at.SLOTS] + start : o * state.g[at.SLOTS] + end]):
            return False
        before = set(state.blist[state.boff[need] : state.boff[need + 1]])
        after = set(state.alist[state.aoff[need] : state.aoff[need + 1]])
        for other in range(state.noff[o], state.noff[o + 1]):
            c = self.planned.get(other, state.nseat[other])
            if other == need or c < 0:
                continue
            first, last = state.kstart[c], state.kstart[c] + state.chd[state.kcourse[c]]
            k = state.rcentre[state.kroom[c]]
            earlier = last <= start and other not in after and seats.gap_holds(state, k, last, centre, start)
            later = first >= end and other not in before and seats.gap_holds(state, centre, end, k, first)
            if not (earlier or later):
                return False
        return True

    def _moves(self, one: PlannedClass, people: list[int]) -> bool:
        """Open the class at another time, where most of its people can come, near its old time and room."""
        state, course = self.state, self.index.courses[one.course]
        old = self.index.rooms.get(one.room, -1)
        home = state.rcentre[old] if old >= 0 else -1
        times = []
        for start in starts(self.index.problem, state.chd[course]):
            can = [need for need in people if self._suits(need, start, home)]
            if len(can) >= state.cmin[course]:
                times.append((-len(can), abs(start - one.start), start, can))
        rooms = sorted(
            range(state.g[at.ROOMS]),
            key=lambda r: (r != old, state.rcentre[r] != home, state.rseats[r] < len(people), r),
        )
        for _, _, start, can in sorted(times):
            for room in rooms:
                place = self._with_trainer(one.course, room, start)
                c = seats.open_class(state, course, *place) if place else -1
                if c >= 0:
                    self.rosters[c] = can[: min(state.cmax[course], state.rseats[room])]
                    self.planned.update(dict.fromkeys(self.rosters[c], c))
                    return True
        return False

    def seat_everybody(self) -> None:
        """Seat the people of all classes in order of time; close classes to which too few can come."""
        state = self.state
        for c in sorted(self.rosters, key=lambda c: (state.kstart[c], state.kroom[c])):
            course = state.kcourse[c]
            seat_those_who_fit(state, self.rosters[c], c)
            while state.kn[c] < state.cmin[course] and state.wcount[course] and self._one_more(c):
                pass
            if state.kn[c] < state.cmin[course]:
                while state.kn[c]:
                    seats.unseat(state, state.kmem[c * state.g[at.SEATS] + state.kn[c] - 1])
                seats.close_class(state, c)

    def _one_more(self, c: int) -> bool:
        """Seat people who wait and have no seat of their own elsewhere."""
        state, course, before = self.state, self.state.kcourse[c], self.state.kn[c]
        first = state.woff[course]
        waiting = [n for n in state.wlist[first : first + state.wcount[course]] if n not in self.planned]
        seat_those_who_fit(state, waiting[: state.cmin[course] * 20], c, most=state.cmin[course])
        return state.kn[c] > before
