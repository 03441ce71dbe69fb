"""Pages of units; they stand with the officials, because they count them."""

from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from training import dates
from training.db import db
from training.errors import RuleViolation
from training.i18n import _
from training.officials import units
from training.officials.forms import KINDS, RenameForm, SpellingForm, UnitFilterForm
from training.organisation import service
from training.permissions import Action
from training.web.access import requires
from training.web.errors import said

bp = Blueprint("organisation", __name__, url_prefix="/units")


@bp.app_context_processor
def words() -> dict[str, Any]:
    return {"UNIT_KINDS": KINDS}


@bp.get("/")
@requires(Action.SEE_UNITS)
def index() -> ResponseReturnValue:
    form = UnitFilterForm.from_address(provinces=units.provinces())
    rows = units.unit_rows(current_user, kind=form.kind.data, province=form.province.data)
    return render_template("organisation/index.html", form=form, rows=rows)


@bp.get("/<int:unit_id>")
@requires(Action.SEE_UNITS)
def show(unit_id: int) -> ResponseReturnValue:
    story = units.unit_story(unit_id, user=current_user)
    return render_template("organisation/show.html", story=story, unit=story.unit, spelling=SpellingForm())


@bp.route("/<int:unit_id>/name", methods=["GET", "POST"])
@requires(Action.MANAGE_UNITS)
def name(unit_id: int) -> ResponseReturnValue:
    unit = units.unit_story(unit_id, user=current_user).unit
    form = RenameForm(obj=unit, on=dates.today())
    if form.accepts():
        try:
            service.rename(unit, by=current_user, **form.words)
        except RuleViolation as refusal:
            form.form_errors.append(str(refusal))
        else:
            db.session.commit()
            said(_("The unit has its new name; lists may still use the former one."))
            return redirect(url_for(".show", unit_id=unit.id), 303)
    return render_template("organisation/name.html", form=form, unit=unit), form.status


@bp.post("/<int:unit_id>/spellings")
@requires(Action.MANAGE_UNITS)
def spellings(unit_id: int) -> ResponseReturnValue:
    story = units.unit_story(unit_id, user=current_user)
    form = SpellingForm()
    if form.accepts():
        try:
            service.add_spelling(story.unit, form.spelling.data, by=current_user)
        except RuleViolation as refusal:
            form.spelling.errors = [str(refusal)]
        else:
            db.session.commit()
            said(_("Lists may now use this spelling."))
            return redirect(url_for(".show", unit_id=unit_id), 303)
    return render_template("organisation/show.html", story=story, unit=story.unit, spelling=form), 422
