"""Courses asked for by name: asked for, and no longer asked for from a day on."""

from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user

from training import dates
from training.courses import queries, service
from training.courses.forms import WithdrawalForm
from training.courses.views.courses import bp, nomination_form, page_of_official
from training.db import db
from training.i18n import _
from training.officials.queries import get_official
from training.permissions import Action
from training.web.access import requires
from training.web.errors import said


@bp.post("/officials/<int:official_id>/nominations")
@requires(Action.MANAGE_OFFICIALS)
def nominate(official_id: int) -> ResponseReturnValue:
    official, form = get_official(official_id, user=current_user), nomination_form()
    if form.accepts():
        course = queries.get_course(form.wanted.data)
        with form.tells_refusals():
            service.nominate(official, course, on=dates.today(), by=current_user)
            db.session.commit()
            said(_("The official is named for %(course)s.", course=course.name))
            return redirect(url_for(".of_official", official_id=official.id), 303)
    return page_of_official(official, nomination=form)


@bp.route("/nominations/<int:nomination_id>/withdrawal", methods=["GET", "POST"])
@requires(Action.MANAGE_OFFICIALS)
def nomination_withdrawal(nomination_id: int) -> ResponseReturnValue:
    nomination = queries.get_nomination(nomination_id, user=current_user)
    form = WithdrawalForm(on=dates.today())
    back = url_for(".of_official", official_id=nomination.official_id)
    if form.accepts():
        with form.tells_refusals():
            service.withdraw_nomination(nomination, on=form.on.data, by=current_user)
            db.session.commit()
            said(_("The course is no longer asked for; a need by his roles stays."))
            return redirect(back, 303)
    words = {"nomination": nomination, "form": form, "back": back}
    return render_template("courses/withdrawal.html", **words), form.status
