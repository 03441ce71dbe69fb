"""The page that shows all of it, and what the others share."""

from collections.abc import Callable

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from training import dates
from training.courses.queries import features
from training.db import db
from training.i18n import Text
from training.permissions import Action
from training.resources import queries
from training.resources.forms import ResourceForm
from training.web.access import requires
from training.web.errors import said

bp = Blueprint("resources", __name__, url_prefix="/resources")
HERE = "resources.index"


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
        features={feature.code: feature.name for feature in features()},
    )


def answered(
    form: ResourceForm, *, title: Text, done: Text, write: Callable[[], object], to: str = HERE
) -> ResponseReturnValue:
    """Show ``form`` under ``title``; when it was sent and is right, ``write``, say ``done``, go ``to``."""
    if form.accepts():
        with form.tells_refusals():
            write()
            return kept(done, to=to)
    page = render_template(
        "resources/form.html", form=form, heading=title, action=request.path, back=url_for(to)
    )
    return page, form.status


def kept(done: Text, *, to: str = HERE) -> ResponseReturnValue:
    db.session.commit()
    said(str(done))
    return redirect(url_for(to), 303)
