"""Pages of operation: jobs and their progress, the audit log, the settings, and whether the program lives."""

from typing import Any

from flask import Blueprint, current_app, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from training import dates
from training import jobs as work
from training.db import db
from training.errors import NotFound
from training.i18n import _
from training.operation import queries, service, telling
from training.operation.forms import InstitutionForm, LogFilters
from training.permissions import Action
from training.web.access import public, requires
from training.web.errors import said
from training.web.frame import known_institution
from training.web.look import here

bp = Blueprint("operation", __name__)
settings = Blueprint("settings", __name__, url_prefix="/settings")
audit_log = Blueprint("audit_log", __name__, url_prefix="/audit-log")
blueprints = (bp, settings, audit_log)


@bp.get("/health")
@public
def health() -> ResponseReturnValue:
    """For a watching machine: the program answers, and so does its database."""
    queries.health()
    return jsonify(status="ok")


@bp.get("/jobs")
@requires(Action.SEE_OPERATION)
def jobs() -> ResponseReturnValue:
    lines = queries.jobs(before=request.args.get("before", type=int))
    further = here(before=str(lines[-1].job.id)) if len(lines) == queries.PAGE else None
    return render_template("operation/jobs.html", lines=lines, health=queries.health(), further=further)


@bp.get("/jobs/<int:number>")
@requires(Action.SEE_OWN_HOME)
def job(number: int) -> ResponseReturnValue:
    return render_template("operation/job.html", line=_own_or_seen(number))


@bp.get("/jobs/<int:number>.json")
@requires(Action.SEE_OWN_HOME)
def progress(number: int) -> ResponseReturnValue:
    line = _own_or_seen(number)
    told: dict[str, Any] = {"state": line.job.state, "done": line.job.done, "total": line.job.total}
    return jsonify(told | {"words": str(line.words)})


@bp.post("/jobs/<int:number>/attempts")
@requires(Action.MANAGE_SETTINGS)
def again(number: int) -> ResponseReturnValue:
    line = _own_or_seen(number)
    service.take_up_again(line.job, by=current_user, at=dates.now())
    db.session.commit()
    work.wake(current_app, line.job)
    return redirect(url_for(".job", number=number), 303)


@settings.route("", methods=["GET", "POST"])
@requires(Action.MANAGE_SETTINGS)
def index() -> ResponseReturnValue:
    house = known_institution()
    form = InstitutionForm(obj=house)
    if form.accepts():
        with form.tells_refusals():
            service.change_institution(house, by=current_user, **form.facts)
            db.session.commit()
            said(_("The settings are changed."))
            return redirect(url_for(".index"), 303)
    return render_template("operation/settings.html", form=form), form.status


@audit_log.get("", endpoint="index")
@requires(Action.SEE_AUDIT)
def listed() -> ResponseReturnValue:
    form = LogFilters.from_address()
    entries = queries.entries(before=request.args.get("before", type=int), **form.chosen)
    further = here(before=str(entries[-1].id)) if len(entries) == queries.PAGE else None
    return render_template(
        "operation/log.html",
        filters=form,
        entries=entries,
        further=further,
        verbs=queries.VERBS,
        named=telling.named,
        told=telling.told,
    )


def _own_or_seen(number: int) -> queries.JobLine:
    """A job is shown to who asked for it, and to who looks after the program."""
    line = queries.job(number)
    if line is None:
        raise NotFound
    if line.job.submitted_by_id != current_user.id and not current_user.may(Action.SEE_OPERATION):
        raise NotFound
    return line
