"""Small problems with every feature of the format, by chance or by hand."""

import random
from typing import Any

SHAPE = {"format": "training-plan/1"}


def make_problem(**changes: Any) -> dict[str, Any]:
    """One course of two half-days, one room, one trainer, one office with four officials."""
    problem = {
        **SHAPE,
        "slots": [f"2026-11-{day:02d}/{half}" for day in (2, 3, 4, 5) for half in ("AM", "PM")],
        "breaks_after": [],
        "courses": [make_course()],
        "centres": [{"id": "k", "province": "p"}],
        "rooms": [{"id": "r", "centre": "k", "seats": 10}],
        "trainers": [{"id": "t", "province": "p", "courses": ["a"]}],
        "units": [{"id": "u", "province": "p", "headcount": 10, "max_away": 10}],
        "officials": [make_official(n) for n in range(4)],
        "km": {"p": {"p": 0, "q": 50}, "q": {"p": 50, "q": 0}},
        "transfer_slots": {},
    }
    return {**problem, **changes}


def make_course(name: str = "a", **changes: Any) -> dict[str, Any]:
    return {"id": name, "half_days": 2, "min_size": 2, "max_size": 10, **changes}


def make_official(number: int = 0, **changes: Any) -> dict[str, Any]:
    return {"id": f"o{number}", "unit": "u", "province": "p", "needs": ["a"], **changes}


def make_class(name: str = "x", **changes: Any) -> dict[str, Any]:
    shape = {"id": name, "course": "a", "room": "r", "trainer": "t", "start": 0}
    return {**shape, "officials": ["o0", "o1", "o2", "o3"], **changes}


def chance_problem(seed: int) -> dict[str, Any]:
    """A small problem by chance: features, transfers, limits, leave, chains, breaks, holes of all kinds."""
    rng = random.Random(seed)
    slots = rng.randrange(4, 15)
    names = ["a", "b", "c", "d"][: rng.randrange(1, 5)]
    provinces = ["p", "q", "r"]
    centres = [f"k{n}" for n in range(rng.randrange(1, 4))]

    def blocked() -> list[int]:
        return sorted(rng.sample(range(slots), rng.randrange(0, max(1, slots // 4))))

    def some(among: list[str], most: int) -> list[str]:
        return sorted(rng.sample(among, min(len(among), rng.randrange(0, most + 1))))

    courses = [
        {
            "id": name,
            "half_days": rng.randrange(1, 4),
            "min_size": rng.randrange(1, 4),
            "max_size": rng.randrange(4, 8),
            "prerequisites": [b for b in names[:n] if rng.random() < 0.3],
            "features": ["pc"] if rng.random() < 0.2 else [],
        }
        for n, name in enumerate(names)
    ]
    officials = []
    for n in range(rng.randrange(1, 16)):
        needs = some(names, 3)
        held = [c for c in names if c not in needs and rng.random() < 0.4]
        officials.append(
            {
                "id": f"o{n:02d}",
                "unit": rng.choice("uv"),
                "province": rng.choice(provinces),
                "needs": needs,
                "held": held,
                "blocked": blocked() if rng.random() < 0.3 else [],
                "priority": rng.choice([1, 1, 1, 3]),
            }
        )
    return {
        **SHAPE,
        "slots": [f"2026-11-{1 + n // 2:02d}/{'AP'[n % 2]}M" for n in range(slots)],
        "breaks_after": sorted(rng.sample(range(slots), slots // 5)),
        "courses": courses,
        "centres": [{"id": k, "province": rng.choice(provinces)} for k in centres],
        "rooms": [
            {
                "id": f"r{n}",
                "centre": rng.choice(centres),
                "seats": rng.randrange(2, 9),
                "features": ["pc"] if rng.random() < 0.6 else [],
                "blocked": blocked() if rng.random() < 0.4 else [],
            }
            for n in range(rng.randrange(1, 4))
        ],
        "trainers": [
            {
                "id": f"t{n}",
                "province": rng.choice(provinces),
                "courses": some(names, 4) or names[:1],
                "blocked": blocked() if rng.random() < 0.4 else [],
                "max_half_days": rng.choice([None, None, 4, 8]),
            }
            for n in range(rng.randrange(1, 5))
        ],
        "units": [
            {"id": u, "province": "p", "headcount": 9, "max_away": rng.choice([0, 1, 3, 5, 9, 9])}
            for u in "uv"
        ],
        "officials": officials,
        "km": {a: {b: 0 if a == b else rng.randrange(5, 200) for b in provinces} for a in provinces},
        "transfer_slots": {a: {b: rng.randrange(0, 3) for b in centres if b != a} for a in centres}
        if rng.random() < 0.4
        else {},
    }


def replanned(problem: dict[str, Any], plan: dict[str, Any], seed: int) -> dict[str, Any]:
    """The problem a week later: published, some of it begun or pinned, and something has happened."""
    rng = random.Random(seed)
    again = {**problem, "published": plan, "frozen_before": rng.choice([0, 0, 2, 4])}
    later = [c["id"] for c in plan["classes"] if c["start"] >= again["frozen_before"]]
    parts = ["time", "room", "trainer", "officials"]
    if later and rng.random() < 0.5:
        again["pins"] = [{"class": later[0], "fix": rng.sample(parts, rng.randrange(0, 4))}]
    event = rng.randrange(4)
    if event == 0 and len(problem["trainers"]) > 1:
        gone = rng.choice(problem["trainers"])["id"]
        held = {
            c["trainer"]
            for c in plan["classes"]
            if c["start"] < again["frozen_before"] or c["id"] in later[:1]
        }
        if gone not in held:
            again["trainers"] = [t for t in problem["trainers"] if t["id"] != gone]
    if event == 1:
        again["officials"] = problem["officials"][1:]
    if event == 2:
        late = [{**o, "id": "n" + o["id"]} for o in problem["officials"][:3]]
        again["officials"] = problem["officials"] + late
    return again
