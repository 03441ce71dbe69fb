"""From a problem to a plan: keep or build, repair or improve in two threads, explain, bound, relax."""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from training.optimiser.bounds import bounds
from training.optimiser.checks import hard_rules
from training.optimiser.exact import is_small, solve_exactly
from training.optimiser.explain import Explanation, reasons
from training.optimiser.halves import improve_together
from training.optimiser.plan import Plan
from training.optimiser.problem import PlannedClass, Problem
from training.optimiser.relax import relaxations
from training.optimiser.scoring import changes_of, score_of, seats_of
from training.optimiser.search import Effort, Search

Progress = Callable[[dict[str, Any]], None]
OFTEN = 0.25  # seconds between two lines of progress
MENDING = 1500.0  # cents: first temperature around a damage


@dataclass(frozen=True)
class Options:
    """What is asked: wall seconds from ``began`` (monotonic), or a number of moves per thread."""

    seconds: int = 10
    seed: int = 1
    workers: int = 2
    iterations: int | None = None
    improve: bool = False
    began: float | None = None
    stopped: Callable[[], bool] = lambda: False
    on_plan: Callable[[Plan], None] | None = None


@dataclass
class Run:
    """One run: options, clock, progress."""

    problem: Problem
    options: Options
    on_progress: Progress | None

    def __post_init__(self) -> None:
        self.began = self.options.began if self.options.began is not None else time.monotonic()
        self.told = 0.0
        self.bound = 0
        self.best: tuple[int | None, int | None] = None, None

    @property
    def counted(self) -> bool:
        return self.options.iterations is not None

    def effort(self, *, share: float = 1.0, moves: float = 1.0) -> Effort:
        """Return the effort until this share of the time, or of the moves."""
        if self.options.iterations is not None:
            return Effort(moves=int(self.options.iterations * moves))
        # Writing, explaining and leaving take longer for more people.
        reserve = 0.6 + len(self.problem.officials) / 8000
        return Effort(deadline=self.began + max(0.2, share * self.options.seconds - reserve))

    def tell(self, phase: str, search: Search | None = None, *, force: bool = False) -> bool:
        """Report progress, at most four times a second; return whether the user stopped the run."""
        now = time.monotonic()
        if self.on_progress and (force or now - self.told >= OFTEN):
            self.told = now
            if search and search.best:
                self.best = search.best_cost, search.waiting
            total, waiting = self.best
            line = {"seconds_ms": int((now - self.began) * 1000), "phase": phase, "total": total}
            self.on_progress({**line, "unserved": waiting, "bound": self.bound or None})
        return self.options.stopped()


def plan(problem: Problem, options: Options, on_progress: Progress | None = None) -> Plan:
    """Return a plan of the problem, always: who cannot be served is listed with a reason."""
    run = Run(problem, options, on_progress)
    run.tell("construct", force=True)
    if not options.improve and _stands(problem):
        return _finished(run, problem.published or ())
    loose: set[str] = set()
    classes = _searched(run, loose)
    while problem.pins and (contradicted := _contradicted(problem, classes, loose)):
        loose |= contradicted
        classes = _searched(run, loose)
    return _finished(run, classes)


def _searched(run: Run, loose: set[str]) -> tuple[PlannedClass, ...]:
    options = run.options
    search = Search(run.problem, options.seed, loose=loose)
    first = _start(run, search)
    if options.on_plan:
        options.on_plan(first)
    if run.problem.published is not None and not options.improve:
        return _mend(run, search)
    return _improve(run, search)


def _contradicted(problem: Problem, classes: tuple[PlannedClass, ...], loose: set[str]) -> set[str]:
    """Pins that stand in the way of another hard rule: of classes that stay too small, else all."""
    pins = tuple(pin for pin in problem.pins if pin.class_id not in loose)
    if not hard_rules(replace(problem, pins=pins), classes):
        return set()
    sizes = {one.id: len(one.officials) for one in classes}
    least = {one.id: problem.courses[one.course].min_size for one in classes}
    left = {pin.class_id for pin in pins}
    return {name for name in left if sizes.get(name, 0) < least.get(name, 1)} or left


def explain(problem: Problem, made: Plan) -> Explanation:
    """Return why each need without a seat has none."""
    return Explanation(reasons(problem, made.classes))


def _stands(problem: Problem) -> bool:
    """Whether nothing happened: the published plan keeps every rule and lists just its unserved."""
    if problem.published is None or problem.published_unserved is None:
        return False
    known = all(
        one.course in problem.courses
        and one.room in problem.rooms
        and one.trainer in problem.trainers
        and all(o in problem.officials for o in one.officials)
        for one in problem.published
    )
    if not known or hard_rules(problem, problem.published):
        return False
    seats = seats_of(problem.published)
    missing = {(o.id, c) for o in problem.officials.values() for c in o.needs if (o.id, c) not in seats}
    return missing == set(problem.published_unserved)


