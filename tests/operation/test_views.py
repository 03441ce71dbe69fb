"""Jobs are shown to who asked and to who looks after the program; the log to auditors; health to all."""

import re
from pathlib import Path

import pytest

from tests.factories import NOON, make_user, saved
from training import audit, jobs
from training.db import db
from training.jobs import Job, JobState
from training.operation.queries import PAGE
from training.operation.words import TASKS, VERBS
from training.permissions import Role


def make_job(**given) -> Job:
    default = {
        "task": "identification.reviewing.read_list",
        "arguments": {},
        "submitted_at": NOON,
        "run_at": NOON,
    }
    return saved(Job(**(default | given)))


def test_health_is_public(browser):
    assert browser.get("/health").json == {"status": "ok"}


def test_progress_is_told_to_who_asked(browser_of):
    focal = make_user(Role.FOCAL)
    job = make_job(submitted_by_id=focal.id, state=JobState.RUNNING, done=3, total=7)
    answer = browser_of(focal).get(f"/jobs/{job.id}.json")
    assert answer.json == {"state": "running", "done": 3, "total": 7, "words": "3 of 7"}


def test_another_ones_job_does_not_exist_for_a_focal_person(browser_of):
    job = make_job(submitted_by_id=make_user().id)
    assert browser_of(make_user(Role.FOCAL)).get(f"/jobs/{job.id}").status_code == 404


@pytest.mark.parametrize("state", list(JobState))
def test_the_list_and_the_page_of_a_job_tell_its_state(browser_of, state):
    job = make_job(state=state, error="ValueError: <b>", ended_at=NOON)
    browser = browser_of(make_user(Role.ADMINISTRATOR))
    for path in ("/jobs", f"/jobs/{job.id}"):
        answer = browser.get(path)
        assert answer.status_code == 200
        assert "Reading an identification list" in answer.text
        assert "<b>" not in answer.text


def test_a_job_given_up_is_taken_up_again(browser_of):
    job = make_job(state=JobState.FAILED, attempts=10, ended_at=NOON)
    answer = browser_of(make_user(Role.ADMINISTRATOR)).send(f"/jobs/{job.id}/attempts")
    job = db.session.get(Job, job.id)
    assert (answer.status_code, job.state, job.attempts, job.ended_at) == (303, JobState.QUEUED, 0, None)


def test_a_job_that_is_done_is_not_taken_up_again(browser_of):
    job = make_job(state=JobState.DONE)
    answer = browser_of(make_user(Role.ADMINISTRATOR)).send(f"/jobs/{job.id}/attempts")
    assert (answer.status_code, db.session.get(Job, job.id).state) == (409, JobState.DONE)


def test_the_log_shows_deeds_a_page_at_a_time_and_narrowed(browser_of):
    auditor = make_user(Role.AUDITOR)
    for _ in range(PAGE):
        audit.record("created", auditor, by=auditor)
    audit.record("disabled", auditor, by=None, reason="<script>")
    db.session.commit()
    browser = browser_of(auditor)
    page = browser.get("/audit-log").text
    assert "&lt;script&gt;" in page
    assert 'rel="next"' in page
    narrowed = browser.get("/audit-log?verb=disabled").text
    assert narrowed.count("<tr>") == 2
    assert 'rel="next"' not in narrowed


def test_every_task_has_a_name_a_person_understands():
    assert [name for name in jobs._tasks if name not in TASKS and not name.startswith("tests.")] == []


def test_every_deed_of_the_program_has_a_word():
    sources = [path.read_text() for path in Path("training").rglob("*.py")]
    verbs = {verb for text in sources for verb in re.findall(r'audit\.record\(\s*"([^"]+)"', text)}
    assert sorted(verbs - set(VERBS)) == []


def test_the_log_tells_facts_in_words_and_escapes_what_people_wrote(browser_of):
    auditor = make_user(Role.AUDITOR)
    audit.record("corrected mark", auditor, by=auditor, was="late", now="present", reason="<b>")
    audit.record("moved session", auditor, by=auditor, day="2017-11-14", half="morning", reason="")
    db.session.commit()
    page = browser_of(auditor).get("/audit-log").text
    assert "<del>late</del> → <ins>present</ins>" in page
    assert "&lt;b&gt;" in page
    assert 'datetime="2017-11-14"' in page
    assert f"User no. {auditor.id}" in page
