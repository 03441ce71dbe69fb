"""Pages of units, which count their officials, and what may be changed about a unit."""

from collections.abc import Callable
from typing import Any

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from training import dates
from training.db import db
from training.errors import RuleViolation
from training.i18n import Text, lazy
from training.officials import queries, units
from training.organisation import jobs, names, service  # noqa: F401 - jobs adds its chore
from training.organisation.forms import (
    KINDS,
    NewUnitForm,
    RenameForm,
    SpellingForm,
    UnitFactsForm,
    UnitFilterForm,
    UnitPlaceForm,
)
from training.organisation.models import Unit
from training.permissions import Action
from training.web.access import requires
from training.web.errors import said
from training.web.forms import BaseForm

bp = Blueprint("organisation", __name__, url_prefix="/units")


@bp.app_context_processor
def words() -> dict[str, Any]:
    return {"UNIT_KINDS": KINDS, "is_name": names.is_name}


@bp.get("/")
@requires(Action.SEE_UNITS)
def index() -> ResponseReturnValue:
    form = UnitFilterForm.from_address(provinces=units.provinces(), ministries=units.ministries(current_user))
    rows = units.unit_rows(current_user, units.UnitFilters(on=dates.today(), **form.chosen))
    return render_template("organisation/index.html", form=form, rows=rows)


@bp.get("/<int:unit_id>")
@requires(Action.SEE_UNITS)
def show(unit_id: int) -> ResponseReturnValue:
    story = units.unit_story(unit_id, user=current_user)
    return render_template("organisation/show.html", story=story, unit=story.unit, spelling=SpellingForm())


@bp.route("/new", methods=["GET", "POST"])
@requires(Action.MANAGE_UNITS)
def new() -> ResponseReturnValue:
    form = NewUnitForm(
        units=queries.units(current_user), provinces=units.provinces(), on=dates.today(),
        under=request.args.get("under", type=int),
    )  # fmt: skip
    if form.accepts():
        with form.tells_refusals():
            unit = service.found_unit(by=current_user, **form.facts)
            return _kept(unit, lazy("The unit is written; lists may now name it."))
    return render_template("organisation/new.html", form=form), form.status


@bp.route("/<int:unit_id>/edit", methods=["GET", "POST"])
@requires(Action.MANAGE_UNITS)
def edit(unit_id: int) -> ResponseReturnValue:
    unit = _unit(unit_id)
    form = UnitFactsForm(obj=unit, provinces=units.provinces(), province=unit.province_code)
    return _answered(
        form, unit, title=lazy("Change the unit"), done=lazy("The unit is changed."),
        write=lambda: service.change_unit(unit, by=current_user, **form.facts),
    )  # fmt: skip


@bp.route("/<int:unit_id>/name", methods=["GET", "POST"])
@requires(Action.MANAGE_UNITS)
def name(unit_id: int) -> ResponseReturnValue:
    unit = _unit(unit_id)
    form = RenameForm(obj=unit, on=dates.today())
    return _answered(
        form, unit, title=lazy("Rename the unit"),
        facts=lazy("The former name stays in its story and on papers that were issued."),
        done=lazy("The name is written; lists may still use the former one."),
        write=lambda: names.rename(unit, by=current_user, **form.words),
    )  # fmt: skip


@bp.route("/<int:unit_id>/place", methods=["GET", "POST"])
@requires(Action.MANAGE_UNITS)
def place(unit_id: int) -> ResponseReturnValue:
    unit = _unit(unit_id)
    form = UnitPlaceForm(units=queries.units(current_user), under=unit.parent_id or 0)
    return _answered(
        form, unit, title=lazy("Move the unit in the tree"),
        facts=lazy("All units below it move along; whoever answers for the new unit above answers for them."),
        done=lazy("The unit has its new place."),
        write=lambda: service.move(unit, under=form.parent, by=current_user),
    )  # fmt: skip


@bp.post("/<int:unit_id>/spellings")
@requires(Action.MANAGE_UNITS)
def spellings(unit_id: int) -> ResponseReturnValue:
    story, form = units.unit_story(unit_id, user=current_user), SpellingForm()
    if form.accepts():
        try:
            names.add_spelling(story.unit, form.spelling.data, by=current_user)
        except RuleViolation as refusal:
            form.spelling.errors = [str(refusal)]
        else:
            return _kept(story.unit, lazy("Lists may now use this spelling."))
    return render_template("organisation/show.html", story=story, unit=story.unit, spelling=form), 422


@bp.post("/spellings/<int:alias_id>/removal")
@requires(Action.MANAGE_UNITS)
def spelling_removal(alias_id: int) -> ResponseReturnValue:
    alias = units.get_spelling(alias_id)
    unit = _unit(alias.unit_id)
    names.drop_spelling(alias, on=dates.today(), by=current_user)
    return _kept(unit, lazy("Lists that write it so no longer mean this unit."))


def _unit(number: int) -> Unit:
    return units.unit_story(number, user=current_user).unit


def _answered(
    form: BaseForm, unit: Unit, *, title: Text, done: Text, write: Callable[[], object], facts: Text = ""
) -> ResponseReturnValue:
    """Show ``form`` under ``title``; when it was sent and is right, ``write`` and say ``done``."""
    if form.accepts():
        with form.tells_refusals():
            write()
            return _kept(unit, done)
    page = {"form": form, "unit": unit, "heading": title, "sentence": facts, "action": request.path}
    return render_template("organisation/form.html", **page), form.status


def _kept(unit: Unit, done: Text) -> ResponseReturnValue:
    db.session.commit()
    said(str(done))
    return redirect(url_for("organisation.show", unit_id=unit.id), 303)
