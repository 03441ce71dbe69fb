"""Pages of workflow: modules by steps, who holds a role, and the roles of an official or a unit."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from training import dates
from training.db import db
from training.errors import RuleViolation
from training.i18n import _
from training.officials.models import Official
from training.officials.queries import get_official, unit_of_ones_own, units
from training.officials.units import unit_story
from training.permissions import Action
from training.web.access import requires
from training.web.errors import said
from training.workflow import queries, service
from training.workflow.forms import AssignmentForm

bp = Blueprint("workflow", __name__)
blueprints: tuple[Blueprint, ...] = (bp,)


@bp.get("/workflow/")
@requires(Action.SEE_WORKFLOW)
def index() -> ResponseReturnValue:
    return render_template("workflow/index.html", matrix=queries.matrix(current_user))


@bp.get("/workflow/<code>")
@requires(Action.SEE_WORKFLOW)
def role(code: str) -> ResponseReturnValue:
    shown = queries.get_role(code)
    found = queries.holders(shown, user=current_user, after=request.args.get("after", type=int))
    count = queries.count_of(shown, user=current_user)
    return render_template(
        "workflow/role.html", role=shown, holders=found, count=count, page_size=queries.PAGE
    )


@bp.get("/units/<int:unit_id>/roles")
@requires(Action.SEE_WORKFLOW)
def of_unit(unit_id: int) -> ResponseReturnValue:
    unit = unit_story(unit_id, user=current_user).unit
    return render_template("workflow/of_unit.html", unit=unit, chain=queries.chain(unit, user=current_user))


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
        try:
            service.assign(official, role=given, unit=unit, on=form.on.data, by=current_user)
        except RuleViolation as refusal:
            form.form_errors.append(str(refusal))
        else:
            db.session.commit()
            said(_("The official now holds %(role)s.", role=given.name))
            return redirect(url_for(".of_official", official_id=official.id), 303)
    return _page(official, form)


@bp.post("/assignments/<int:assignment_id>/end")
@requires(Action.MANAGE_OFFICIALS)
def end(assignment_id: int) -> ResponseReturnValue:
    assignment = queries.get_assignment(assignment_id, user=current_user)
    service.end_assignment(assignment, on=dates.today(), by=current_user)
    db.session.commit()
    said(_("The role ends today."))
    return redirect(url_for(".of_official", official_id=assignment.official_id), 303)


def _form(official: Official) -> AssignmentForm:
    return AssignmentForm(
        roles=queries.roles(), units=units(current_user), unit=official.unit_id, on=dates.today()
    )


def _page(official: Official, form: AssignmentForm) -> ResponseReturnValue:
    held = queries.held_by(official)
    return render_template("workflow/of_official.html", official=official, held=held, form=form), form.status
