"""Classes begin and end by the clock."""

from datetime import UTC, datetime

from tests.factories import MONDAY, make_class
from training import jobs
from training.classes.models import ClassState


def test_the_worker_lets_classes_begin_each_minute():
    training_class = make_class(on=(MONDAY,))

    jobs.do_chores(at=datetime(2017, 11, 13, 1, 0, tzinfo=UTC))

    assert training_class.state is ClassState.RUNNING
