"""What is asked of the register, of one certificate, and by the public."""

from typing import Any

from wtforms import SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, Optional

from training.accounts.models import User
from training.certificates import queries
from training.i18n import lazy
from training.web.forms import BaseForm, Filters
from training.words import STATES

ALL = SelectChoice("", lazy("all"))


class CertificateFilters(Filters):
    words = StringField(lazy("Number or name"), validators=[Optional(), Length(max=60)])
    course = SelectField(lazy("Course"), validators=[Optional()])
    unit = SelectField(lazy("Unit"), validators=[Optional()])
    state = SelectField(lazy("State"), validators=[Optional()])

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        """Offer only the units that ``user`` answers for."""
        super().__init__(*args, **kwargs)
        self.course.choices = [ALL, *(SelectChoice(str(each.id), each.name) for each in queries.courses())]
        self.unit.choices = [ALL, *(SelectChoice(str(each.id), each.name) for each in queries.units(user))]
        self.state.choices = [ALL, *(SelectChoice(*item) for item in STATES["certificate"].items())]


class EndForm(BaseForm):
    """Why a certificate is voided or replaced."""

    reason = StringField(lazy("Reason"), validators=[InputRequired(), Length(max=300)])


class CheckForm(Filters):
    """What the public reads off the paper."""

    number = StringField(lazy("Number of the certificate"), validators=[InputRequired(), Length(max=20)])
    family_name = StringField(lazy("Family name, as printed"), validators=[InputRequired(), Length(max=120)])
