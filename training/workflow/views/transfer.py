"""The form that transfers an official and ends his roles in the former unit."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from training import dates
from training.db import db
from training.i18n import _
from training.officials import service
from training.officials.queries import get_official, unit_of_ones_own, units
from training.permissions import Action
from training.web.access import requires
from training.web.errors import said
from training.workflow.forms import TransferForm
from training.workflow.transferring import transfer_ending_roles
from training.workflow.views.index import bp


@bp.route("/officials/<int:official_id>/transfer", methods=["GET", "POST"])
@requires(Action.MANAGE_OFFICIALS)
def transfer(official_id: int) -> ResponseReturnValue:
    official = get_official(official_id, user=current_user)
    form = TransferForm(units=units(current_user), on=dates.today(), ends_roles=True)
    if form.accepts():
        to = unit_of_ones_own(form.unit.data, user=current_user)
        verb = transfer_ending_roles if form.ends_roles.data else service.transfer
        with form.tells_refusals():
            verb(official, to=to, by=current_user, **form.place)
            db.session.commit()
            said(_("The official now serves in %(unit)s.", unit=to.name))
            return redirect(url_for("officials.show", official_id=official.id), 303)
    return render_template("workflow/transfer.html", form=form, official=official), form.status
