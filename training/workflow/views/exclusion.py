"""The page of steps that exclude each other."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from training.db import db
from training.i18n import _, lazy
from training.permissions import Action
from training.web.access import requires
from training.web.errors import said
from training.workflow import exclusion
from training.workflow.forms import ExclusionForm
from training.workflow.views.index import bp, kept


@bp.get("/workflow/exclusions/")
@requires(Action.SEE_WORKFLOW)
def exclusions() -> ResponseReturnValue:
    return _page(ExclusionForm(steps=exclusion.all_steps()))


@bp.post("/workflow/exclusions/")
@requires(Action.MANAGE_WORKFLOW)
def exclude() -> ResponseReturnValue:
    form = ExclusionForm(steps=exclusion.all_steps())
    if form.accepts():
        first, second = exclusion.get_step(form.first.data), exclusion.get_step(form.second.data)
        with form.tells_refusals():
            exclusion.exclude(first, second, by=current_user)
            db.session.commit()
            said(_("Nobody can be given both from now on."))
            return redirect(url_for(".exclusions"), 303)
    return _page(form)


@bp.post("/workflow/exclusions/<first>/<second>/removal")
@requires(Action.MANAGE_WORKFLOW)
def exclusion_removal(first: str, second: str) -> ResponseReturnValue:
    steps = exclusion.get_step(first), exclusion.get_step(second)
    exclusion.no_longer_exclude(*steps, by=current_user)
    return kept(lazy("One official may now hold both."), to=url_for(".exclusions"))


def _page(form: ExclusionForm) -> ResponseReturnValue:
    return render_template("workflow/exclusions.html", pairs=exclusion.exclusions(), form=form), form.status
