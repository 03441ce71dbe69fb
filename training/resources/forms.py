"""What a browser may send about the calendar, centres, rooms and trainers."""

from collections.abc import Sequence
from typing import Any

from wtforms import BooleanField, DateField, IntegerField, SelectField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import InputRequired, Length, NumberRange, Optional

from training.accounts.models import User
from training.courses.forms import offer, plain
from training.courses.models import Course, Feature
from training.i18n import lazy
from training.organisation.forms import GIVEN
from training.organisation.models import Province, UnitKind
from training.organisation.words import KINDS
from training.web.forms import BaseForm, TickField


class ResourceForm(BaseForm):
    """A form whose fields are the columns of what it describes."""

    @property
    def facts(self) -> dict[str, Any]:
        return {name: value for name, value in self.data.items() if name != "csrf_token"}


class HolidayForm(ResourceForm):
    day = DateField(lazy("Day"), validators=[InputRequired(lazy("Give the day."))])
    name_km = StringField(lazy("Name in Khmer"), validators=[GIVEN, Length(max=200)])
    name_en = StringField(lazy("Name in English"), validators=[GIVEN, Length(max=200)])


class BlackoutForm(ResourceForm):
    kind = SelectField(
        lazy("Units of this kind"), choices=[SelectChoice(k.value, name) for k, name in KINDS.items()]
    )
    first = DateField(lazy("First day"), validators=[InputRequired(lazy("Give the day."))])
    last = DateField(lazy("Last day"), validators=[InputRequired(lazy("Give the day."))])
    reason_km = StringField(lazy("Reason in Khmer"), validators=[GIVEN, Length(max=200)])
    reason_en = StringField(lazy("Reason in English"), validators=[GIVEN, Length(max=200)])

    @property
    def facts(self) -> dict[str, Any]:
        return super().facts | {"kind": UnitKind(self.kind.data)}


class PlacedForm(ResourceForm):
    """Something with two names in a province."""

    name_km = StringField(lazy("Name in Khmer"), validators=[GIVEN, Length(max=120)])
    name_en = StringField(lazy("Name in English"), validators=[GIVEN, Length(max=120)])
    province_code = SelectField(lazy("Province"))

    def __init__(self, *args: Any, provinces: Sequence[Province], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.province_code.choices = [SelectChoice(each.code, str(each.name)) for each in provinces]


class CentreForm(PlacedForm):
    address_km = StringField(lazy("Address in Khmer"), validators=[Length(max=300)], filters=[plain])
    address_en = StringField(lazy("Address in English"), validators=[Length(max=300)], filters=[plain])


class RoomForm(ResourceForm):
    name_km = StringField(lazy("Name in Khmer"), validators=[GIVEN, Length(max=120)])
    name_en = StringField(lazy("Name in English"), validators=[GIVEN, Length(max=120)])
    seats = IntegerField(
        lazy("Seats"),
        validators=[GIVEN, NumberRange(1, 500)],
        description=lazy("Working places with a computer."),
    )
    features = TickField(lazy("What the room has"))
    closed_from = DateField(
        lazy("Closed from"),
        validators=[Optional()],
        description=lazy("No further sessions can be put here from this day on; those that stand stay."),
    )

    def __init__(self, *args: Any, features: Sequence[Feature], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self.features, features)


class FeatureForm(ResourceForm):
    name_km = StringField(lazy("Name in Khmer"), validators=[GIVEN, Length(max=120)])
    name_en = StringField(lazy("Name in English"), validators=[GIVEN, Length(max=40)])


class TrainerForm(PlacedForm):
    phone = StringField(lazy("Phone"), validators=[Optional(), Length(max=20)])
    user = SelectField(
        lazy("Signs in as"),
        validators=[Optional()],
        description=lazy("A user with the role of trainer; he then sees his own classes."),
    )
    teaches = TickField(lazy("Teaches"), coerce=int)
    left = BooleanField(lazy("Is no longer a trainer"))

    def __init__(self, *args: Any, courses: Sequence[Course], users: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [SelectChoice(str(user.id), f"{user.name} ({user.user_name})") for user in users]
        self.user.choices = [SelectChoice("", lazy("Nobody")), *named]
        self.known = {course.id: course for course in courses}
        self.teaches.choices = [SelectChoice(str(course.id), str(course.name)) for course in courses]

    @property
    def facts(self) -> dict[str, Any]:
        facts = super().facts
        chosen, user = facts.pop("teaches") or [], facts.pop("user")
        facts |= {"phone": facts["phone"] or None, "user_id": int(user) if user else None}
        return facts | {"courses": [self.known[number] for number in chosen]}


class AbsenceForm(ResourceForm):
    first = DateField(lazy("First day"), validators=[InputRequired(lazy("Give the day."))])
    last = DateField(lazy("Last day"), validators=[InputRequired(lazy("Give the day."))])
    reason = StringField(lazy("Reason"), validators=[Optional(), Length(max=200)])

    @property
    def facts(self) -> dict[str, Any]:
        return super().facts | {"reason": self.reason.data or ""}
