"""The first page."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from training import dates
from training.home.parts import parts
from training.permissions import Action
from training.web.access import requires

bp = Blueprint("home", __name__)
blueprints: tuple[Blueprint, ...] = (bp,)


@bp.get("/")
@requires(Action.SEE_OWN_HOME)
def index() -> ResponseReturnValue:
    return render_template("home/index.html", parts=parts(current_user, on=dates.today()))
