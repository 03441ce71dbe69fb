"""Deciding one row of a list."""

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from training import dates
from training.db import db
from training.i18n import _
from training.identification import hidden, moving, queries, service
from training.identification.models import RowDecision
from training.identification.views.shared import bp
from training.permissions import Action
from training.web.access import requires
from training.web.errors import said


@bp.post("/<int:number>/rows/<int:row>/decision")
@requires(Action.APPLY_LISTS)
def decision(number: int, row: int) -> ResponseReturnValue:
    found = queries.get_list(number, user=current_user)
    wanted = RowDecision.ACCEPT if request.form.get("decision") == "accept" else RowDecision.HOLD
    service.decide(queries.get_row(row, of=found), decision=wanted, by=current_user, at=dates.now())
    db.session.commit()
    said(_("Your decision is kept."))
    return redirect(_back(number), 303)


def _back(number: int) -> str:
    """The page of the list with the filters that were chosen on it."""
    asked = request.args
    return url_for(".show", number=number, outcome=asked.get("outcome"), decision=asked.get("only"))


@bp.post("/<int:number>/rows/<int:row>/transfer")
@requires(Action.MERGE_OFFICIALS)
def transfer(number: int, row: int) -> ResponseReturnValue:
    """Only who may decide between ministries moves an official from one to another."""
    found = queries.get_list(number, user=current_user)
    moving.move(queries.get_row(row, of=found), of=found, by=current_user)
    db.session.commit()
    said(_("The official now serves in the unit of the list; his row was looked at anew."))
    return redirect(_back(number), 303)


@bp.post("/<int:number>/rows/<int:row>/use")
@requires(Action.APPLY_LISTS)
def use(number: int, row: int) -> ResponseReturnValue:
    """A row that is hidden in the file is used like the others."""
    found = queries.get_list(number, user=current_user)
    hidden.use(queries.get_row(row, of=found), of=found, by=current_user, at=dates.now())
    db.session.commit()
    said(_("The hidden row is used like the others."))
    return redirect(_back(number), 303)
