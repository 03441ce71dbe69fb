"""Several coordinators merge the same two records at the same instant: one does, the others are told."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from sqlalchemy import select

from tests.enrolments.test_race import house
from tests.factories import MONDAY, NOON, make_official, make_unit
from training.db import db
from training.officials.merging import AlreadyMerged, Couple, merge
from training.officials.models import Merge, MergeDeed, Official, Posting

COORDINATORS = 8
pytestmark = pytest.mark.real_database
_ = house  # a fixture


def test_two_records_become_one_once_whichever_stays(house):
    with house.app_context():
        unit = make_unit()
        numbers = [make_official(unit=unit).id for _ in range(2)]
        db.session.commit()
    barrier = Barrier(COORDINATORS)

    def reach(place: int) -> str:
        with house.app_context():
            barrier.wait()
            kept, other = (db.session.get_one(Official, one) for one in numbers[:: 1 if place % 2 else -1])
            try:
                merge(Couple(kept, other, on=MONDAY, at=NOON), by=None)
                db.session.commit()
            except AlreadyMerged:
                db.session.rollback()
                return "told"
            return "merged"

    with ThreadPoolExecutor(COORDINATORS) as threads:
        assert Counter(threads.map(reach, range(COORDINATORS))) == {"merged": 1, "told": COORDINATORS - 1}
    with house.app_context():
        (made,) = db.session.scalars(select(Merge))
        assert {made.kept_id, made.other_id} == set(numbers)
        owners = select(Posting.official_id).distinct()
        assert db.session.scalars(owners).all() == [made.kept_id]
        assert db.session.scalars(select(MergeDeed.merge_id).distinct()).all() == [made.id]
