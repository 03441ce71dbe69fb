"""Bounds, reasons and relaxations of very small problems against all their plans, one by one."""

import random
from copy import deepcopy
from dataclasses import replace

import pytest

from tests.optimiser import judge
from tests.optimiser.brute import truth
from tests.optimiser.factories import SHAPE, make_course, make_official, make_problem
from tests.optimiser.test_solve import REASONS, RELAXED
from training.optimiser.bounds import bounds
from training.optimiser.explain import reasons
from training.optimiser.reading import read_problem
from training.optimiser.relax import MOST, ladder, relaxations
from training.optimiser.search import Effort
from training.optimiser.solve import Options, plan

ALONE = judge.REASONS[:7]  # reasons that the judge recomputes
QUICK = Options(seed=1, workers=1, iterations=2000)
# Without the exact model: what the search itself finds, and leaves.
SHORT = Effort(moves=300)


def tiny_problem(seed):
    """At most three officials, two courses, two rooms, two trainers and five half-days, by chance."""
    rng = random.Random(seed)
    slots = rng.randrange(2, 6)
    names = ["a", "b"][: rng.randrange(1, 3)]
    centres = ["k", "m"][: rng.randrange(1, 3)]

    def blocked(share):
        return sorted(rng.sample(range(slots), rng.randrange(0, slots))) if rng.random() < share else []

    officials = []
    for n in range(rng.randrange(1, 4)):
        needs = sorted(rng.sample(names, rng.randrange(1, len(names) + 1)))
        held = [c for c in names if c not in needs and rng.random() < 0.6]
        home, priority = rng.choice("pq"), rng.choice([1, 1, 2])
        one = make_official(n, needs=needs, held=held, province=home, unit=rng.choice("uv"))
        officials.append({**one, "priority": priority, "blocked": blocked(0.4)})
    courses = []
    for n, name in enumerate(names):
        shape = {"half_days": rng.randrange(1, 3), "min_size": rng.choice([1, 1, 2, 3]), "max_size": 3}
        before = ["a"] if n and rng.random() < 0.6 else []
        features = ["pc"] if rng.random() < 0.25 else []
        courses.append(make_course(name, **shape, prerequisites=before, features=features))
    return {
        **SHAPE,
        "slots": [f"2026-11-{2 + n // 2:02d}/{'AP'[n % 2]}M" for n in range(slots)],
        "breaks_after": [1] if slots > 2 and rng.random() < 0.4 else [],
        "courses": courses,
        "centres": [{"id": k, "province": rng.choice("pq")} for k in centres],
        "rooms": [
            {
                "id": f"r{n}",
                "centre": rng.choice(centres),
                "seats": rng.randrange(1, 4),
                "features": ["pc"] if rng.random() < 0.6 else [],
                "blocked": blocked(0.4),
            }
            for n in range(rng.randrange(1, 3))
        ],
        "trainers": [
            {
                "id": f"t{n}",
                "province": rng.choice("pq"),
                "courses": sorted(rng.sample(names, rng.randrange(1, len(names) + 1))),
                "blocked": blocked(0.4),
                "max_half_days": rng.choice([None, None, 1, 2, 3]),
            }
            for n in range(rng.randrange(1, 3))
        ],
        "units": [
            {"id": u, "province": "p", "headcount": 3, "max_away": rng.choice([0, 1, 2, 3, 3])} for u in "uv"
        ],
        "officials": officials,
        "km": {"p": {"p": 0, "q": 90}, "q": {"p": 90, "q": 0}},
        "transfer_slots": {"k": {"m": rng.randrange(3)}, "m": {"k": rng.randrange(3)}}
        if len(centres) == 2 and rng.random() < 0.5
        else {},
    }


def needs_of(raw):
    return {(o["id"], c) for o in raw["officials"] for c in o["needs"]}


def judged_true(raw, key, proved):
    """Reasons of one need alone that the judge would accept as proved."""
    problem = judge.read_problem(deepcopy(raw))
    times = judge.Times(problem)
    claims = ({"official": key[0], "course": key[1], "reason": reason} for reason in ALONE)
    return {one["reason"] for one in claims if judge.claim_holds(problem, times, one, {}, proved, {})}


