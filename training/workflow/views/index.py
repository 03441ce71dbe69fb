"""The page of all modules and roles, and what the forms share."""

from collections.abc import Callable

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from training import dates
from training.db import db
from training.i18n import Text
from training.permissions import Action
from training.web.access import requires
from training.web.errors import said
from training.web.forms import BaseForm
from training.workflow import queries

bp = Blueprint("workflow", __name__)


@bp.get("/workflow/")
@requires(Action.SEE_WORKFLOW)
def index() -> ResponseReturnValue:
    return render_template("workflow/index.html", matrix=queries.matrix(current_user, on=dates.today()))


def answered(
    form: BaseForm, *, title: Text, done: Text, write: Callable[[], object], facts: Text = "", to: str = ""
) -> ResponseReturnValue:
    """Show ``form`` under ``title``; when it was sent and is right, ``write``, say ``done``, go ``to``."""
    back = to or url_for("workflow.index")
    if form.accepts():
        with form.tells_refusals():
            write()
            return kept(done, to=back)
    words = {"heading": title, "sentence": facts, "action": request.path, "back": back}
    return render_template("workflow/form.html", form=form, **words), form.status


def kept(done: Text, *, to: str) -> ResponseReturnValue:
    db.session.commit()
    said(str(done))
    return redirect(to, 303)
