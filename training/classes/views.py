"""Pages of classes."""

from typing import Any

from flask import Blueprint, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from training import dates
from training.classes import jobs, queries, scope, service  # noqa: F401 - they add chores and clauses
from training.classes.forms import ClassFilters, ClassForm
from training.classes.models import TrainingClass
from training.classes.rules import HALVES
from training.db import db
from training.i18n import Text, _, lazy
from training.permissions import Action
from training.web.access import requires
from training.web.errors import said
from training.web.look import here

bp = Blueprint("classes", __name__, url_prefix="/classes")
blueprints: tuple[Blueprint, ...] = (bp,)
TABS: tuple[tuple[Text, str, Action], ...] = (
    (lazy("Details"), "classes.show", Action.SEE_CLASSES),
    (lazy("Seats"), "seats.index", Action.SEE_SEATS),
    (lazy("Waiting list"), "waiting.index", Action.SEE_SEATS),
    (lazy("Attendance"), "attendance.index", Action.SEE_ATTENDANCE),
    (lazy("Results"), "results.index", Action.SEE_RESULTS),
    (lazy("Certificates"), "certificates.of_class", Action.SEE_CERTIFICATES),
)


def class_tabs(training_class: TrainingClass) -> list[tuple[Text, str]]:
    """The parts of a class's page that there are and that the reader may open."""
    return [
        (label, url_for(endpoint, class_id=training_class.id))
        for label, endpoint, action in TABS
        if endpoint in current_app.view_functions and current_user.may(action)
    ]


@bp.app_context_processor
def words() -> dict[str, Any]:
    return {"class_tabs": class_tabs, "HALF_DAYS": HALVES}


@bp.get("/")
@requires(Action.SEE_CLASSES)
def index() -> ResponseReturnValue:
    filters = ClassFilters.from_address()
    page = queries.class_page(for_user=current_user, after=request.args.get("after"), **filters.chosen)
    further = here(after=page.after) if page.after else None
    return render_template("classes/index.html", filters=filters, page=page, further=further)


@bp.get("/<int:class_id>")
@requires(Action.SEE_CLASSES)
def show(class_id: int) -> ResponseReturnValue:
    training_class = queries.get_class(class_id, for_user=current_user)
    sessions = queries.sessions_of(training_class)
    changes = queries.changes_of(training_class)
    return render_template(
        "classes/show.html", training_class=training_class, sessions=sessions, changes=changes
    )


@bp.route("/new", methods=["GET", "POST"])
@requires(Action.MANAGE_CLASSES)
def new() -> ResponseReturnValue:
    form = ClassForm()
    if form.accepts() and request.form.get("step") != "look":
        opened = service.open_class(
            form.courses[form.course.data], by=current_user, at=dates.now(), on=dates.today(), **form.facts
        )
        db.session.commit()
        said(_("The class is open as a draft. Look at it, then publish it."))
        return redirect(url_for(".show", class_id=opened.id), 303)
    return render_template("classes/new.html", form=form), form.status


@bp.post("/<int:class_id>/publication")
@requires(Action.MANAGE_CLASSES)
def publish(class_id: int) -> ResponseReturnValue:
    training_class = queries.get_class(class_id, for_user=current_user)
    service.publish(training_class, by=current_user, at=dates.now())
    db.session.commit()
    said(_("The class is published: officials can be given seats."))
    return redirect(url_for(".show", class_id=class_id), 303)
