"""Read a plan made for a problem: every error at once, ids known, tables whole."""

from typing import Any

from training.optimiser import FORMAT
from training.optimiser.fields import (
    Field,
    any_whole,
    anything,
    is_whole,
    read_list,
    read_object,
    text,
    truth,
    whole,
)
from training.optimiser.plan import (
    CHANGE_KINDS,
    REASONS,
    STATUSES,
    TIERS,
    Change,
    Place,
    Plan,
    Relaxation,
    Unserved,
)
from training.optimiser.problem import InvalidInput, PlannedClass, Problem
from training.optimiser.reading import PLAN_KEYS, classes_of

PLAN = {
    "format": Field(text),
    "classes": Field(anything),
    **{key: Field(check) for key, check in PLAN_KEYS.items()},
}
UNSERVED = {"official": Field(text), "course": Field(text), "reason": Field(text), "proved": Field(truth)}
PLACE = {"class": Field(text), "room": Field(text), "trainer": Field(text), "start": Field(whole)}
CHANGE = {
    "official": Field(text),
    "course": Field(text),
    "kind": Field(text),
    "from": Field(anything),
    "to": Field(anything),
}
RELAXATION = {
    "relax": Field(anything),
    "would_serve": Field(whole),
    "proved": Field(truth),
    "extra_cost": Field(any_whole),
}
RELAX_KEYS = {
    "days": {"half_days"},
    "room": {"centre", "seats"},
    "trainer": {"course", "province"},
    "min_size": {"course", "to"},
    "unit_limit": {"unit", "to"},
    "pool": {"course", "centre"},
}


def read_plan(raw: Any, problem: Problem) -> Plan:
    """Return the plan of this JSON value.

    Raises:
        InvalidInput: with every error.
    """
    errors: list[str] = []
    given = read_object(raw, PLAN, "plan", errors)
    if given is None:
        raise InvalidInput(errors)
    if given["format"] != FORMAT:
        errors.append(f"plan.format: must be {FORMAT!r}")
    if given["status"] not in STATUSES:
        errors.append(f"plan.status: {given['status']!r} is not known")
    classes = classes_of(given["classes"], "classes", errors)
    for one in classes:
        errors += _strangers(problem, one)
    plan = Plan(
        problem_sha256=given["problem_sha256"],
        status=given["status"],
        classes=classes,
        score=_table(given["score"], TIERS, "score", errors),
        bounds=_table(given["bounds"], (*TIERS, "cost"), "bounds", errors),
        unserved=_unserved(given["unserved"], errors),
        relaxations=_relaxations(given["relaxations"], errors),
        changes=_changes(given["changes"], errors),
        seed=given["seed"],
        seconds=given["seconds"],
    )
    if errors:
        raise InvalidInput(errors)
    return plan


def _strangers(problem: Problem, one: PlannedClass) -> list[str]:
    known = {"course": problem.courses, "room": problem.rooms, "trainer": problem.trainers}
    found = [
        f"class {one.id}: {key} {getattr(one, key)!r} is not known"
        for key, among in known.items()
        if getattr(one, key) not in among
    ]
    lost = [o for o in one.officials if o not in problem.officials]
    return found + [f"class {one.id}: official {o!r} is not known" for o in lost]


def _table(value: Any, names: tuple[str, ...], where: str, errors: list[str]) -> dict[str, int]:
    if isinstance(value, dict) and set(value) <= set(names) and all(map(is_whole, value.values())):
        return value
    errors.append(f"plan.{where}: must be whole numbers by tier")
    return {}


def _unserved(value: Any, errors: list[str]) -> tuple[Unserved, ...]:
    found = tuple(Unserved(**row) for row in read_list(value, UNSERVED, "unserved", errors))
    errors += [f"unserved: reason {u.reason!r} is not known" for u in found if u.reason not in REASONS]
    return found


def _relaxations(value: Any, errors: list[str]) -> tuple[Relaxation, ...]:
    found = tuple(Relaxation(**row) for row in read_list(value, RELAXATION, "relaxations", errors))
    for one in found:
        relax = one.relax
        if not isinstance(relax, dict) or set(relax) - {"kind"} != RELAX_KEYS.get(str(relax.get("kind"))):
            errors.append("relaxations: relax is not of a known kind with its keys")
    return found


def _changes(value: Any, errors: list[str]) -> tuple[Change, ...]:
    found = []
    for row in read_list(value, CHANGE, "changes", errors):
        if row["kind"] not in CHANGE_KINDS:
            errors.append(f"changes: kind {row['kind']!r} is not known")
        before, after = _place(row["from"], "from", errors), _place(row["to"], "to", errors)
        found.append(Change(row["official"], row["course"], row["kind"], before, after))
    return tuple(found)


def _place(value: Any, side: str, errors: list[str]) -> Place | None:
    given = value if value is None else read_object(value, PLACE, f"changes.{side}", errors)
    return Place(given["class"], given["room"], given["trainer"], given["start"]) if given else None
