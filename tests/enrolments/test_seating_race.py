"""A seat is given while the record of its official is merged away: it never lands on the record that went."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import sleep

import pytest
from sqlalchemy import func, select

from tests.enrolments.test_race import house
from tests.factories import MONDAY, NOON, make_class, make_official, make_unit
from training.classes.models import TrainingClass
from training.db import db
from training.enrolments.models import Enrolment
from training.enrolments.seating import RecordMerged
from training.enrolments.service import enrol
from training.officials.merging import Couple, merge
from training.officials.models import Official

pytestmark = pytest.mark.real_database
_ = house  # a fixture


def test_a_seat_never_lands_on_a_record_that_is_merged_at_the_same_instant(house):
    with house.app_context():
        unit, wanted = make_unit(), make_class().id
        numbers = [make_official(unit=unit).id for _ in range(2)]
        db.session.commit()
    merged = Event()

    def join() -> None:
        with house.app_context():
            kept, other = (db.session.get_one(Official, one) for one in numbers)
            merge(Couple(kept, other, on=MONDAY, at=NOON), by=None)
            db.session.flush()
            merged.set()
            sleep(0.3)  # the seat is asked for meanwhile
            db.session.commit()

    def give() -> None:
        with house.app_context():
            merged.wait()
            other = db.session.get_one(Official, numbers[1])
            with pytest.raises(RecordMerged):
                enrol(other, to=db.session.get_one(TrainingClass, wanted), by=None, at=NOON)
            db.session.rollback()

    with ThreadPoolExecutor(2) as threads:
        for done in [threads.submit(join), threads.submit(give)]:
            done.result()
    with house.app_context():
        assert db.session.scalar(select(func.count()).select_from(Enrolment)) == 0
