"""Pages of what rooms may have and courses may need."""

from flask import render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user

from training.i18n import lazy
from training.permissions import Action
from training.resources import features
from training.resources.forms import FeatureForm
from training.resources.views.index import answered, bp, kept
from training.web.access import requires

LIST = "resources.feature_list"


@bp.get("/features/")
@requires(Action.SEE_RESOURCES)
def feature_list() -> ResponseReturnValue:
    return render_template("resources/features.html", rows=features.feature_rows())


@bp.route("/features/new", methods=["GET", "POST"])
@requires(Action.MANAGE_RESOURCES)
def new_feature() -> ResponseReturnValue:
    form = FeatureForm()
    return answered(
        form, title=lazy("Name something a room may have"),
        done=lazy("It can now be ticked at rooms and courses."),
        write=lambda: features.add_feature(by=current_user, **form.facts), to=LIST,
    )  # fmt: skip


@bp.route("/features/<code>", methods=["GET", "POST"])
@requires(Action.MANAGE_RESOURCES)
def feature(code: str) -> ResponseReturnValue:
    found = features.get_feature(code)
    form = FeatureForm(obj=found)
    return answered(
        form, title=found.name, done=lazy("The name is changed."),
        write=lambda: features.rename_feature(found, by=current_user, **form.facts), to=LIST,
    )  # fmt: skip


@bp.post("/features/<code>/removal")
@requires(Action.MANAGE_RESOURCES)
def feature_removal(code: str) -> ResponseReturnValue:
    features.drop_feature(features.get_feature(code), by=current_user)
    return kept(lazy("It is taken off the list."), to=LIST)
