"""A job's row tells its life; nothing is lost when a worker dies, and nothing is done twice by two."""

import multiprocessing
import os
import signal
import threading
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, select

from app import create_app
from training import dates, jobs
from training.audit import AuditEntry
from training.db import db
from training.jobs import Job, JobState

pytestmark = pytest.mark.real_database


def deed(verb: str) -> AuditEntry:
    return AuditEntry(
        at=dates.now(), actor_name="program", verb=verb, thing_type="job", thing_id="1", facts={}
    )


@jobs.task
def steps(progress, *, count):
    """Do the steps that are still to be done, one commit each."""
    done = db.session.scalar(select(func.count()).select_from(AuditEntry))
    for step in range(done, count):
        db.session.add(deed(f"step {step}"))
        db.session.commit()
        progress(step + 1, count)
    return {"first": done}


@jobs.task
def holding_the_lock(progress):
    """Write without a commit, tell the progress, and hold on for longer than a beat of the pulse."""
    db.session.add(deed("held"))
    db.session.flush()
    progress(1, 2)
    threading.Event().wait(1.5 * jobs.PULSE)
    progress(2, 2)


@jobs.task
def failing(progress):
    db.session.add(deed("never kept"))
    progress(1, 3)
    raise ValueError("the sheet is empty")


@jobs.task
def sleeping(progress, *, ready):
    """Keep one step, say so, and hang until killed."""
    db.session.add(deed("step 0"))
    db.session.commit()
    Path(ready).touch()
    threading.Event().wait()


def work_on(url, folder, number):
    app = create_app({"DATABASE_URL": url, "SECRET_KEY": "test", "DATA_DIR": folder})
    with app.app_context():
        jobs.run(number)


@pytest.fixture
def house(bare):
    db.create_all()
    return bare


def submitted(task, **arguments) -> int:
    number = jobs.submit(task, by=None, **arguments).id
    db.session.commit()
    return number


def job(number) -> Job:
    db.session.rollback()
    return db.session.get(Job, number, populate_existing=True)


def test_a_job_is_done_and_tells_its_result(house):
    number = submitted(steps, count=3)
    jobs.run(number)
    row = job(number)
    assert (row.state, row.done, row.total, row.attempts) == (JobState.DONE, 3, 3, 1)
    assert (row.result, row.error, row.lease_ends_at) == ({"first": 0}, "", None)


def test_a_job_that_is_done_is_not_done_again(house):
    number = submitted(steps, count=2)
    jobs.run(number)
    jobs.run(number)
    assert job(number).attempts == 1


def test_telling_progress_never_waits_for_the_tasks_own_lock(house):
    number = submitted(holding_the_lock)
    jobs.run(number)
    row = job(number)
    assert (row.state, row.done, row.total) == (JobState.DONE, 2, 2)


def test_a_failed_job_keeps_nothing_says_why_and_waits_longer_each_time(house):
    number = submitted(failing)
    jobs.run(number)
    row = job(number)
    assert (row.state, row.error, row.attempts) == (JobState.QUEUED, "ValueError: the sheet is empty", 1)
    assert row.run_at > dates.now()
    assert db.session.scalar(select(func.count()).select_from(AuditEntry)) == 0
    assert jobs.sweep(at=dates.now()) == []
    assert jobs.sweep(at=dates.now() + timedelta(seconds=3)) == [number]


def test_after_ten_attempts_a_person_must_look(house):
    number = submitted(failing)
    for _ in range(jobs.MOST_ATTEMPTS):
        jobs.run(number)
    row = job(number)
    assert (row.state, row.attempts, row.ended_at is not None) == (JobState.FAILED, 10, True)
    jobs.run(number)
    assert job(number).attempts == 10


def test_a_leased_job_is_left_to_its_worker(house):
    number = submitted(steps, count=1)
    row = job(number)
    row.state, row.attempts, row.lease_ends_at = JobState.RUNNING, 1, dates.now() + jobs.LEASE
    db.session.commit()
    jobs.run(number)
    assert (job(number).state, job(number).attempts) == (JobState.RUNNING, 1)
    assert jobs.sweep(at=dates.now()) == []


def test_a_worker_believed_dead_does_not_write_over_its_successor(house):
    number = submitted(steps, count=1)
    late = jobs.Pulse(db.engine, number=number, attempt=1)
    row = job(number)
    row.state, row.attempts = JobState.RUNNING, 2
    db.session.commit()
    late.progress(7, 7)
    late.write(state=JobState.DONE)
    assert (job(number).state, job(number).done) == (JobState.RUNNING, 0)


def test_a_killed_workers_job_is_done_by_the_next_one(house, bare_url, tmp_path):
    ready = tmp_path / "ready"
    number = submitted(sleeping, ready=str(ready))
    worker = multiprocessing.get_context("spawn").Process(
        target=work_on, args=(bare_url, str(tmp_path), number)
    )
    worker.start()
    while not ready.exists():
        worker.join(0.05)
    os.kill(worker.pid, signal.SIGKILL)
    worker.join()
    assert job(number).state == JobState.RUNNING
    row = job(number)
    row.task, row.arguments = "tests.test_jobs.steps", {"count": 3}  # the same work, without the hanging
    db.session.commit()
    assert jobs.sweep(at=dates.now() + 2 * jobs.LEASE) == [number]
    jobs.run(number)
    assert (job(number).state, job(number).attempts, job(number).result) == (JobState.DONE, 2, {"first": 1})
