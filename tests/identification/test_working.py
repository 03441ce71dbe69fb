"""What is done with a long list is given to a worker, once; its page tells how far it is."""

import pytest
from sqlalchemy import select

from tests.factories import make_user
from tests.identification.test_life_of_a_list import known, person, reference, reviewed  # noqa: F401
from training.db import db
from training.identification import applying, undoing, working
from training.identification.models import ListState
from training.jobs import Job, JobState


@pytest.fixture
def long_lists(monkeypatch):
    """Lists of more than one row are long."""
    monkeypatch.setattr(working, "AT_ONCE", 1)


def two_rows():
    kept = reviewed(person(), person(official_id="0222222222", khmer_name="ចាន់ ដារ៉ា"))
    db.session.commit()
    return kept


def done(task) -> dict:
    """Do what the latest job says, in this transaction."""
    job = db.session.scalars(select(Job).order_by(Job.id.desc())).first()
    db.session.commit()  # the task begins its own transaction, by going back to here
    result = dict(task(lambda _done, _total: None, **job.arguments))
    job.state, job.result = JobState.DONE, result
    db.session.commit()
    return result


def only_job() -> Job:
    return db.session.scalars(select(Job)).one()


def test_a_long_list_is_applied_and_taken_back_by_a_worker(long_lists, browser_of):
    kept, browser = two_rows(), browser_of(make_user())

    browser.send(f"/lists/{kept.id}/application")
    assert kept.state is ListState.READ
    assert done(applying.apply_list) == {"marked_anew": 0}
    assert kept.state is ListState.APPLIED

    browser.send(f"/lists/{kept.id}/undoing")
    assert kept.state is ListState.APPLIED
    assert done(undoing.undo_list)["goes"]["official"] == 2
    assert kept.state is ListState.UNDONE


def test_a_short_list_is_applied_at_once(browser_of):
    kept = reviewed(person())
    db.session.commit()

    browser_of(make_user()).send(f"/lists/{kept.id}/application")

    assert (kept.state, db.session.scalars(select(Job)).all()) == (ListState.APPLIED, [])


def test_asking_twice_gives_the_list_to_one_worker(long_lists, browser_of):
    kept, browser = two_rows(), browser_of(make_user())

    for _time in range(2):
        browser.send(f"/lists/{kept.id}/application")

    assert only_job().arguments["list_id"] == kept.id


def test_the_page_tells_how_far_the_worker_is_and_offers_no_second_application(long_lists, browser_of):
    kept, browser = two_rows(), browser_of(make_user())
    browser.send(f"/lists/{kept.id}/application")
    job = only_job()
    job.state, job.done, job.total = JobState.RUNNING, 500, 2000
    db.session.commit()

    page, told = browser.get(f"/lists/{kept.id}").text, browser.get(f"/lists/{kept.id}/work.json").json

    assert f'data-job="/lists/{kept.id}/work.json"' in page
    assert "/application" not in page
    assert told == {
        "state": "running",
        "done": 500,
        "total": 2000,
        "words": "The list is being applied. 500 of 2000",
    }


def test_a_list_that_was_given_to_no_worker_tells_of_none(browser_of):
    assert browser_of(make_user()).get(f"/lists/{two_rows().id}/work.json").status_code == 404


def test_the_page_says_that_the_register_has_changed_when_a_worker_finds_it(long_lists, browser_of):
    kept, browser = two_rows(), browser_of(make_user())
    known()
    db.session.commit()
    browser.send(f"/lists/{kept.id}/application")

    assert done(applying.apply_list) == {"marked_anew": 1}

    assert kept.state is ListState.READ
    assert "rows marked anew: 1" in browser.get(f"/lists/{kept.id}").text
