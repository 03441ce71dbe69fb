"""What a browser may send about modules and workflow roles."""

from collections.abc import Sequence
from typing import Any

from wtforms import BooleanField, DateField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import Length, Regexp

from training.i18n import lazy
from training.officials.forms import PlaceForm
from training.organisation.forms import DAY_GIVEN, GIVEN, KIND_CHOICES, choices_of, upper
from training.organisation.models import Unit, UnitKind
from training.web.forms import BaseForm, TickField
from training.workflow.models import Step, WorkflowRole


class AssignmentForm(BaseForm):
    """A role in a unit from a day on."""

    role = SelectField(lazy("Workflow role"))
    unit = SelectField(lazy("Unit"), coerce=int)
    on = DateField(lazy("From"), validators=[DAY_GIVEN])

    def __init__(
        self, *args: Any, roles: Sequence[WorkflowRole], units: Sequence[Unit], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.role.choices = [SelectChoice(role.code, str(role.name)) for role in roles]
        self.unit.choices = choices_of(units)


class EndingForm(BaseForm):
    """The last day of a role."""

    on = DateField(lazy("Held for the last time on"), validators=[DAY_GIVEN])


class ClosingForm(BaseForm):
    """The first day without a unit or a role."""

    on = DateField(lazy("Closed from"), validators=[DAY_GIVEN])


class NamesForm(BaseForm):
    """Two names."""

    name_km = StringField(lazy("Name in Khmer"), validators=[GIVEN, Length(max=120)])
    name_en = StringField(lazy("Name in English"), validators=[GIVEN, Length(max=120)])

    @property
    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in self.data.items() if name != "csrf_token"}


class ModuleForm(NamesForm):
    """A module's names, and who runs it."""

    kinds = TickField(lazy("Units that run it"), choices=KIND_CHOICES)

    @property
    def facts(self) -> dict[str, Any]:
        return super().facts | {"kinds": [UnitKind(kind) for kind in self.kinds.data or []]}


class NewModuleForm(ModuleForm):
    """A module with its code."""

    code = StringField(
        lazy("Code"),
        validators=[
            GIVEN,
            Regexp(r"[A-Z][A-Z0-9]{1,9}$", message=lazy("Two to ten letters A to Z or digits.")),
        ],
        filters=[upper],
        description=lazy("As FMIS writes it: AP, GL."),
    )


class NewRoleForm(NamesForm):
    """A role outside the chains."""

    code = StringField(
        lazy("Code"),
        validators=[
            GIVEN,
            Regexp(
                r"[A-Z][A-Z0-9]{1,8}\.[A-Z][A-Z0-9]{1,9}$",
                message=lazy("Two words of the letters A to Z with a point between."),
            ),
        ],
        filters=[upper],
        description=lazy("As FMIS writes it: RPT.INQUIRY."),
    )


class TransferForm(PlaceForm):
    """Where an official serves from a day on, and whether his roles end with that."""

    ends_roles = BooleanField(lazy("His workflow roles in the former unit end the day before"))


class ExclusionForm(BaseForm):
    """Two steps that nobody may hold together."""

    first = SelectField(lazy("Step"))
    second = SelectField(lazy("Excludes"))

    def __init__(self, *args: Any, steps: Sequence[Step], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.first.choices = [SelectChoice(step.code, str(step.name)) for step in steps]
        self.second.choices = [SelectChoice(step.code, str(step.name)) for step in steps]
