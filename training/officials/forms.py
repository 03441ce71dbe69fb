"""What a browser may send about officials."""

from collections.abc import Sequence
from typing import Any

from wtforms import DateField, EmailField, RadioField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, Optional, Regexp

from training.i18n import Text, lazy
from training.officials.comparing import FACTS
from training.officials.doubles import Likeness
from training.officials.models import Official, PairVerdict, Sex
from training.officials.queries import OfficialFilters
from training.organisation.forms import ANY, choices_of
from training.organisation.models import Unit
from training.web.forms import BaseForm, Filters, TickField

SEXES = [SelectChoice(Sex.FEMALE.value, lazy("Woman")), SelectChoice(Sex.MALE.value, lazy("Man"))]


class OfficialFilterForm(Filters):
    text = StringField(lazy("Name or official ID"), validators=[Optional(), Length(max=120)])
    unit = SelectField(lazy("Unit"), validators=[Optional()])
    sex = SelectField(lazy("Sex"), choices=[ANY, *SEXES], validators=[Optional()])

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit.choices = [ANY, *choices_of(units)]

    @property
    def wanted(self) -> OfficialFilters:
        return OfficialFilters(
            text=(self.text.data or "").strip(),
            unit=int(self.unit.data) if self.unit.data else None,
            sex=Sex(self.sex.data) if self.sex.data else None,
        )


class CorrectionForm(BaseForm):
    """What is written about an official."""

    staff_id = StringField(
        lazy("Official ID"), validators=[Optional(), Length(max=20)], description=lazy("Ten digits.")
    )
    name_km = StringField(lazy("Name in Khmer"), validators=[Optional(), Length(max=120)])
    name_latin = StringField(lazy("Name in Latin letters"), validators=[Optional(), Length(max=120)])
    sex = RadioField(lazy("Sex"), choices=SEXES, validators=[InputRequired(lazy("Choose one."))])
    birth_date = DateField(lazy("Date of birth"), validators=[Optional()])
    phone = StringField(lazy("Phone"), validators=[Optional(), Length(max=20)])
    email = EmailField(
        lazy("E-mail"),
        validators=[
            Optional(),
            Length(max=200),
            Regexp(r"[^@\s]+@[^@\s]+\.[^@\s]+$", message=lazy("This is no e-mail address.")),
        ],
    )

    @classmethod
    def showing(cls, official: Official) -> "CorrectionForm":
        return cls(obj=official, sex=official.sex.value if official.sex else None)

    @property
    def facts(self) -> dict[str, Any]:
        """The person, without where he serves."""
        return {
            "staff_id": self.staff_id.data,
            "name_km": self.name_km.data or "",
            "name_latin": self.name_latin.data or "",
            "sex": Sex(self.sex.data),
            "birth_date": self.birth_date.data,
            "phone": self.phone.data or None,
            "email": self.email.data or None,
        }


class PlaceForm(BaseForm):
    """Where an official serves from a day on."""

    unit = SelectField(lazy("Unit"), coerce=int)
    position = StringField(lazy("Position"), validators=[Optional(), Length(max=200)])
    department = StringField(lazy("Department"), validators=[Optional(), Length(max=200)])
    office = StringField(lazy("Office"), validators=[Optional(), Length(max=200)])
    on = DateField(lazy("Serves there since"), validators=[InputRequired(lazy("Give the day."))])

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.unit.choices = choices_of(units)

    @property
    def place(self) -> dict[str, Any]:
        return {
            "position": self.position.data or "",
            "department": self.department.data or "",
            "office": self.office.data or "",
            "on": self.on.data,
        }


class NewOfficialForm(PlaceForm, CorrectionForm):
    """A new official, and where he serves."""


LIKENESSES: dict[Likeness, Text] = {
    Likeness.SAME_PERSON: lazy("same name, birth date and sex"),
    Likeness.SIMILAR_NAME: lazy("similar name, same birth date and sex"),
    Likeness.SAME_NAME: lazy("same name, a birth date is missing"),
    Likeness.SAME_LATIN: lazy("same Latin name and birth date"),
}


class MergeForm(BaseForm):
    """Which facts of the other record are the right ones."""

    take = TickField(
        lazy("Right in the other record"), choices=[SelectChoice(name, word) for name, word in FACTS.items()]
    )

    @property
    def taken(self) -> frozenset[str]:
        return frozenset(self.take.data or ())


class VerdictForm(BaseForm):
    """What a person says of two records."""

    verdict = RadioField(
        lazy("Decision"),
        choices=[
            SelectChoice(PairVerdict.SAME.value, lazy("The same person")),
            SelectChoice(PairVerdict.NOT_SAME.value, lazy("Not the same person")),
        ],
    )

    @property
    def wanted(self) -> PairVerdict:
        return PairVerdict(self.verdict.data)
