"""The page that shows all of it, and what the others share."""

from collections.abc import Callable

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from training import dates
from training.db import db
from training.errors import RuleViolation
from training.i18n import Text
from training.permissions import Action
from training.resources import queries
from training.resources.forms import ResourceForm
from training.web.access import requires
from training.web.errors import said

bp = Blueprint("resources", __name__, url_prefix="/resources")


@bp.get("/")
@requires(Action.SEE_RESOURCES)
def index() -> ResponseReturnValue:
    year = request.args.get("year", default=dates.today().year, type=int)
    year = min(max(year, 2000), 2100)
    return render_template(
        "resources/index.html",
        centres=queries.centres(),
        trainers=queries.trainers(),
        holidays=queries.holidays(year),
        blackouts=queries.blackouts(),
        year=year,
    )


def answered(
    form: ResourceForm, *, title: Text, done: Text, write: Callable[[], object]
) -> ResponseReturnValue:
    """Show ``form`` under ``title``; when it was sent and is right, ``write``, keep it, and say ``done``."""
    if form.accepts():
        try:
            write()
        except RuleViolation as refusal:
            form.form_errors.append(str(refusal))
        else:
            return kept(done)
    page = render_template("resources/form.html", form=form, heading=title, action=request.path)
    return page, form.status


def kept(done: Text) -> ResponseReturnValue:
    db.session.commit()
    said(str(done))
    return redirect(url_for("resources.index"), 303)
