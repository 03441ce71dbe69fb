"""Forms of training centres and rooms."""

from flask.typing import ResponseReturnValue
from flask_login import current_user

from training.courses.queries import features
from training.i18n import lazy
from training.officials.units import provinces
from training.permissions import Action
from training.resources import queries, service
from training.resources.forms import CentreForm, RoomForm
from training.resources.views.index import answered, bp
from training.web.access import requires


@bp.route("/centres/new", methods=["GET", "POST"])
@requires(Action.MANAGE_RESOURCES)
def new_centre() -> ResponseReturnValue:
    form = CentreForm(provinces=provinces())
    return answered(
        form, title=lazy("Add a training centre"), done=lazy("The training centre is added."),
        write=lambda: service.add_centre(by=current_user, **form.facts),
    )  # fmt: skip


@bp.route("/centres/<int:centre_id>", methods=["GET", "POST"])
@requires(Action.MANAGE_RESOURCES)
def centre(centre_id: int) -> ResponseReturnValue:
    found = queries.get_centre(centre_id)
    form = CentreForm(obj=found, provinces=provinces())
    return answered(
        form, title=found.name, done=lazy("The training centre is changed."),
        write=lambda: service.change(found, by=current_user, **form.facts),
    )  # fmt: skip


@bp.route("/centres/<int:centre_id>/rooms/new", methods=["GET", "POST"])
@requires(Action.MANAGE_RESOURCES)
def new_room(centre_id: int) -> ResponseReturnValue:
    found, form = queries.get_centre(centre_id), RoomForm(features=features())
    return answered(
        form, title=lazy("Add a room"), done=lazy("The room is added."),
        write=lambda: service.add_room(found, by=current_user, **form.facts),
    )  # fmt: skip


@bp.route("/rooms/<int:room_id>", methods=["GET", "POST"])
@requires(Action.MANAGE_RESOURCES)
def room(room_id: int) -> ResponseReturnValue:
    found = queries.get_room(room_id)
    form = RoomForm(obj=found, features=features())
    return answered(
        form, title=found.name, done=lazy("The room is changed."),
        write=lambda: service.change(found, by=current_user, **form.facts),
    )  # fmt: skip