def confirm(seed):
    """All that is said about a problem is true, and what can be proved is said."""
    raw = tiny_problem(seed)
    real, problem = truth(raw), read_problem(raw)
    answer = plan(problem, QUICK)
    assert bounds(problem, seconds=0).total <= bounds(problem, seconds=1).total <= real.best
    assert (answer.status, answer.score["total"], answer.bounds["total"]) == ("OPTIMAL", real.best, real.best)
    proved = {(one.official, one.course) for one in answer.unserved if one.proved}
    lost = proved & (needs_of(raw) - real.servable)
    for one in answer.unserved:
        key = (one.official, one.course)
        if one.reason in ("ROOM_HALF_DAYS_SHORT", "TRAINER_HALF_DAYS_SHORT", "UNIT_LIMIT") and one.proved:
            assert real.most < len(needs_of(raw))
        elif one.proved:
            assert key not in real.servable
        elif one.reason == "NOT_PLACED_IN_TIME":
            assert judged_true(raw, key, lost) == set()
    confirm_relaxations(raw, problem, answer)


def confirm_relaxations(raw, problem, answer):
    """Every relaxation on the ladder that helps is found, with all that it can serve; no other is."""
    served = len(needs_of(raw)) - len(answer.unserved)
    found = relaxations(problem, answer, SHORT)
    more = [(relax, truth(relaxed_problem(raw, relax)).most - served) for relax, _ in ladder(problem, answer)]
    helps = sorted((str(relax), number) for relax, number in more[:MOST] if number > 0)
    assert sorted((str(one.relax), one.would_serve) for one in found) == helps
    prices = [max(1, one.extra_cost) / one.would_serve for one in found]
    assert prices == sorted(prices)


def relaxed_problem(raw, relax):
    """The problem with one thing relaxed, written apart from the optimiser."""
    raw = deepcopy(raw)
    every = sorted({f for c in raw["courses"] for f in c.get("features", [])})
    match relax:
        case {"kind": "days", "half_days": number}:
            raw["slots"] += [f"2027-01-{n + 1:02d}/AM" for n in range(number)]
        case {"kind": "room", "centre": centre, "seats": number}:
            raw["rooms"].append({"id": "more", "centre": centre, "seats": number, "features": every})
        case {"kind": "trainer", "course": course, "province": home}:
            raw["trainers"].append({"id": "more", "province": home, "courses": [course]})
        case {"kind": "min_size", "course": course, "to": number}:
            next(c for c in raw["courses"] if c["id"] == course)["min_size"] = number
        case {"kind": "unit_limit", "unit": unit, "to": number}:
            next(u for u in raw["units"] if u["id"] == unit)["max_away"] = number
        case {"kind": "pool", "course": course, "centre": centre}:
            wanted = next(c for c in raw["courses"] if c["id"] == course)
            for one in (wanted, *(r for r in raw["rooms"] if r["centre"] == centre)):
                one["features"] = [*one.get("features", []), "pooled"]
    return raw


GROUPS = ("ROOM_HALF_DAYS_SHORT", "TRAINER_HALF_DAYS_SHORT")


@pytest.mark.parametrize(("reason", "changes"), REASONS.items(), ids=REASONS)
def test_each_reason_is_true_of_all_plans(reason, changes):
    raw = make_problem(**changes)
    real, answer = truth(raw), plan(read_problem(raw), QUICK)
    said = {
        (one.official, one.course) for one in answer.unserved if (one.reason, one.proved) == (reason, True)
    }
    assert said
    assert real.most < len(needs_of(raw)) if reason in GROUPS else not said & real.servable


@pytest.mark.parametrize(("kind", "changes"), RELAXED.items(), ids=RELAXED)
def test_each_relaxation_serves_what_it_says(kind, changes):
    raw = make_problem(**changes)
    problem = read_problem(raw)
    answer = plan(problem, QUICK)
    assert kind in {one.relax["kind"] for one in answer.relaxations}
    confirm_relaxations(raw, problem, answer)


def test_pooling_a_course_serves_who_waits():
    """Two towns with one official each and a least size of two: at one centre both are served."""
    raw = make_problem(
        centres=[{"id": "k", "province": "p"}, {"id": "m", "province": "q"}],
        rooms=[{"id": "r", "centre": "k", "seats": 4}, {"id": "s", "centre": "m", "seats": 4}],
        officials=[make_official(0), make_official(1, province="q")],
    )
    problem = read_problem(raw)
    nothing = replace(plan(problem, QUICK), classes=(), unserved=reasons(problem, ()))
    found = [one for one in relaxations(problem, nothing, SHORT) if one.relax["kind"] == "pool"]
    assert [(one.relax["course"], one.would_serve, one.proved) for one in found] == [("a", 2, True)]


@pytest.mark.parametrize("seed", range(8))
def test_all_that_is_said_of_a_very_small_problem_is_true(seed):
    confirm(seed)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(1000, 1400))
def test_all_that_is_said_of_hundreds_of_very_small_problems_is_true(seed):
    confirm(seed)
