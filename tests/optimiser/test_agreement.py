"""Plans keep every rule, and the checker says of every plan, right or spoilt, what the judge says."""

import json
import random

import pytest

from tests.optimiser import judge
from tests.optimiser.factories import chance_problem, replanned
from training.optimiser.bounds import bounds
from training.optimiser.plan import as_json
from training.optimiser.reading import read_problem
from training.optimiser.report import report
from training.optimiser.solve import Options, plan

QUICK = Options(seed=1, workers=1, iterations=60)


def solved(raw):
    return json.loads(json.dumps(as_json(plan(read_problem(raw), QUICK))))


def counts(answer):
    return {rule: found["count"] for rule, found in answer["violations"].items()}


def spoilt(raw, plan_, seed):  # noqa: C901 one case per way to spoil
    """Change one to three things in the classes of a plan."""
    rng = random.Random(seed)
    made = json.loads(json.dumps(plan_))
    for _ in range(rng.randrange(1, 4)):
        if not (made["classes"] and raw["officials"] and raw["rooms"] and raw["trainers"]):
            return made
        one = rng.choice(made["classes"])
        match rng.randrange(8):
            case 0:
                one["start"] = rng.randrange(len(raw["slots"]))
            case 1:
                one["room"] = rng.choice(raw["rooms"])["id"]
            case 2:
                one["trainer"] = rng.choice(raw["trainers"])["id"]
            case 3:
                everybody = [o["id"] for o in raw["officials"]]
                one["officials"] = sorted({*one["officials"], rng.choice(everybody)})
            case 4:
                one["officials"] = one["officials"][1:]
            case 5:
                one["course"] = rng.choice(raw["courses"])["id"]
            case 6:
                made["classes"].remove(one)
            case 7:
                made["classes"].append({**one, "id": rng.choice([one["id"], "again"])})
    return made


def agree(raw, plan_):
    ours, theirs = report(read_problem(raw), plan_), judge.check(raw, json.loads(json.dumps(plan_)))
    assert counts(ours) == counts(theirs)
    if theirs.get("score"):
        assert (ours["score"], ours["unserved"], ours["over_away"]) == (
            theirs["score"],
            theirs["unserved"],
            theirs["over_away"],
        )
    return theirs


def unforced(answer, pins):
    """What is broken, but for a pin that another rule contradicts: it is given up, and told."""
    return {rule: found for rule, found in answer["violations"].items() if rule != "pin" or not pins}


def sweep(seed, *, spoils):
    raw = chance_problem(seed)
    made = solved(raw)
    for problem, plan_ in ((raw, made), *later(raw, made, seed)):
        answer = agree(problem, plan_)
        assert unforced(answer, problem.get("pins")) == {}
        assert bounds(read_problem(problem), seconds=0).total <= answer["score"]["total"]
        for n in range(spoils):
            agree(problem, spoilt(problem, plan_, 100 * seed + n))


def later(raw, made, seed):
    again = replanned(raw, made, seed)
    yield again, solved(again)


@pytest.mark.parametrize("seed", range(5))
def test_no_rule_is_broken_and_the_checker_agrees_with_the_judge(seed):
    sweep(seed, spoils=15)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(100, 200))
def test_no_rule_is_broken_in_a_hundred_problems(seed):
    sweep(seed, spoils=30)
