"""One search: build or keep a plan, then ruin and recreate at falling temperature."""

import copy
import statistics
import time
from array import array
from collections.abc import Callable
from dataclasses import dataclass, field

from training.optimiser.compiled import Kernel, fastest
from training.optimiser.decode import decode
from training.optimiser.encode import Index, empty_cost, encode
from training.optimiser.keeping import keep
from training.optimiser.kernel import names as at
from training.optimiser.problem import PlannedClass, Problem
from training.optimiser.state import LAYOUT, MOVING, PRIVATE, State
from training.optimiser.warm import begin

# (worth of a seat, price of the longest way): near classes first.
STAGES = ((10000, 700), (10000, 5000), (at.DEAR, at.DEAR))
# Ways to build: who has least to learn comes first (16) or not (1), percent of seats of a near class that
# must find people, and whether the courses that end chains come first.
WAYS = ((16, 30, True), (16, 50, True), (1, 50, False), (1, 50, True))
LARGE = 8000  # officials from which only the first way is taken
MENDED = 200  # moves after each way to build
BATCH = 100  # moves at one temperature when moves are counted
SLICE = 0.03  # seconds of moves between two looks at the clock
COLD = 40  # cents: the last temperature


@dataclass(frozen=True)
class Effort:
    """How long to search: until ``deadline`` (monotonic seconds), or a number of moves."""

    deadline: float = 0.0
    moves: int | None = None

    def stages(self, number: int) -> list[tuple[tuple[float, float], "Effort"]]:
        """Cut the effort into so many equal stages, each with the part of the way that it is."""
        now = time.monotonic()
        parts = [(n / number, (n + 1) / number) for n in range(number)]
        if self.moves is not None:
            moves = self.moves
            return [(p, Effort(moves=int(moves * p[1]) - int(moves * p[0]))) for p in parts]
        return [(p, Effort(deadline=now + (self.deadline - now) * p[1])) for p in parts]


