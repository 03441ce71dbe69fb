"""Pages that close a unit and open it again."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from training import dates
from training.i18n import lazy
from training.officials.units import unit_story
from training.organisation.models import Unit
from training.permissions import Action
from training.web.access import requires
from training.workflow import closing, queries
from training.workflow.forms import ClosingForm
from training.workflow.views.index import bp, kept


@bp.get("/units/<int:unit_id>/roles")
@requires(Action.SEE_WORKFLOW)
def of_unit(unit_id: int) -> ResponseReturnValue:
    unit = _unit(unit_id)
    chain = queries.chain(unit, user=current_user, on=dates.today())
    return render_template("workflow/of_unit.html", unit=unit, chain=chain)


@bp.route("/units/<int:unit_id>/closing", methods=["GET", "POST"])
@requires(Action.MANAGE_UNITS)
def unit_closing(unit_id: int) -> ResponseReturnValue:
    unit, form = _unit(unit_id), ClosingForm(on=dates.today())
    if form.accepts():
        form.form_errors = [str(reason) for reason in closing.obstacles_to_closing(unit, on=form.on.data)]
        if not form.form_errors:
            closing.close_unit(unit, on=form.on.data, by=current_user)
            return kept(lazy("The unit is closed from that day on."), to=_page(unit))
    reasons = [] if form.errors else list(closing.obstacles_to_closing(unit, on=dates.today()))
    page = render_template("workflow/unit_closing.html", unit=unit, form=form, reasons=reasons)
    return page, form.status


@bp.post("/units/<int:unit_id>/reopening")
@requires(Action.MANAGE_UNITS)
def unit_reopening(unit_id: int) -> ResponseReturnValue:
    unit = _unit(unit_id)
    closing.reopen_unit(unit, by=current_user)
    return kept(lazy("The unit stands again."), to=_page(unit))


def _unit(number: int) -> Unit:
    return unit_story(number, user=current_user).unit


def _page(unit: Unit) -> str:
    return url_for("organisation.show", unit_id=unit.id)
