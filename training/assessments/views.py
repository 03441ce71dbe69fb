"""Pages of results: all marks of a class in one form, corrections, the decision."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from training import dates
from training.assessments import models, queries, service  # noqa: F401
from training.assessments.deciding import decide_outcomes, deciding_obstacles
from training.assessments.forms import CorrectionForm, MarksForm, marks_form, slot_name
from training.assessments.words import KINDS
from training.attendance import queries as attendance
from training.db import db
from training.i18n import _, ngettext
from training.permissions import Action
from training.web.access import requires
from training.web.errors import said

bp = Blueprint("results", __name__)
blueprints = (bp,)


@bp.get("/classes/<int:class_id>/results")
@requires(Action.SEE_RESULTS)
def index(class_id: int) -> ResponseReturnValue:
    return _page(class_id)


@bp.post("/classes/<int:class_id>/results")
@requires(Action.ENTER_RESULTS)
def enter(class_id: int) -> ResponseReturnValue:
    training_class = attendance.get_own_class(class_id, user=current_user)
    rows = queries.assessed(training_class, user=current_user)
    form = marks_form(rows, queries.slots(rows))
    if not form.accepts():
        return _page(class_id, form=form)
    given = {"on": form.taken_on.data, "by": current_user, "at": dates.now()}
    for entry in form.entries:
        service.enter(entry.enrolment, kind=entry.kind, attempt=entry.attempt, marks=entry.marks, **given)
    db.session.commit()
    said(ngettext("%(num)s result is saved.", "%(num)s results are saved.", len(form.entries)))
    return redirect(url_for("results.index", class_id=class_id), 303)


@bp.post("/classes/<int:class_id>/outcomes")
@requires(Action.ENTER_RESULTS)
def decide(class_id: int) -> ResponseReturnValue:
    training_class = attendance.get_own_class(class_id, user=current_user)
    decide_outcomes(training_class, by=current_user, at=dates.now(), on=dates.today())
    db.session.commit()
    said(_("The outcomes are decided; certificates can be issued."))
    return redirect(url_for("results.index", class_id=class_id), 303)


@bp.route("/results/<int:number>/correction", methods=["GET", "POST"])
@requires(Action.ENTER_RESULTS)
def correction(number: int) -> ResponseReturnValue:
    result = queries.get_result(number, user=current_user)
    form = CorrectionForm(marks=result.marks)
    if form.accepts():
        marks, reason = form.marks.data, form.reason.data
        service.correct(result, marks=marks, reason=reason, by=current_user, at=dates.now())
        db.session.commit()
        said(_("The result is corrected; the old one is kept with its date."))
        return redirect(url_for("results.index", class_id=result.enrolment.class_id), 303)
    page = {"result": result, "history": queries.history(result), "kind": KINDS[result.kind]}
    return render_template("results/correction.html", form=form, **page), form.status


def _page(class_id: int, *, form: MarksForm | None = None) -> ResponseReturnValue:
    training_class = attendance.get_class(class_id, user=current_user)
    rows = queries.assessed(training_class, user=current_user)
    works = current_user.may(Action.ENTER_RESULTS) and attendance.works_in(training_class, user=current_user)
    form = form or marks_form(rows, queries.slots(rows))
    page = {
        "rows": rows,
        "women": sum(row.official.is_woman for row in rows),
        "form": form,
        "works": works and training_class.state in service.TAKES_RESULTS,
        "obstacles": list(deciding_obstacles(training_class)),
        "names": [slot_name(slot) for slot in form.slots],
    }
    return render_template("results/index.html", training_class=training_class, **page), form.status
