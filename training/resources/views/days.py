"""Forms of holidays and of periods in which units cannot send people."""

from datetime import date

from flask.typing import ResponseReturnValue
from flask_login import current_user

from training.errors import NotFound
from training.i18n import lazy
from training.permissions import Action
from training.resources import queries, service
from training.resources.forms import BlackoutForm, HolidayForm
from training.resources.views.index import answered, bp, kept
from training.web.access import requires


@bp.route("/holidays/new", methods=["GET", "POST"])
@requires(Action.MANAGE_RESOURCES)
def new_holiday() -> ResponseReturnValue:
    form = HolidayForm()
    return answered(
        form, title=lazy("Add a holiday"), done=lazy("The holiday is added; sessions on this day stay."),
        write=lambda: service.add_holiday(by=current_user, **form.facts),
    )  # fmt: skip


@bp.post("/holidays/<day>/removal")
@requires(Action.MANAGE_RESOURCES)
def holiday_removal(day: str) -> ResponseReturnValue:
    service.drop_holiday(queries.get_holiday(_day(day)), by=current_user)
    return kept(lazy("The day is no holiday any more."))


@bp.route("/blackouts/new", methods=["GET", "POST"])
@requires(Action.MANAGE_RESOURCES)
def new_blackout() -> ResponseReturnValue:
    form = BlackoutForm()
    return answered(
        form, title=lazy("Add a period without training"), done=lazy("The period is added."),
        write=lambda: service.add_blackout(by=current_user, **form.facts),
    )  # fmt: skip


@bp.post("/blackouts/<int:blackout_id>/removal")
@requires(Action.MANAGE_RESOURCES)
def blackout_removal(blackout_id: int) -> ResponseReturnValue:
    service.drop_blackout(queries.get_blackout(blackout_id), by=current_user)
    return kept(lazy("The period is taken away."))


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise NotFound from error
