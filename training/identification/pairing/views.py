"""The page of a list's doubtful pairs: side by side, decided with two buttons, taken back."""

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from training import dates
from training.db import db
from training.i18n import _
from training.identification import deciding, pairs, queries, reviewing
from training.officials.forms import VerdictForm
from training.permissions import Action
from training.web.access import requires
from training.web.errors import said

bp = Blueprint("pairs", __name__, url_prefix="/lists")


@bp.get("/<int:number>/pairs")
@requires(Action.SEE_LISTS)
def of_list(number: int) -> ResponseReturnValue:
    found = queries.get_list(number, user=current_user)
    shown = pairs.pairs_of(found, user=current_user)
    part = "HX-Request" in request.headers  # of the page of the list: only what is to be decided
    page = "identification/_pairs.html" if part else "identification/pairs.html"
    return render_template(page, list=found, pairs=shown, told=reviewing.told, part=part)


@bp.post("/<int:number>/rows/<int:row>/pairs/<key>/decision")
@requires(Action.APPLY_LISTS)
def decision(number: int, row: int, key: str) -> ResponseReturnValue:
    found, form = queries.get_list(number, user=current_user), VerdictForm()
    pair = pairs.get_pair(row, key, of=found, user=current_user)
    if form.accepts():
        deciding.decide(pair, verdict=form.wanted, by=current_user, at=dates.now())
        db.session.commit()
        said(_("Your decision is kept and will not be asked again."))
    return redirect(url_for(".of_list", number=number), 303)


@bp.post("/<int:number>/rows/<int:row>/pairs/<key>/withdrawal")
@requires(Action.APPLY_LISTS)
def withdrawal(number: int, row: int, key: str) -> ResponseReturnValue:
    found = queries.get_list(number, user=current_user)
    deciding.take_back(pairs.get_pair(row, key, of=found, user=current_user), by=current_user)
    db.session.commit()
    said(_("The decision is taken back; the two are asked about again."))
    return redirect(url_for(".of_list", number=number), 303)