@dataclass
class Search:
    """A state with its best so far."""

    problem: Problem
    seed: int
    kernel: Kernel = field(default_factory=fastest)
    loose: set[str] = field(default_factory=set)  # pins that cannot be kept

    def __post_init__(self) -> None:
        self.index = Index(self.problem)
        self.state: State = encode(self.index)
        self.state.g[at.COST] = empty_cost(self.index, self.state)
        self.state.g[at.RANDOM] = _chance(self.seed)
        self.named = begin(self.state, self.index, self.loose)
        self.best: dict[str, array] = {}

    @property
    def cost(self) -> int:
        return self.state.g[at.COST]

    @property
    def best_cost(self) -> int:
        return self.best["g"][at.COST]

    @property
    def waiting(self) -> int:
        return sum(self.state.wcount)

    def keep(self, classes: tuple[PlannedClass, ...]) -> None:
        """Keep what can stand of these classes, and fill open seats."""
        keep(self.state, self.index, classes, self.loose)
        self._calm()
        self.kernel["recreate"](self.state)
        self.remember()

    def build(self) -> None:
        """Make first plans by list scheduling in several ways, mend each a little; keep the best."""
        empty, order = self._copy(), self.state.cbuild[:]
        # A large plan has no time to forget how it was built: the way that has people done soonest is best.
        ways = WAYS if len(self.problem.officials) < LARGE else WAYS[:1]
        for levels, full, turned in ways:
            self._return_to(empty)
            self.state.cbuild = order[::-1] if turned else order[:]
            self._build_once(levels, full)
            self._only_large_moves(MENDED, COLD)
            self.remember()
        self._return_to(self.best)

    def _only_large_moves(self, moves: int, heat: int) -> None:
        many = self.state.g[at.SMALL]
        self.state.g[at.SMALL] = 0
        self.kernel["run"](self.state, moves, heat)
        self.state.g[at.SMALL] = many

    def _build_once(self, levels: int, full: int) -> None:
        self._calm()
        g = self.state.g
        g[at.THOROUGH], g[at.LEVELS], g[at.LATE] = 1, levels, g[at.W_COMPLETION]
        for (worth, reach), least in zip(STAGES, (full, 50, 0), strict=True):
            g[at.VALUE], g[at.REACH] = worth, reach
            self.kernel["build"](self.state, least)
        g[at.THOROUGH], g[at.LEVELS] = 0, 1

    def _copy(self) -> dict[str, array]:
        return {name: getattr(self.state, name)[:] for name in MOVING}

    def _return_to(self, copy: dict[str, array]) -> None:
        for name, values in copy.items():
            setattr(self.state, name, values[:])

    def _calm(self) -> None:
        state = self.state
        state.g[at.KEEP], state.g[at.NOISE], state.g[at.VALUE], state.g[at.LATE] = 0, 1, at.DEAR, 0
        state.g[at.REACH] = at.DEAR
        state.g[at.ANCHOR_CENTRE] = state.g[at.ANCHOR_START] = -1

    def remember(self) -> None:
        """Keep a copy of the state when it is the best so far."""
        if not self.best or self.cost < self.best_cost:
            self.best = self._copy()

    def classes(self) -> tuple[PlannedClass, ...]:
        """Return the classes of the best plan so far."""
        chance = self.state.g[at.RANDOM]
        self._return_to(self.best)
        self.state.g[at.RANDOM] = chance
        return decode(self.state, self.index, self.named)

    def repair(self, effort: Effort, stopped: Callable[[], bool]) -> None:
        """Seat those who wait, changing only what stands in their way; stop when nobody waits."""
        self.state.g[at.REPAIR] = 1
        done = 0
        while self.waiting and not stopped() and _left(effort, done):
            self.kernel["run"](self.state, BATCH // 4, 1500)
            done += BATCH // 4
            self.remember()
        self.state.g[at.REPAIR] = 0

    def moved(self) -> bool:
        """Whether somebody sits at another time or centre than was published."""
        state = self.state
        for n, c in enumerate(state.nseat[: state.g[at.NEEDS]]):
            if c >= 0 and state.pstart[n] >= 0:
                there = state.rcentre[state.kroom[c]] == state.pcentre[n]
                if state.kstart[c] != state.pstart[n] or not there:
                    return True
        return False

    def improve(self, effort: Effort, look: Callable[["Search"], bool], *, hot: float | None = None) -> None:
        """Ruin and recreate from this temperature until the effort is spent; ``look`` may stop it."""
        hot = self.warmth() if hot is None else hot
        self.cool(effort, look, hot=hot, part=(0.0, 1.0), after=self.remember)

    def cool(
        self,
        effort: Effort,
        look: Callable[["Search"], bool],
        *,
        hot: float,
        part: tuple[float, float],
        after: Callable[[], None] = lambda: None,
    ) -> None:
        """Make moves while the temperature falls through this part of its way."""
        begun, done, size = time.monotonic(), 0, BATCH
        while not look(self) and _left(effort, done):
            share = part[0] + (part[1] - part[0]) * _share(effort, begun, done)
            heat = int(hot * (COLD / hot) ** share)
            before = time.monotonic()
            many = size if effort.moves is None else min(size, effort.moves - done)
            self.kernel["run"](self.state, many, heat)
            done += many
            after()
            if effort.moves is None:
                took = time.monotonic() - before
                size = max(1, min(5000, int(size * min(2.0, SLICE / max(took, 1e-6)))))

    def twin(self, seed: int) -> "Search":
        """Return another search of the same problem, with working memory of its own."""
        other = copy.copy(self)
        fields = {name: getattr(self.state, name) for name in LAYOUT}
        other.state = State(**{**fields, **{name: fields[name][:] for name in (*MOVING, *PRIVATE)}})
        other.state.g[at.RANDOM] = _chance(seed)
        other.best = {}
        return other

    def take(self, other: "Search") -> None:
        """Go on from where the other search stands, with our own luck."""
        chance = self.state.g[at.RANDOM]
        for name in MOVING:
            setattr(self.state, name, getattr(other.state, name)[:])
        self.state.g[at.RANDOM] = chance

    @property
    def window(self) -> tuple[int, int]:
        return self.problem.frozen_before, len(self.problem.slots)

    def lock(self, first: int, last: int) -> None:
        """Change only classes that lie wholly in these slots."""
        self.kernel["lock"](self.state, first, last)

    def unlock(self, first: int, last: int) -> None:
        self.kernel["unlock"](self.state, first, last)

    def receive(self, other: "Search", first: int, last: int) -> None:
        """Replace our classes that lie wholly in these slots by those of the other search."""
        state, gift = other.state, [0]
        # In order of time, so that prerequisites are seated first.
        for c in sorted(state.alive[: state.g[at.ALIVE]], key=lambda c: (state.kstart[c], state.kroom[c])):
            end = state.kstart[c] + state.chd[state.kcourse[c]]
            if state.kfix[c] == 0 and state.kstart[c] >= first and end <= last:
                base = c * state.g[at.SEATS]
                people = state.kmem[base : base + state.kn[c]]
                place = (state.kcourse[c], state.kroom[c], state.ktrainer[c], state.kstart[c], len(people))
                gift += [*place, *people]
                gift[0] += 1
        self.state.gift[: len(gift)] = array(LAYOUT["gift"], gift)
        self.kernel["receive"](self.state, first, last)

    def warmth(self) -> float:
        """Calibrate the first temperature from the changes of a hundred cold moves."""
        found = []
        for _ in range(100):
            self._only_large_moves(1, 0)
            if self.state.worse[0]:
                found.append(abs(self.state.worse[0]))
        self.remember()
        measured = max(2000.0, statistics.median(found)) if found else 2000.0
        return min(6000.0, self.most_heat(), measured)

    def most_heat(self) -> float:
        """The best first temperature, as measured: 4,600 cents at 163 people, 800 at 3,000, 400 at 20,000."""
        size = 3000 / max(1, len(self.problem.officials))
        return 800.0 * size ** (0.6 if size > 1 else 0.35)


def _chance(seed: int) -> int:
    return (seed * 2654435761 + 97) % 4294967295 or 1


def _left(effort: Effort, done: int) -> bool:
    return done < effort.moves if effort.moves is not None else time.monotonic() < effort.deadline


def _share(effort: Effort, begun: float, done: int) -> float:
    if effort.moves is not None:
        return min(1.0, done / max(1, effort.moves))
    return min(1.0, (time.monotonic() - begun) / max(1e-6, effort.deadline - begun))
