"""What a browser may send about courses."""

from collections.abc import Sequence
from typing import Any

from wtforms import BooleanField, DateField, IntegerField, SelectField, StringField, TextAreaField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional, ValidationError

from training.courses.models import Course, Feature
from training.i18n import lazy
from training.officials.forms import ANY, choices_of
from training.organisation.models import Unit
from training.web.forms import BaseForm, Filters

GIVEN = InputRequired(lazy("This is needed."))


def choices_among(courses: Sequence[Course]) -> list[SelectChoice]:
    return [SelectChoice(str(course.id), str(course.name)) for course in courses]


def feature_choices(features: Sequence[Feature]) -> list[SelectChoice]:
    return [SelectChoice(feature.code, str(feature.name)) for feature in features]


def plain(text: str | None) -> str:
    """A field that was not sent is an empty one."""
    return text or ""


class CourseForm(BaseForm):
    """What the ministry may change about a course."""

    name_km = StringField(lazy("Name in Khmer"), validators=[GIVEN, Length(max=200)])
    name_en = StringField(lazy("Name in English"), validators=[GIVEN, Length(max=200)])
    summary_km = TextAreaField(lazy("Content in Khmer"), validators=[Length(max=1000)], filters=[plain])
    summary_en = TextAreaField(lazy("Content in English"), validators=[Length(max=1000)], filters=[plain])
    half_days = IntegerField(lazy("Length in half-days"), validators=[GIVEN, NumberRange(1, 100)])
    min_size = IntegerField(lazy("Fewest officials in a class"), validators=[GIVEN, NumberRange(1, 500)])
    max_size = IntegerField(lazy("Most officials in a class"), validators=[GIVEN, NumberRange(1, 500)])
    attendance_percent = IntegerField(
        lazy("Attendance needed, in percent"), validators=[GIVEN, NumberRange(0, 100)]
    )
    pass_mark = IntegerField(lazy("Marks needed, in percent"), validators=[GIVEN, NumberRange(0, 100)])
    withdrawn = BooleanField(lazy("No longer taught"))

    def validate_max_size(self, field: IntegerField) -> None:
        if field.data is not None and self.min_size.data is not None and field.data < self.min_size.data:
            raise ValidationError(lazy("The most cannot be fewer than the fewest."))

    @property
    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in self.data.items() if name != "csrf_token"}


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
