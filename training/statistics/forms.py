"""What the figures are narrowed to, in the address."""

from typing import Any

from wtforms import DateField, HiddenField, SelectField
from wtforms.fields import SelectChoice
from wtforms.validators import AnyOf, Optional

from training.accounts.models import User
from training.enrolments.models import Outcome
from training.i18n import lazy
from training.statistics import queries
from training.statistics.queries import Filter
from training.web.forms import Filters

ALL = SelectChoice("", lazy("all"))


class StatisticsFilters(Filters):
    unit = SelectField(lazy("Unit"), validators=[Optional()])
    course = SelectField(lazy("Course"), validators=[Optional()])
    first = DateField(lazy("From"), validators=[Optional()])
    last = DateField(lazy("To"), validators=[Optional()])

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        """Offer only the units that ``user`` answers for."""
        super().__init__(*args, **kwargs)
        self.unit.choices = [ALL, *(SelectChoice(str(each.id), each.name) for each in queries.units(user))]
        self.course.choices = [ALL, *(SelectChoice(str(each.id), each.name) for each in queries.courses())]

    @property
    def narrowed(self) -> Filter:
        return Filter(
            unit_id=int(self.unit.data) if self.unit.data else None,
            course_id=int(self.course.data) if self.course.data else None,
            first=self.first.data,
            last=self.last.data,
        )


class NamesFilters(StatisticsFilters):
    outcome = HiddenField(validators=[Optional(), AnyOf([outcome.value for outcome in Outcome])])

    @property
    def wanted(self) -> Outcome | None:
        return Outcome(self.outcome.data) if self.outcome.data else None
