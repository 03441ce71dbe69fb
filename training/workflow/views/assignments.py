"""Pages of the roles of an official: given, and ended from a day on."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from training import dates
from training.db import db
from training.i18n import _, lazy
from training.officials.models import Official
from training.officials.queries import get_official, unit_of_ones_own, units
from training.permissions import Action
from training.web.access import requires
from training.web.errors import said
from training.workflow import queries, service
from training.workflow.forms import AssignmentForm, EndingForm
from training.workflow.views.index import bp, kept


@bp.get("/officials/<int:official_id>/roles")
@requires(Action.SEE_WORKFLOW)
def of_official(official_id: int) -> ResponseReturnValue:
    official = get_official(official_id, user=current_user)
    return _page(official, _form(official))


@bp.post("/officials/<int:official_id>/roles")
@requires(Action.MANAGE_OFFICIALS)
def assign(official_id: int) -> ResponseReturnValue:
    official = get_official(official_id, user=current_user)
    form = _form(official)
    if form.accepts():
        unit = unit_of_ones_own(form.unit.data, user=current_user)
        given = queries.get_role(form.role.data)
        with form.tells_refusals():
            service.assign(official, role=given, unit=unit, on=form.on.data, by=current_user)
            db.session.commit()
            said(_("The official now holds %(role)s.", role=given.name))
            return redirect(url_for(".of_official", official_id=official.id), 303)
    return _page(official, form)


@bp.route("/assignments/<int:assignment_id>/end", methods=["GET", "POST"])
@requires(Action.MANAGE_OFFICIALS)
def end(assignment_id: int) -> ResponseReturnValue:
    assignment, form = queries.get_assignment(assignment_id, user=current_user), EndingForm(on=dates.today())
    back = url_for(".of_official", official_id=assignment.official_id)
    if form.accepts():
        with form.tells_refusals():
            service.end_assignment(assignment, on=form.on.data, by=current_user)
            return kept(lazy("The end of the role is written."), to=back)
    return render_template("workflow/end.html", assignment=assignment, form=form, back=back), form.status


def _form(official: Official) -> AssignmentForm:
    on = dates.today()
    return AssignmentForm(
        roles=queries.open_roles(on), units=units(current_user), unit=official.unit_id, on=on
    )


def _page(official: Official, form: AssignmentForm) -> ResponseReturnValue:
    held = queries.held_by(official)
    return render_template("workflow/of_official.html", official=official, held=held, form=form), form.status
