"""Two searches at once: each changes half of the classes, or both the whole and the better stays."""

import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from training.optimiser.kernel import names as at
from training.optimiser.search import Effort, Search

# Where the plan is cut in two, in percent of its classes; other cuts let other classes meet.
CUTS = (50, 36, 64, 43, 57, 30, 70)
MANY = 80  # classes from which a plan is cut
ROUNDS = 50  # at least; when time counts, one in ROUND seconds
ROUND = 1.0
MEETINGS = 4  # of two searches for the whole plan


def improve_together(
    ours: Search,
    effort: Effort,
    look: Callable[[Search], bool],
    stopped: Callable[[], bool],
    *,
    hot: float,
    many: int = MANY,
) -> None:
    """Improve with two threads from this temperature; the compiled kernel lets both run at once."""
    theirs = ours.twin(ours.seed + 7919)
    cut = ours.state.g[at.ALIVE] >= many and not ours.problem.pins
    rounds = _rounds(effort) if cut else MEETINGS
    with ThreadPoolExecutor(1) as pool:
        for number, (part, stage) in enumerate(effort.stages(rounds)):
            if stopped() or look(ours):
                return
            theirs.take(ours)
            middle = _middle(ours, number) if cut else None
            first, last = ours.window
            if middle is not None:
                ours.lock(first, middle)
                theirs.lock(middle, last)
            other = pool.submit(theirs.cool, stage, lambda _: stopped(), hot=hot, part=part)
            ours.cool(stage, look, hot=hot, part=part)
            other.result()
            if middle is not None:
                theirs.unlock(first, last)
                ours.unlock(first, last)
                ours.receive(theirs, middle, last)
            elif theirs.cost < ours.cost:
                ours.take(theirs)
            ours.remember()


def _rounds(effort: Effort) -> int:
    if effort.moves is not None:
        return ROUNDS
    return max(ROUNDS, int((effort.deadline - time.monotonic()) / ROUND))


def _middle(search: Search, number: int) -> int:
    """The slot before which about so many percent of the classes begin."""
    state = search.state
    starts = sorted(state.kstart[c] for c in state.alive[: state.g[at.ALIVE]])
    return starts[len(starts) * CUTS[number % len(CUTS)] // 100]
