"""A plan as frozen facts, and how it is written."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from training.optimiser import FORMAT
from training.optimiser.problem import PlannedClass

TIERS = (
    "unserved",
    "over_away",
    "changes",
    "classes",
    "official_travel",
    "trainer_travel",
    "completion",
    "last",
    "total",
)
STATUSES = ("OPTIMAL", "COMPLETE", "PARTIAL", "IMPOSSIBLE_INPUT", "INVALID_INPUT", "CANCELLED")
REASONS = (
    "NO_QUALIFIED_TRAINER",
    "NO_ROOM_LARGE_OR_EQUIPPED",
    "DEMAND_BELOW_MIN_SIZE",
    "PERSON_UNAVAILABLE",
    "CHAIN_LONGER_THAN_WINDOW",
    "PREREQUISITE_UNSERVED",
    "UNIT_LIMIT",
    "ROOM_HALF_DAYS_SHORT",
    "TRAINER_HALF_DAYS_SHORT",
    "NOT_PLACED_IN_TIME",
)
CHANGE_KINDS = ("gone", "moved", "room", "trainer", "new")


@dataclass(frozen=True)
class Unserved:
    official: str
    course: str
    reason: str
    proved: bool


@dataclass(frozen=True)
class Place:
    class_id: str
    room: str
    trainer: str
    start: int


@dataclass(frozen=True)
class Change:
    official: str
    course: str
    kind: str
    before: Place | None
    after: Place | None


@dataclass(frozen=True)
class Relaxation:
    relax: Mapping[str, object]
    would_serve: int
    proved: bool
    extra_cost: int


@dataclass(frozen=True)
class Plan:
    problem_sha256: str
    status: str
    classes: tuple[PlannedClass, ...]
    score: Mapping[str, int]
    bounds: Mapping[str, int]
    unserved: tuple[Unserved, ...]
    relaxations: tuple[Relaxation, ...]
    changes: tuple[Change, ...]
    seed: int = 1
    seconds: int = 0


def as_json(plan: Plan) -> dict[str, object]:
    """Return the plan as the object of the format, lists in their fixed order."""
    classes = sorted(plan.classes, key=lambda c: (c.start, c.room, c.id))
    return {
        "format": FORMAT,
        "problem_sha256": plan.problem_sha256,
        "status": plan.status,
        "classes": [{**asdict(c), "officials": sorted(c.officials)} for c in classes],
        "score": {tier: plan.score[tier] for tier in TIERS},
        "bounds": dict(plan.bounds),
        "unserved": [asdict(u) for u in sorted(plan.unserved, key=lambda u: (u.official, u.course))],
        "relaxations": [{**asdict(r), "relax": dict(r.relax)} for r in plan.relaxations],
        "changes": [_change(c) for c in sorted(plan.changes, key=lambda c: (c.official, c.course))],
        "seed": plan.seed,
        "seconds": plan.seconds,
    }


def _change(change: Change) -> dict[str, object]:
    return {
        "official": change.official,
        "course": change.course,
        "kind": change.kind,
        "from": _place(change.before),
        "to": _place(change.after),
    }


def _place(place: Place | None) -> dict[str, object] | None:
    if place is None:
        return None
    return {"class": place.class_id, "room": place.room, "trainer": place.trainer, "start": place.start}