def _start(run: Run, search: Search) -> Plan:
    if run.problem.published is not None:
        search.keep(run.problem.published)
    else:
        search.build()
    run.tell("construct", search, force=True)
    return _written(run, search.classes(), status="PARTIAL")


def _mend(run: Run, search: Search) -> tuple[PlannedClass, ...]:
    """Search around the damage, with what a change costs in the score, while somebody waits or was moved."""
    if not search.waiting and not search.moved():
        return search.classes()
    effort = run.effort()
    if effort.moves is None:
        most = run.began + min(8.0, 1.3 + len(run.problem.officials) / 1500)
        effort = Effort(deadline=min(effort.deadline, most))
    _spend(run, search, effort, hot=min(MENDING, search.most_heat()))
    return search.classes()


def _improve(run: Run, search: Search) -> tuple[PlannedClass, ...]:
    _bound(run)
    small = is_small(run.problem)
    effort = run.effort(share=0.5 if small else 1.0)

    _spend(run, search, effort, hot=search.warmth())
    return _proved(run, search.classes()) if small else search.classes()


def _spend(run: Run, search: Search, effort: Effort, *, hot: float) -> None:
    late = run.began + 0.94 * run.options.seconds

    def look(found: Search) -> bool:
        """Stop when asked, or for relaxations to be tried while somebody waits."""
        waits = not run.counted and found.waiting > 0 and time.monotonic() > late
        return run.tell("improve", found) or waits

    if run.options.workers > 1:
        improve_together(search, effort, look, run.options.stopped, hot=hot)
    else:
        search.improve(effort, look, hot=hot)


def _proved(run: Run, classes: tuple[PlannedClass, ...]) -> tuple[PlannedClass, ...]:
    """Ask the exact model of a small problem for a bound, and for a better plan."""
    if run.tell("bound", force=True):
        return classes
    moves, stopped = run.options.iterations, run.options.stopped
    if moves is None:
        left = run.effort().deadline - time.monotonic()
        proof = solve_exactly(run.problem, classes, seconds=left, stopped=stopped)
    else:
        proof = solve_exactly(run.problem, classes, work=min(20.0, moves / 1000), stopped=stopped)
    if proof is None:
        return classes
    run.bound = max(run.bound, proof.bound)
    better = score_of(run.problem, proof.classes)["total"] < score_of(run.problem, classes)["total"]
    return proof.classes if better and not hard_rules(run.problem, proof.classes) else classes


def _bound(run: Run) -> None:
    """Find a quick bound when there is time for it."""
    if run.counted or run.options.seconds < 5 or run.options.stopped() or len(run.problem.officials) > 5000:
        return
    run.tell("bound", force=True)
    run.bound = bounds(run.problem, seconds=0).total


def _finished(run: Run, classes: tuple[PlannedClass, ...]) -> Plan:
    run.tell("explain", force=True)
    made = _written(run, classes, status=None)
    seconds = run.options.seconds
    late = not run.counted and time.monotonic() - run.began > seconds - 0.3
    if made.unserved and not run.options.stopped() and not late:
        most = run.began + seconds - 0.25
        if run.problem.published is not None and not run.options.improve:
            most = min(most, time.monotonic() + 0.6)
        effort = Effort(moves=300) if run.counted else Effort(deadline=most)
        made = replace(made, relaxations=relaxations(run.problem, made, effort))
    run.tell("done", force=True)
    return made


def _written(run: Run, classes: tuple[PlannedClass, ...], *, status: str | None) -> Plan:
    problem, options = run.problem, run.options
    score = score_of(problem, classes)
    unserved = reasons(problem, classes)
    total = run.bound if run.bound <= score["total"] else 0
    proved = total == score["total"]
    status = "CANCELLED" if options.stopped() else status or _status(unserved, proved=proved)
    if status == "PARTIAL":
        status = _status(unserved, proved=proved)
    return Plan(
        problem_sha256=problem.sha256,
        status=status,
        classes=classes,
        score=score,
        bounds={"total": total} if total or proved else {},
        unserved=unserved,
        relaxations=(),
        changes=tuple(changes_of(problem, seats_of(classes))),
        seed=options.seed,
        seconds=0 if run.counted else options.seconds,
    )


def _status(unserved: tuple[Any, ...], *, proved: bool) -> str:
    if proved:
        return "OPTIMAL"
    if not unserved:
        return "COMPLETE"
    return "IMPOSSIBLE_INPUT" if any(one.proved for one in unserved) else "PARTIAL"
