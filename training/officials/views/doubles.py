"""Pages of records that may be one person: side by side, decided, merged, and made two again."""

from typing import Any

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from training import dates
from training.db import db
from training.errors import RuleViolation
from training.i18n import _
from training.officials import doubles, merging, pairs, queries, unmerging
from training.officials.comparing import facts_of, side_by_side
from training.officials.doubles import Double
from training.officials.forms import LIKENESSES, MergeForm, VerdictForm
from training.permissions import Action
from training.web.access import requires
from training.web.errors import said

bp = Blueprint("doubles", __name__, url_prefix="/officials")


@bp.app_context_processor
def words() -> dict[str, Any]:
    return {"LIKENESSES": LIKENESSES}


@bp.get("/doubles")
@requires(Action.MANAGE_OFFICIALS)
def index() -> ResponseReturnValue:
    return render_template("officials/doubles.html", doubles=doubles.every_double(current_user))


@bp.get("/<int:official_id>/doubles")
@requires(Action.MANAGE_OFFICIALS)
def of_official(official_id: int) -> ResponseReturnValue:
    official = queries.get_official(official_id, user=current_user)
    return render_template(
        "officials/of_doubles.html",
        official=official,
        doubles=doubles.doubles_of(official, user=current_user),
        decided=doubles.decided_of(official, user=current_user),
        merges=doubles.merges_of(official),
    )


@bp.get("/<int:official_id>/doubles/<int:other_id>")
@requires(Action.MANAGE_OFFICIALS)
def show(official_id: int, other_id: int) -> ResponseReturnValue:
    return _page(doubles.pair(official_id, other_id, user=current_user), MergeForm())


def _page(double: Double, form: MergeForm, *refusals: RuleViolation) -> ResponseReturnValue:
    couple = _couple(double, form)
    page = render_template(
        "officials/double.html",
        double=double,
        kept=double.first,
        other=double.second,
        form=form,
        rows=side_by_side(facts_of(double.first), facts_of(double.second)),
        obstacles=list(merging.obstacles(couple)),
        belongings=doubles.belongings(double.first, double.second),
        refusals=refusals,
    )
    return page, refusals[0].status if refusals else form.status


def _couple(double: Double, form: MergeForm) -> merging.Couple:
    taken = form.taken
    return merging.Couple(double.first, double.second, on=dates.today(), at=dates.now(), take=taken)


@bp.post("/<int:official_id>/doubles/<int:other_id>/merge")
@requires(Action.MERGE_OFFICIALS)
def merge(official_id: int, other_id: int) -> ResponseReturnValue:
    double, form = doubles.pair(official_id, other_id, user=current_user), MergeForm()
    if not form.accepts():
        return _page(double, form)
    try:
        merging.merge(_couple(double, form), by=current_user)
    except RuleViolation as refusal:
        db.session.rollback()
        return _page(doubles.pair(official_id, other_id, user=current_user), form, refusal)
    db.session.commit()
    said(_("The two records are one now. This can be taken back."))
    return redirect(url_for("officials.show", official_id=official_id), 303)


@bp.post("/<int:official_id>/doubles/<int:other_id>/decision")
@requires(Action.MANAGE_OFFICIALS)
def decision(official_id: int, other_id: int) -> ResponseReturnValue:
    double, form = doubles.pair(official_id, other_id, user=current_user), VerdictForm()
    if form.accepts():
        pairs.decide(double, verdict=form.wanted, by=current_user, at=dates.now())
        db.session.commit()
        said(_("Your decision is kept and will not be asked again."))
    return redirect(url_for(".of_official", official_id=official_id), 303)


@bp.post("/<int:official_id>/doubles/<int:other_id>/withdrawal")
@requires(Action.MANAGE_OFFICIALS)
def withdrawal(official_id: int, other_id: int) -> ResponseReturnValue:
    pairs.take_back(doubles.pair(official_id, other_id, user=current_user), by=current_user)
    db.session.commit()
    said(_("The decision is taken back; the two are asked about again."))
    return redirect(url_for(".show", official_id=official_id, other_id=other_id), 303)


@bp.get("/merges/<int:merge_id>")
@requires(Action.MERGE_OFFICIALS)
def undoing(merge_id: int) -> ResponseReturnValue:
    found = doubles.get_merge(merge_id, user=current_user)
    told, why_not = unmerging.preview(found), list(unmerging.obstacles(found))
    return render_template("officials/unmerging.html", merge=found, preview=told, obstacles=why_not)


@bp.post("/merges/<int:merge_id>/undoing")
@requires(Action.MERGE_OFFICIALS)
def undo(merge_id: int) -> ResponseReturnValue:
    found = doubles.get_merge(merge_id, user=current_user)
    kept_id, other_id = found.kept_id, found.other_id
    unmerging.undo(found, by=current_user, at=dates.now())
    db.session.commit()
    said(_("They are two records again; each has what was his."))
    return redirect(url_for(".show", official_id=kept_id, other_id=other_id), 303)
