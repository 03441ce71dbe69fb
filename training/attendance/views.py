"""Pages of attendance: the class at a glance, the sheet of one session, corrections, the sheet on paper."""

from datetime import date

from flask import Blueprint, abort, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from training import dates, i18n
from training.attendance import models, printing, queries, service  # noqa: F401
from training.attendance.forms import CorrectionForm, sheet_form
from training.attendance.models import Presence
from training.attendance.sheet import sheet_pdf
from training.db import db
from training.i18n import _
from training.permissions import Action
from training.web.access import requires
from training.web.downloads import PDF, download
from training.web.errors import said
from training.web.frame import known_institution

bp = Blueprint("attendance", __name__)
blueprints = (bp,)


@bp.get("/classes/<int:class_id>/attendance")
@requires(Action.SEE_ATTENDANCE)
def index(class_id: int) -> ResponseReturnValue:
    training_class = queries.get_class(class_id, user=current_user)
    board = queries.board(training_class, user=current_user)
    works = queries.works_in(training_class, user=current_user)
    return render_template("attendance/index.html", board=board, training_class=training_class, works=works)


@bp.route("/sessions/<int:number>/attendance", methods=["GET", "POST"])
@requires(Action.MARK_ATTENDANCE)
def sheet(number: int) -> ResponseReturnValue:
    training_session = queries.get_session(number, user=current_user)
    training_class = queries.get_class(training_session.class_id, user=current_user)
    seats = queries.seated(training_class, user=current_user)
    marks = service.current_marks(training_session)
    form = sheet_form(seats, marks)
    if form.accepts():
        others = Presence.PRESENT if request.form.get("all") == "present" else None
        service.mark(training_session, form.presences(all_others=others), by=current_user, at=dates.now())
        db.session.commit()
        said(_("Attendance is saved."))
        return redirect(url_for("attendance.sheet", number=number), 303)
    obstacles = list(service.marking_obstacles(training_session, training_class, at=dates.now()))
    page = {"form": form, "marks": marks, "obstacles": obstacles, "session_": training_session}
    return render_template("attendance/sheet.html", training_class=training_class, **page), form.status


@bp.post("/sessions/<int:number>/seal")
@requires(Action.MARK_ATTENDANCE)
def seal(number: int) -> ResponseReturnValue:
    training_session = queries.get_session(number, user=current_user)
    service.seal(training_session, by=current_user, at=dates.now())
    db.session.commit()
    said(_("The session is sealed."))
    return redirect(url_for("attendance.index", class_id=training_session.class_id), 303)


@bp.route("/marks/<int:number>/correction", methods=["GET", "POST"])
@requires(Action.MARK_ATTENDANCE)
def correction(number: int) -> ResponseReturnValue:
    mark = queries.get_mark(number, user=current_user)
    form = CorrectionForm(presence=mark.presence.value)
    if form.accepts():
        presence, reason = Presence(form.presence.data), form.reason.data
        service.correct(mark, presence=presence, reason=reason, by=current_user, at=dates.now())
        db.session.commit()
        said(_("The mark is corrected; the old one is kept with its date."))
        return redirect(url_for("attendance.index", class_id=mark.training_session.class_id), 303)
    history = queries.history(mark)
    return render_template("attendance/correction.html", mark=mark, form=form, history=history), form.status


@bp.get("/classes/<int:class_id>/attendance/<day>.pdf")
@requires(Action.MARK_ATTENDANCE)
def paper(class_id: int, day: str) -> ResponseReturnValue:
    training_class = queries.get_own_class(class_id, user=current_user)
    sessions = queries.standing(training_class)
    facts = printing.sheet_facts(
        training_class,
        queries.seated(training_class, user=current_user),
        sessions,
        day=_day(day),
        language="km" if i18n.language() == "km" else "en",
        house=known_institution(),
        address=_address(class_id),
    )
    return download(sheet_pdf(facts), name=f"attendance-{class_id}-{day}.pdf", kind=PDF)


def _address(class_id: int) -> str:
    """Where these marks are entered, for the code in the corner; none without a public address."""
    public = current_app.config["PUBLIC_URL"]
    return public + url_for("attendance.index", class_id=class_id) if public else ""


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        abort(404)
