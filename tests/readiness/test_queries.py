"""The go-live board counts the chains it shows."""

from datetime import date

import pytest

from tests.factories import make_official, make_unit, make_user
from training.db import db
from training.organisation.models import UnitKind
from training.readiness.queries import board
from training.workflow import service as workflow
from training.workflow.models import WorkflowRole

DAY = date(2017, 11, 20)


@pytest.fixture(autouse=True)
def reference():
    workflow.load_reference()
    db.session.flush()


def test_every_chain_of_a_unit_without_people_is_counted_as_blocked():
    make_unit(kind=UnitKind.TREASURY)

    seen = board(make_user(), on=DAY)

    assert (seen.count("blocked"), seen.count("ready")) == (5, 0)


def test_units_of_which_nobody_is_identified_come_last():
    empty = make_unit(kind=UnitKind.TREASURY, code="A")
    staffed = make_unit(kind=UnitKind.TREASURY, code="B")
    user = make_user()
    workflow.assign(
        make_official(unit=staffed),
        role=db.session.get_one(WorkflowRole, "AP.ENTRY"),
        unit=staffed,
        on=DAY,
        by=user,
    )

    assert [row.unit.code for row in board(user, on=DAY).rows] == [staffed.code, empty.code]
