"""What ``check`` prints: the breaches by rule, the score, and whether all is well."""

from collections import defaultdict
from typing import Any

from training.optimiser.checks import Violation, hard_rules
from training.optimiser.claims import claims
from training.optimiser.plan import Plan
from training.optimiser.problem import InvalidInput, Problem
from training.optimiser.reading_plan import read_plan
from training.optimiser.scoring import away_in, end_of, score_of, seats_of

SHOWN = 5


def check(problem: Problem, plan: Plan) -> list[Violation]:
    """Return every broken rule, and everything the plan says about itself that is not so."""
    found = hard_rules(problem, plan.classes)
    if any(end_of(problem, one) > len(problem.slots) for one in plan.classes):
        return found
    return found + claims(problem, plan)


def report(problem: Problem, raw_plan: Any) -> dict[str, Any]:
    """Return the whole report on one plan as it is printed."""
    try:
        plan = read_plan(raw_plan, problem)
    except InvalidInput as invalid:
        return _answer([Violation("format", text) for text in invalid.errors])
    found = check(problem, plan)
    answer = _answer(found)
    if any(end_of(problem, one) > len(problem.slots) for one in plan.classes):
        return answer
    seats = seats_of(plan.classes)
    over = (n - problem.units[unit].max_away for (unit, _), n in away_in(problem, plan.classes).items())
    answer["score"] = score_of(problem, plan.classes)
    answer["unserved"] = sum((o.id, c) not in seats for o in problem.officials.values() for c in o.needs)
    answer["over_away"] = sum(max(0, n) for n in over)
    return answer


def _answer(found: list[Violation]) -> dict[str, Any]:
    texts: dict[str, list[str]] = defaultdict(list)
    for one in found:
        texts[one.rule].append(one.text)
    violations = {rule: {"count": len(texts[rule]), "first": texts[rule][:SHOWN]} for rule in sorted(texts)}
    return {"ok": not found, "violations": violations, "score": {}, "unserved": 0, "over_away": 0}
