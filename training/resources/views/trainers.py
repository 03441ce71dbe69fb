"""Forms of trainers and of their absences."""

from flask.typing import ResponseReturnValue
from flask_login import current_user

from training.courses.queries import courses
from training.i18n import lazy
from training.officials.units import provinces
from training.permissions import Action
from training.resources import queries, service
from training.resources.forms import AbsenceForm, TrainerForm
from training.resources.views.index import answered, bp, kept
from training.web.access import requires


@bp.route("/trainers/new", methods=["GET", "POST"])
@requires(Action.MANAGE_RESOURCES)
def new_trainer() -> ResponseReturnValue:
    form = TrainerForm(provinces=provinces(), courses=courses(), users=queries.teaching_users())
    return answered(
        form, title=lazy("Add a trainer"), done=lazy("The trainer is added."),
        write=lambda: service.add_trainer(by=current_user, **form.facts),
    )  # fmt: skip


@bp.route("/trainers/<int:trainer_id>", methods=["GET", "POST"])
@requires(Action.MANAGE_RESOURCES)
def trainer(trainer_id: int) -> ResponseReturnValue:
    found = queries.get_trainer(trainer_id)
    form = TrainerForm(
        obj=found, provinces=provinces(), courses=courses(), users=queries.teaching_users(of=found),
        teaches=[course.id for course in found.courses], user=found.user_id and str(found.user_id),
    )  # fmt: skip
    return answered(
        form, title=found.name, done=lazy("The trainer is changed."),
        write=lambda: service.change_trainer(found, by=current_user, **form.facts),
    )  # fmt: skip


@bp.route("/trainers/<int:trainer_id>/absences/new", methods=["GET", "POST"])
@requires(Action.MANAGE_RESOURCES)
def new_absence(trainer_id: int) -> ResponseReturnValue:
    found, form = queries.get_trainer(trainer_id), AbsenceForm()
    return answered(
        form, title=lazy("Write an absence"),
        done=lazy("The absence is written; sessions on these days stay."),
        write=lambda: service.add_absence(found, by=current_user, **form.facts),
    )  # fmt: skip


@bp.post("/absences/<int:absence_id>/removal")
@requires(Action.MANAGE_RESOURCES)
def absence_removal(absence_id: int) -> ResponseReturnValue:
    service.drop_absence(queries.get_absence(absence_id), by=current_user)
    return kept(lazy("The trainer can teach on these days again."))
