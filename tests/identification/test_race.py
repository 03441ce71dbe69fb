"""Two lists that name the same people are applied at the same time: nobody comes twice into the register."""

import threading
from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import func, select, update

from tests.factories import NOON
from tests.identification import kills
from training import jobs
from training.db import access, db
from training.identification import applying, preparing, reviewing, service, stamps
from training.identification.models import IdentificationList, ListKind, ListState
from training.identification.reading.model import FileStatus, ListedOfficial, Person, Place, Reading
from training.jobs import Job
from training.khmer import name_key
from training.officials import service as officials
from training.officials.models import Official, Sex
from training.organisation.models import Unit
from training.workflow import service as workflow
from training.workflow.models import WorkflowRole

pytestmark = pytest.mark.real_database
PEOPLE, LISTS = 150, 4


@pytest.fixture
def house(bare):
    kills.lay_reference()
    return bare


def nobody_with_an_id(number: int) -> Person:
    """Without an ID only the comparison with the register tells that he is there already."""
    name = f"សុខ សុភា{kills.GIVEN[number % 9]}{kills.FAMILIES[number % 8]}"
    return Person(
        None, name, name_key(name), None, "F", date(1960 + number % 40, 1 + number % 12, 1 + number % 28), None,
        None, "MOH", "ក្រសួងសុខាភិបាល", None, None, ("AP.ENTRY",),
    )  # fmt: skip


def reviewed(content: bytes) -> int:
    unit = db.session.scalars(select(Unit).where(Unit.code == "MOH")).one()
    listed = tuple(ListedOfficial(nobody_with_an_id(n), (Place("", 8 + n),)) for n in range(PEOPLE))
    kept = service.receive(
        content, file_name="list.xlsx", unit=unit, kind=ListKind.FMIS_USERS, received_on=kills.RECEIVED,
        by=None, at=NOON,
    )  # fmt: skip
    reviewing.review(kept, Reading(status=FileStatus.OK, officials=listed))
    number = kept.id
    db.session.commit()
    return number


def at_once(house, work: Callable[[int], object], numbers: list[int]) -> None:
    together = threading.Barrier(len(numbers))

    def one(number: int) -> None:
        with house.app_context(), access(to_write=True):
            together.wait()
            work(number)

    threads = [threading.Thread(target=one, args=(number,)) for number in numbers]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    db.session.rollback()


def states(lists: list[int]) -> list[ListState]:
    query = select(IdentificationList.state).where(IdentificationList.id.in_(lists))
    return sorted(db.session.scalars(query))


def count() -> int:
    return db.session.scalar(select(func.count()).select_from(Official)) or 0


def test_of_lists_with_the_same_people_one_is_applied_and_the_others_are_marked_anew(house):
    lists = [reviewed(bytes([n])) for n in range(LISTS)]
    numbers = [kills.submitted(applying.apply_list, list_id=number) for number in lists]

    at_once(house, jobs.run, numbers)

    assert count() == PEOPLE
    assert states(lists) == [ListState.APPLIED] + [ListState.READ] * (LISTS - 1)


def test_without_the_look_at_the_register_people_come_twice(house):
    """The control: what was worked out is written although another list was written meanwhile."""
    lists = [reviewed(bytes([n])) for n in range(LISTS)]
    ready = threading.Barrier(LISTS)

    def blindly(number: int) -> None:
        with access(to_write=False):
            plan = preparing.prepare(db.session.get_one(IdentificationList, number), on=kills.RECEIVED)
            db.session.rollback()
        ready.wait()
        applying.write(db.session.get_one(IdentificationList, number), plan, by=None, at=NOON)
        db.session.commit()

    at_once(house, blindly, lists)

    assert count() == LISTS * PEOPLE


def test_others_can_write_while_a_list_is_worked_out(house, monkeypatch):
    monkeypatch.setattr(preparing, "TOLD_EVERY", PEOPLE)
    number = kills.submitted(applying.apply_list, list_id=reviewed(b"one"))
    written = []

    def progress(done: int, _total: int) -> None:
        with (
            access(to_write=True),
            db.engine.begin() as other,
        ):  # waits half a minute for a lock that is held, and then fails
            other.execute(update(Job).where(Job.id == number).values(done=done + 1))
            written.append(done)

    arguments = db.session.get_one(Job, number).arguments  # as a worker has a transaction open when it begins
    assert applying.apply_list(progress, **arguments) == {"marked_anew": 0}
    assert written == [0]


def test_a_deed_on_the_register_makes_what_was_worked_out_out_of_date(house):
    unit = db.session.scalars(select(Unit).where(Unit.code == "MOH")).one()
    before = stamps.stamp()
    seen = []

    official = officials.register_official(
        unit=unit, staff_id=None, name_km="សុខ សុភា", name_latin="", sex=Sex.FEMALE, birth_date=None,
        on=kills.RECEIVED, by=None,
    )  # fmt: skip
    seen.append(stamps.stamp())
    workflow.assign(
        official, role=db.session.get_one(WorkflowRole, "AP.ENTRY"), unit=unit, on=kills.RECEIVED, by=None
    )
    seen.append(stamps.stamp())
    reviewed(b"another list")
    seen.append(stamps.stamp())

    assert before < seen[0] < seen[1] < seen[2]
