"""Pages of readiness: the go-live board, one chain with its names, and the licences."""

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from training import dates
from training.db import db
from training.i18n import _
from training.permissions import Action
from training.readiness import models, queries, service  # noqa: F401
from training.readiness.chains import Chain
from training.readiness.forms import BoardFilters, LicenceForm, WithdrawalForm
from training.web.access import requires
from training.web.charts import readiness_cell
from training.web.errors import said

bp = Blueprint("readiness", __name__)
licences = Blueprint("licences", __name__)
blueprints = (bp, licences)


@bp.get("/readiness")
@requires(Action.SEE_READINESS)
def index() -> ResponseReturnValue:
    filters = BoardFilters.from_address()
    board = queries.board(current_user, on=dates.today(), kind=filters.wanted)
    return render_template("readiness/index.html", board=board, filters=filters, drawn=_drawn)


@bp.get("/readiness/<int:unit_id>/<module>")
@requires(Action.SEE_READINESS)
def cell(unit_id: int, module: str) -> ResponseReturnValue:
    found = queries.cell(unit_id, module, user=current_user, on=dates.today())
    return render_template("readiness/cell.html", cell=found)


@licences.get("/licences", endpoint="index")
@requires(Action.SEE_LICENCES)
def licences_index() -> ResponseReturnValue:
    rows = queries.licences(current_user)
    lists = queries.licence_lists(current_user, on=dates.today())
    women = sum(each.official.is_woman for each in rows)
    return render_template("licences/index.html", rows=rows, women=women, lists=lists)


@licences.route("/units/<int:unit_id>/licences/<int:official_id>", methods=["GET", "POST"])
@requires(Action.MANAGE_LICENCES)
def grant(unit_id: int, official_id: int) -> ResponseReturnValue:
    official = queries.get_official(official_id, user=current_user)
    unit, form = queries.get_unit(unit_id, user=current_user), LicenceForm()
    if form.accepts():
        given = {"unit": unit, "on": dates.today(), "by": current_user, "exception": form.exception.data}
        service.grant_licence(official, **given)
        db.session.commit()
        said(_("The licence is granted."))
        return redirect(url_for("licences.index"), 303)
    obstacles = list(service.obstacles(official, unit=unit, on=dates.today()))
    page = {"official": official, "unit": unit, "form": form, "obstacles": obstacles}
    return render_template("licences/grant.html", **page), form.status


@licences.route("/licences/<int:number>/withdrawal", methods=["GET", "POST"])
@requires(Action.MANAGE_LICENCES)
def withdraw(number: int) -> ResponseReturnValue:
    licence, form = queries.get_licence(number, user=current_user), WithdrawalForm()
    if form.accepts():
        service.withdraw(licence, reason=form.reason.data, on=dates.today(), by=current_user)
        db.session.commit()
        said(_("The licence is withdrawn."))
        return redirect(url_for("licences.index"), 303)
    return render_template("licences/withdraw.html", licence=licence, form=form), form.status


def _drawn(chain: Chain, unit_id: int, module: str) -> str:
    """The cell of the board, which opens to the names."""
    steps = [step.name.lower() for step in chain.steps]
    return readiness_cell(
        chain.state, steps=steps, url=url_for("readiness.cell", unit_id=unit_id, module=module)
    )
