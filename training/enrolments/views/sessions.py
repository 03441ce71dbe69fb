"""A session moves or falls away; a class is cancelled: each with its reason."""

from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from training import dates
from training.classes.models import TrainingSession
from training.classes.queries import get_class, get_session
from training.classes.rules import ReasonNeeded
from training.db import db
from training.enrolments import service, sessions
from training.enrolments.forms import ReasonForm, SessionForm
from training.errors import NotFound, RuleViolation
from training.i18n import _
from training.permissions import Action
from training.web.access import requires
from training.web.errors import said

bp = Blueprint("sessions", __name__, url_prefix="/classes/<int:class_id>/sessions/<int:session_id>")
cancellations = Blueprint("cancellations", __name__, url_prefix="/classes/<int:class_id>/cancellation")


@bp.route("/", methods=["GET", "POST"])
@requires(Action.MOVE_SESSIONS)
def edit(class_id: int, session_id: int) -> ResponseReturnValue:
    moved = _session(class_id, session_id)
    form = _form(moved)
    if not form.accepts():
        return _page(class_id, session_id, form=form)
    try:
        sessions.move_session(moved, **form.facts, by=current_user, at=dates.now())
    except RuleViolation as violation:
        return _page(class_id, session_id, form=form, refusal=violation)
    db.session.commit()
    said(_("The session is moved. Its officials see it in their schedules."))
    return redirect(url_for("classes.show", class_id=class_id), 303)


@bp.post("/cancellation")
@requires(Action.MOVE_SESSIONS)
def cancel(class_id: int, session_id: int) -> ResponseReturnValue:
    cancelled, form = _session(class_id, session_id), ReasonForm()
    try:
        if not form.accepts():
            raise ReasonNeeded
        sessions.cancel_session(cancelled, reason=form.reason.data, by=current_user, at=dates.now())
    except RuleViolation as violation:
        return _page(class_id, session_id, form=None, refusal=violation)
    db.session.commit()
    said(_("The session is cancelled."))
    return redirect(url_for("classes.show", class_id=class_id), 303)


@cancellations.post("/")
@requires(Action.MANAGE_CLASSES)
def create(class_id: int) -> ResponseReturnValue:
    training_class = get_class(class_id, for_user=current_user)
    reason = request.form.get("reason", "")[:300]
    service.cancel_class(training_class, reason=reason, by=current_user, at=dates.now())
    db.session.commit()
    said(_("The class is cancelled and everybody in it is free."))
    return redirect(url_for("classes.show", class_id=class_id), 303)


def _session(class_id: int, session_id: int) -> TrainingSession:
    found = get_session(session_id, for_user=current_user)
    if found.class_id != class_id:
        raise NotFound
    return found


def _form(training_session: TrainingSession) -> SessionForm:
    """The form as the session stands, or as the calendar asked for in the address."""
    form = SessionForm(**_as_it_stands(training_session))
    if request.method == "GET":
        for field in (form.day, form.half, form.room):
            if field.name in request.args:
                field.process(request.args)
    return form


def _as_it_stands(was: TrainingSession) -> dict[str, Any]:
    return {"day": was.day, "half": was.half, "room": was.room_id, "trainer": was.trainer_id}


def _page(
    class_id: int, session_id: int, *, form: SessionForm | None, refusal: RuleViolation | None = None
) -> ResponseReturnValue:
    if refusal:
        db.session.rollback()
    training_session = _session(class_id, session_id)
    shown = form or SessionForm(formdata=None, **_as_it_stands(training_session))
    page = {
        "training_class": get_class(class_id, for_user=current_user),
        "training_session": training_session,
    }
    status = 422 if refusal or shown.errors else 200
    return render_template("enrolments/session.html", form=shown, refusal=refusal, **page), status
