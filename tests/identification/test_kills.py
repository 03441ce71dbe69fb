"""A process that is killed while it applies a list or takes it back leaves all of it or nothing.

``KILLS`` says how many processes are killed: 10, or as many as ``make faults`` asks for.
"""

import os
import random
import signal
from collections import Counter
from dataclasses import replace

import pytest

from tests.identification import kills
from training import jobs
from training.db import db
from training.identification import applying, preparing, undoing
from training.identification.models import IdentificationList, ListState
from training.jobs import JobState

KILLS = int(os.environ.get("KILLS", "10"))

pytestmark = [pytest.mark.real_database, pytest.mark.long]


@pytest.fixture
def house(bare):
    kills.lay_reference()
    return bare


def after(deed, list_id: int) -> dict[str, list[str]]:
    """What would be there if the list were applied or taken back; nothing is kept."""
    deed(db.session.get_one(IdentificationList, list_id))
    db.session.flush()
    told = kills.meaning()
    db.session.rollback()
    return told


def apply(found: IdentificationList) -> None:
    applying.apply(found, by=None, on=found.received_on, at=kills.NOON)


def undo(found: IdentificationList) -> None:
    undoing.undo(found, by=None, at=kills.NOON)


def only_register(told: dict[str, list[str]]) -> dict[str, list[str]]:
    return {name: told[name] for name in ("official", "posting", "role_assignment", "nomination")}


def state(list_id: int) -> ListState:
    db.session.rollback()
    return db.session.get_one(IdentificationList, list_id).state


def usual(list_id: int) -> dict[str, kills.Work]:
    return {
        "apply": kills.measured(kills.submitted(applying.apply_list, list_id=list_id)),
        "undo": kills.measured(kills.submitted(undoing.undo_list, list_id=list_id)),
    }


def test_a_kill_while_a_list_is_applied_or_taken_back_leaves_all_or_nothing_and_the_next_worker_ends_it(
    house,
):
    draw = random.Random()
    works, met = usual(kills.reviewed(0)), Counter()
    for kill in range(1, KILLS // 2 + 1):
        list_id = kills.reviewed(kill)
        register = only_register(kills.everything())
        for task, deed, name in ((applying.apply_list, apply, "apply"), (undoing.undo_list, undo, "undo")):
            wanted = after(deed, list_id)
            number = kills.submitted(task, list_id=list_id)
            before = kills.everything()
            kills.killed(lambda number=number: jobs.run(number), draw=draw, usual=works[name])
            found = kills.outcome(before, wanted)
            met[found] += 1
            assert found in {"nothing", "all"}, (name, kill)
            assert kills.swept(number).state is JobState.DONE
            assert kills.outcome(before, wanted) == "all"
        assert state(list_id) is ListState.UNDONE
        assert only_register(kills.everything()) == register
    print(met)
    assert met["nothing"] > KILLS / 4, "the kills come too late to prove anything"


def test_the_comparison_tells_a_list_that_is_applied_in_two_transactions(house):
    """The control: a kill between the two is seen."""
    list_id = kills.reviewed(0)
    wanted, before = after(apply, list_id), kills.everything()

    def apply_in_two() -> None:
        found = db.session.get_one(IdentificationList, list_id)
        plan = preparing.prepare(found, on=found.received_on)
        first = replace(plan, roles=[], changes={}, moves={})
        applying.write(found, first, by=None, at=kills.NOON)
        db.session.commit()
        os.kill(os.getpid(), signal.SIGKILL)

    kills.wait_for(kills.forked(apply_in_two))

    assert kills.outcome(before, wanted) == "half"
