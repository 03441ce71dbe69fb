"""Check what a plan says about itself: score, bounds, status, unserved needs, proofs, changes, hash."""

from collections import Counter
from collections.abc import Iterator

from training.optimiser.checks import Violation
from training.optimiser.plan import TIERS, Plan, Unserved
from training.optimiser.problem import PlannedClass, Problem
from training.optimiser.proofs import holds
from training.optimiser.scoring import changes_of, score_of, seats_of

Key = tuple[str, str]


def claims(problem: Problem, plan: Plan) -> list[Violation]:
    """Return everything the plan says about itself that is not so."""
    seats = seats_of(plan.classes)
    missing = {(o.id, c) for o in problem.officials.values() for c in o.needs if (o.id, c) not in seats}
    return [
        *_hash_and_score(problem, plan),
        *_listed(plan, missing),
        *_reasons(problem, plan, seats, missing),
        *_status(plan, missing, score_of(problem, plan.classes)["total"]),
        *_changes(problem, plan, seats),
    ]


def _hash_and_score(problem: Problem, plan: Plan) -> Iterator[Violation]:
    if plan.problem_sha256 != problem.sha256:
        yield Violation("problem_sha256", "the plan was made for another problem")
    tiers = score_of(problem, plan.classes)
    for tier in TIERS:
        if plan.score.get(tier) != tiers[tier]:
            yield Violation("score", f"{tier}: {plan.score.get(tier)} written, {tiers[tier]} counted")
    if plan.bounds.get("total", 0) > tiers["total"]:
        yield Violation("bounds", f"the plan is below its own lower bound {plan.bounds['total']}")


def _listed(plan: Plan, missing: set[Key]) -> Iterator[Violation]:
    listed = Counter((one.official, one.course) for one in plan.unserved)
    for key in sorted(missing - set(listed)):
        yield Violation("unserved_list", f"{key[0]} {key[1]}: not served and not listed")
    for key, number in sorted(listed.items()):
        if key not in missing or number > 1:
            yield Violation("unserved_list", f"{key[0]} {key[1]}: served, not needed or listed twice")


def _reasons(
    problem: Problem, plan: Plan, seats: dict[Key, PlannedClass], missing: set[Key]
) -> Iterator[Violation]:
    proved = {(one.official, one.course) for one in plan.unserved if one.proved}
    begun = {key: one for key, one in seats.items() if one.start < problem.frozen_before}
    for one in plan.unserved:
        if (one.official, one.course) not in missing:
            continue
        if one.proved and holds(problem, one, begun, proved) is False:
            yield Violation("reason", f"{one.official} {one.course}: {one.reason} is not so")
        if not one.proved and one.reason == "PREREQUISITE_UNSERVED" and _ready(problem, one, seats):
            yield Violation("reason", f"{one.official} {one.course}: every prerequisite is served")


def _ready(problem: Problem, one: Unserved, seats: dict[Key, PlannedClass]) -> bool:
    held = problem.officials[one.official].held
    before = problem.courses[one.course].prerequisites
    return all(b in held or (one.official, b) in seats for b in before)


def _status(plan: Plan, missing: set[Key], total: int) -> Iterator[Violation]:
    proved = {(one.official, one.course) for one in plan.unserved if one.proved}
    fits = {
        "OPTIMAL": plan.bounds.get("total") == total,
        "COMPLETE": not missing,
        "PARTIAL": bool(missing),
        "IMPOSSIBLE_INPUT": bool(proved & missing),
        "INVALID_INPUT": not plan.classes,
        "CANCELLED": True,
    }
    if not fits[plan.status]:
        yield Violation("status", f"{plan.status} with {len(missing)} needs unserved")


def _changes(problem: Problem, plan: Plan, seats: dict[Key, PlannedClass]) -> Iterator[Violation]:
    real = {(c.official, c.course): (c.kind, c.before, c.after) for c in changes_of(problem, seats)}
    told = {(c.official, c.course): (c.kind, c.before, c.after) for c in plan.changes}
    for key in sorted(set(real) | set(told)):
        if real.get(key) != told.get(key):
            was, counted = told.get(key, ("nothing",))[0], real.get(key, ("nothing",))[0]
            yield Violation("changes_list", f"{key[0]} {key[1]}: {was} told, {counted} counted")
