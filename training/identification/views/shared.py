"""What the pages of lists share: their blueprint, and how long work is given to a worker."""

from flask import Blueprint, current_app, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from training import jobs
from training.db import db
from training.identification import working
from training.identification.models import IdentificationList

bp = Blueprint("identification", __name__, url_prefix="/lists")


def given_to_a_worker(task: jobs.Task, found: IdentificationList, **more: str) -> ResponseReturnValue:
    job = working.submit(task, found, by=current_user, **more)
    db.session.commit()
    jobs.wake(current_app, job)
    return redirect(url_for(".show", number=found.id), 303)
