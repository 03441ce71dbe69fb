"""What a browser may send about units."""

from collections.abc import Sequence
from typing import Any

from wtforms import DateField, IntegerField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional, Regexp

from training.i18n import Text, lazy
from training.organisation.models import Province, Unit, UnitKind
from training.organisation.words import KINDS
from training.web.forms import BaseForm, Filters

GIVEN = InputRequired(lazy("This is needed."))
DAY_GIVEN = InputRequired(lazy("Give the day."))
ANY = SelectChoice("", lazy("All"))
NO_PROVINCE = SelectChoice("", lazy("None"))
AT_THE_TOP = 0
KIND_CHOICES = [SelectChoice(kind.value, name) for kind, name in KINDS.items()]


def choices_of(units: Sequence[Unit]) -> list[SelectChoice]:
    return [SelectChoice(str(unit.id), str(unit.name)) for unit in units]


def province_choices(provinces: Sequence[Province]) -> list[SelectChoice]:
    return [SelectChoice(each.code, str(each.name)) for each in provinces]


def upper(text: str | None) -> str:
    return (text or "").strip().upper()


def code_field(description: Text = "") -> StringField:
    """The short lasting name that lists and files use."""
    only = Regexp(r"[A-Z0-9][A-Z0-9-]*$", message=lazy("Only the letters A to Z, digits and hyphens."))
    return StringField(lazy("Code"), [GIVEN, Length(max=20), only], filters=[upper], description=description)


class UnitFilterForm(Filters):
    text = StringField(lazy("Name, spelling or code"), validators=[Optional(), Length(max=120)])
    kind = SelectField(lazy("Kind"), choices=[ANY, *KIND_CHOICES])
    under = SelectField(lazy("Ministry"), validators=[Optional()])
    province = SelectField(lazy("Province"), validators=[Optional()])
    state = SelectField(
        lazy("State"),
        choices=[SelectChoice("", lazy("in force")), SelectChoice("closed", lazy("closed"))],
        validators=[Optional()],
    )

    def __init__(
        self, *args: Any, provinces: Sequence[Province], ministries: Sequence[Unit], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.province.choices = [ANY, *province_choices(provinces)]
        self.under.choices = [ANY, *choices_of(ministries)]


class UnitFactsForm(BaseForm):
    """What may change about a unit without a date."""

    business_unit = StringField(
        lazy("Business unit code in FMIS"), validators=[Optional(), Length(max=20)], filters=[upper]
    )
    most_away = IntegerField(
        lazy("Most officials in class at once"),
        validators=[Optional(), NumberRange(1, 10_000)],
        description=lazy("Left empty, no limit is set."),
    )
    province = SelectField(lazy("Province"), validators=[Optional()])

    def __init__(self, *args: Any, provinces: Sequence[Province], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.province.choices = [NO_PROVINCE, *province_choices(provinces)]

    @property
    def facts(self) -> dict[str, Any]:
        return {
            "business_unit": self.business_unit.data or None,
            "most_away": self.most_away.data,
            "province": self.province.data or None,
        }


class UnitPlaceForm(BaseForm):
    """Under which unit another one stands."""

    under = SelectField(lazy("Belongs to"), coerce=int)

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.under.choices = [
            SelectChoice(str(AT_THE_TOP), lazy("None: it stands at the top")),
            *choices_of(units),
        ]
        self.known = {unit.id: unit for unit in units}

    @property
    def parent(self) -> Unit | None:
        return self.known.get(self.under.data)


class NewUnitForm(UnitFactsForm, UnitPlaceForm):
    """A unit with its first name."""

    code = code_field(lazy("Short and lasting, as lists write it: MOEYS, TRY-02."))
    kind = SelectField(lazy("Kind"), choices=KIND_CHOICES)
    name_km = StringField(lazy("Name in Khmer"), validators=[GIVEN, Length(max=200)])
    name_en = StringField(lazy("Name in English"), validators=[GIVEN, Length(max=200)])
    on = DateField(lazy("Stands since"), validators=[DAY_GIVEN])

    @property
    def facts(self) -> dict[str, Any]:
        return super().facts | {
            "code": self.code.data,
            "kind": UnitKind(self.kind.data),
            "parent": self.parent,
            "name_km": self.name_km.data,
            "name_en": self.name_en.data,
            "on": self.on.data,
        }


class RenameForm(BaseForm):
    """A unit's new name."""

    name_km = StringField(lazy("New name in Khmer"), validators=[InputRequired(), Length(max=200)])
    name_en = StringField(lazy("New name in English"), validators=[InputRequired(), Length(max=200)])
    on = DateField(lazy("Holds since"), validators=[DAY_GIVEN])

    @property
    def words(self) -> dict[str, Any]:
        return {"name_km": self.name_km.data, "name_en": self.name_en.data, "on": self.on.data}


class SpellingForm(BaseForm):
    """Another way in which lists write the unit."""

    spelling = StringField(lazy("Spelling"), validators=[InputRequired(), Length(max=200)])
