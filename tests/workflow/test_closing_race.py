"""One closes a unit while another sends somebody there: whoever is later sees what the first one did."""

from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import date

import pytest

from tests.factories import make_unit
from training.db import access, db
from training.errors import RuleViolation
from training.officials.service import register_official
from training.organisation.models import Unit
from training.workflow.closing import close_unit

DAY = date(2018, 1, 1)
pytestmark = pytest.mark.real_database


@pytest.fixture
def unit_id(bare):
    db.create_all()
    unit = make_unit()
    db.session.commit()
    return unit.id


def close(unit_id):
    close_unit(db.session.get_one(Unit, unit_id), on=DAY, by=None)


def send_somebody(unit_id):
    unit = db.session.get_one(Unit, unit_id)
    new = {"staff_id": None, "name_km": "", "name_latin": "SOK", "sex": None, "birth_date": None}
    register_official(unit=unit, on=DAY, by=None, **new)


@contextmanager
def in_the_middle_of(verb, unit_id):
    """The verb is carried out but not kept yet; it is kept when the block ends."""
    verb(unit_id)
    yield
    db.session.commit()


@pytest.mark.parametrize(
    ("first", "second", "refusal"),
    [(send_somebody, close, "OfficialsServeThere"), (close, send_somebody, "UnitIsClosed")],
)
def test_whoever_comes_second_waits_and_is_refused(bare, unit_id, first, second, refusal):
    def come_second() -> str:
        with bare.app_context(), access(to_write=True):
            try:
                second(unit_id)
                db.session.commit()
            except RuleViolation as refused:
                db.session.rollback()
                return refused.code
            return "done"

    with ThreadPoolExecutor(1) as pool:
        with in_the_middle_of(first, unit_id):
            later = pool.submit(come_second)
            with pytest.raises(TimeoutError):
                later.result(timeout=0.5)
        assert later.result(timeout=30) == refusal
