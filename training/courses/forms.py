"""What a browser may send about courses."""

from collections.abc import Sequence
from typing import Any

from wtforms import BooleanField, DateField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from training.courses.models import Course, Feature
from training.i18n import lazy
from training.organisation.forms import ANY, DAY_GIVEN, GIVEN, KIND_CHOICES, choices_of, code_field
from training.organisation.models import Unit, UnitKind
from training.web.forms import BaseForm, Filters, TickField
from training.workflow.models import Module


def choices_among(courses: Sequence[Course]) -> list[SelectChoice]:
    return [SelectChoice(str(course.id), str(course.name)) for course in courses]


def feature_choices(features: Sequence[Feature]) -> list[SelectChoice]:
    return [SelectChoice(feature.code, str(feature.name)) for feature in features]


def offer(field: TickField, features: Sequence[Feature]) -> None:
    """Let features be ticked; where there are none yet, say where they are named."""
    field.choices = feature_choices(features)
    if not features:
        field.description = lazy("Nothing is named yet; it is named under “What rooms have”.")


def plain(text: str | None) -> str:
    """A field that was not sent is an empty one."""
    return text or ""


class CourseForm(BaseForm):
    """What the ministry may change about a course."""

    name_km = StringField(lazy("Name in Khmer"), validators=[GIVEN, Length(max=200)])
    name_en = StringField(lazy("Name in English"), validators=[GIVEN, Length(max=200)])
    summary_km = TextAreaField(lazy("Content in Khmer"), validators=[Length(max=1000)], filters=[plain])
    summary_en = TextAreaField(lazy("Content in English"), validators=[Length(max=1000)], filters=[plain])
    module_code = SelectField(lazy("Module"), validators=[Optional()])
    half_days = IntegerField(lazy("Length in half-days"), validators=[GIVEN, NumberRange(1, 100)])
    min_size = IntegerField(lazy("Fewest officials in a class"), validators=[GIVEN, NumberRange(1, 500)])
    max_size = IntegerField(lazy("Most officials in a class"), validators=[GIVEN, NumberRange(1, 500)])
    attendance_percent = IntegerField(
        lazy("Attendance needed, in percent"), validators=[GIVEN, NumberRange(0, 100)]
    )
    pass_mark = IntegerField(lazy("Marks needed, in percent"), validators=[GIVEN, NumberRange(0, 100)])
    after = TickField(lazy("What must come before"), coerce=int)
    features = TickField(lazy("What its room must have"))
    position = IntegerField(lazy("Place in the catalogue"), validators=[GIVEN, NumberRange(0, 1000)])
    withdrawn = BooleanField(lazy("No longer taught"))

    def __init__(
        self, *args: Any, courses: Sequence[Course], features: Sequence[Feature], modules: Sequence[Module],
        **kwargs: Any,
    ) -> None:  # fmt: skip
        super().__init__(*args, **kwargs)
        named = [SelectChoice(module.code, str(module.name)) for module in modules]
        self.module_code.choices = [SelectChoice("", lazy("None")), *named]
        self.known = {course.id: course for course in courses}
        self.after.choices = choices_among(courses)
        offer(self.features, features)

    def validate_max_size(self, field: IntegerField) -> None:
        if field.data is not None and self.min_size.data is not None and field.data < self.min_size.data:
            raise ValidationError(lazy("The most cannot be fewer than the fewest."))

    @property
    def facts(self) -> dict[str, Any]:
        """The columns; what must come before is asked for apart."""
        columns = {name: value for name, value in self.data.items() if name not in {"csrf_token", "after"}}
        return columns | {"module_code": self.module_code.data or None}

    @property
    def required(self) -> list[Course]:
        return [self.known[number] for number in self.after.data or []]


class NewCourseForm(CourseForm):
    """A course with its code."""

    code = code_field()
    position = None  # a new one stands at the end


class RequirementForm(BaseForm):
    """A course that a role needs, in units of one kind or of any."""

    course = SelectField(lazy("Course"), coerce=int)
    kind = SelectField(
        lazy("In units of this kind"),
        choices=[SelectChoice("", lazy("Every kind")), *KIND_CHOICES],
        validators=[Optional()],
    )

    def __init__(self, *args: Any, courses: Sequence[Course], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.course.choices = choices_among(courses)

    @property
    def unit_kind(self) -> UnitKind | None:
        return UnitKind(self.kind.data) if self.kind.data else None


class WithdrawalForm(BaseForm):
    """Since when a course is not asked for any more."""

    on = DateField(lazy("No longer asked for from"), validators=[DAY_GIVEN])


class ExemptionForm(BaseForm):
    """A course that need not be taken, and why."""

    course = SelectField(lazy("Course"), coerce=int)
    reason = StringField(
        lazy("Reason"),
        validators=[InputRequired(lazy("Say why.")), Length(max=300)],
        description=lazy("The placement test or the proof it rests on."),
    )
    on = DateField(lazy("Since"), validators=[InputRequired(lazy("Give the day."))])

    def __init__(self, *args: Any, courses: Sequence[Course], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.course.choices = choices_among(courses)


class NominationForm(BaseForm):
    """A course asked for by name, whatever the roles."""

    wanted = SelectField(lazy("Course"), coerce=int)

    def __init__(self, *args: Any, courses: Sequence[Course], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.wanted.choices = choices_among(courses)


class NeedFilterForm(Filters):
    course = SelectField(lazy("Course"), validators=[Optional()])
    unit = SelectField(lazy("Unit"), validators=[Optional()])

    def __init__(self, *args: Any, courses: Sequence[Course], units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.course.choices = [ANY, *choices_among(courses)]
        self.unit.choices = [ANY, *choices_of(units)]
