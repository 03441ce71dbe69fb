"""Long work on a list: what becomes a job, and how far it is."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import select

from training import jobs
from training.accounts.models import User
from training.db import db
from training.i18n import Text, _, lazy
from training.identification.applying import RegisterChanged
from training.identification.models import IdentificationList
from training.jobs import Job, JobState

AT_ONCE = 2_000  # rows; more may take longer than two seconds
TASKS: Mapping[str, Text] = {
    "identification.reviewing.read_list": lazy("The list is being read."),
    "identification.applying.apply_list": lazy("The list is being applied."),
    "identification.departures.end_departures": lazy("What the newer list names no more is being ended."),
    "identification.placing.place_list": lazy("The list is being looked at anew."),
    "identification.undoing.undo_list": lazy("The list is being taken back."),
    "identification.answering.answer_list": lazy("The list is being written with its results."),
}


@dataclass(frozen=True, slots=True)
class Work:
    """The latest job of a list, as its page shows it."""

    state: JobState
    done: int
    total: int
    words: Text
    marked_anew: int  # rows that no more fitted the register, so that nothing was applied

    @property
    def is_going(self) -> bool:
        return self.state in {JobState.QUEUED, JobState.RUNNING}

    @property
    def is_told(self) -> bool:
        """Whether somebody must do something now that it has ended."""
        return self.state is JobState.FAILED or self.marked_anew > 0


def is_long(identification_list: IdentificationList) -> bool:
    """Whether what is done with the whole list is done by a worker, not while somebody waits for the page."""
    return sum(identification_list.counts.values()) > AT_ONCE


def submit(task: jobs.Task, identification_list: IdentificationList, *, by: User, **more: str) -> Job:
    """Let a worker do ``task`` on the list; while one is at work on it, that is all that happens."""
    latest = _latest(identification_list)
    if latest is not None and latest.state in {JobState.QUEUED, JobState.RUNNING}:
        return latest
    return jobs.submit(task, by=by, list_id=identification_list.id, by_id=by.id, **more)


def work_on(identification_list: IdentificationList) -> Work | None:
    """The latest job of the list, if it was ever given to a worker."""
    job = _latest(identification_list)
    return Work(job.state, job.done, job.total, _words(job), _marked_anew(job)) if job else None


def _latest(identification_list: IdentificationList) -> Job | None:
    of_list = Job.task.in_(TASKS) & (Job.arguments["list_id"].as_integer() == identification_list.id)
    return db.session.scalar(select(Job).where(of_list).order_by(Job.id.desc()).limit(1))


def _words(job: Job) -> Text:
    if job.state is JobState.FAILED:
        return _("This did not succeed; the administrator sees why under “Jobs and health”.")
    if marked_anew := _marked_anew(job):
        return str(RegisterChanged(count=marked_anew))
    if job.state is JobState.RUNNING and job.total:
        told = _("%(done)s of %(total)s", done=job.done, total=job.total)
        return f"{TASKS[job.task]} {told}"
    return TASKS[job.task]


def _marked_anew(job: Job) -> int:
    return int(job.result.get("marked_anew", 0))
