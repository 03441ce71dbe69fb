"""What a browser may send about workflow roles."""

from collections.abc import Sequence
from typing import Any

from wtforms import DateField, SelectField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired

from training.i18n import lazy
from training.officials.forms import choices_of
from training.organisation.models import Unit
from training.web.forms import BaseForm
from training.workflow.models import WorkflowRole


class AssignmentForm(BaseForm):
    """A role in a unit from a day on."""

    role = SelectField(lazy("Workflow role"))
    unit = SelectField(lazy("Unit"), coerce=int)
    on = DateField(lazy("From"), validators=[InputRequired(lazy("Give the day."))])

    def __init__(
        self, *args: Any, roles: Sequence[WorkflowRole], units: Sequence[Unit], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.role.choices = [SelectChoice(role.code, str(role.name)) for role in roles]
        self.unit.choices = choices_of(units)
