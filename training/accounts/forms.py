"""What a browser may send about sign-ins, passwords and users."""

from collections.abc import Iterable, Iterator

from wtforms import Field, HiddenField, PasswordField, SelectField, SelectMultipleField, StringField
from wtforms.fields import SelectChoice
from wtforms.validators import EqualTo, InputRequired, Length, Optional
from wtforms.widgets import CheckboxInput, ListWidget

from training.i18n import lazy
from training.permissions import ROLE_NAMES, Role
from training.web.forms import BaseForm, Filters

NEEDED = lazy("Please fill this in.")
TOO_LONG = lazy("This is too long.")
ALL = SelectChoice("", lazy("all"))


class SignInForm(BaseForm):
    name = StringField(
        lazy("User name or official ID"),
        [InputRequired(NEEDED), Length(max=60, message=TOO_LONG)],
        render_kw={"autocomplete": "username", "autocapitalize": "none", "spellcheck": "false"},
    )
    secret = PasswordField(
        lazy("Password or one-time code"),
        [InputRequired(NEEDED), Length(max=200, message=TOO_LONG)],
        render_kw={"autocomplete": "current-password"},
    )
    next = HiddenField()


class PasswordForm(BaseForm):
    """A first password."""

    password = PasswordField(
        lazy("New password"),
        [InputRequired(NEEDED)],
        description=lazy("At least 10 characters. Several words are easy to remember and hard to guess."),
        render_kw={"autocomplete": "new-password"},
    )
    again = PasswordField(
        lazy("The same once more"),
        [InputRequired(NEEDED), EqualTo("password", lazy("The two passwords are not the same."))],
        render_kw={"autocomplete": "new-password"},
    )


class PasswordChangeForm(PasswordForm):
    present = PasswordField(
        lazy("Present password"), [InputRequired(NEEDED)], render_kw={"autocomplete": "current-password"}
    )

    def __iter__(self) -> Iterator[Field]:
        return iter(sorted(super().__iter__(), key=lambda field: field.name != "present"))


class SecondFactorForm(BaseForm):
    code = StringField(
        lazy("Code from your telephone"),
        [InputRequired(NEEDED), Length(max=20, message=TOO_LONG)],
        render_kw={"inputmode": "numeric", "autocomplete": "one-time-code"},
    )


def choices_of(roles: Iterable[Role]) -> list[SelectChoice]:
    return [SelectChoice(role.name, ROLE_NAMES[role]) for role in roles]


class UserFilters(Filters):
    q = StringField(lazy("Name or user name"), [Optional(), Length(max=60)])
    role = SelectField(lazy("Role"), [Optional()], choices=lambda: [ALL, *choices_of(Role)])
    state = SelectField(
        lazy("State"),
        [Optional()],
        choices=[
            ALL,
            SelectChoice("active", lazy("active")),
            SelectChoice("waiting", lazy("has not signed in yet")),
            SelectChoice("disabled", lazy("disabled")),
        ],
    )


class UserForm(BaseForm):
    """A new user; views give the roles and units that one may choose from."""

    user_name = StringField(lazy("User name"), [InputRequired(NEEDED), Length(max=60, message=TOO_LONG)])
    name_km = StringField(lazy("Name in Khmer"), [InputRequired(NEEDED), Length(max=120, message=TOO_LONG)])
    name_en = StringField(
        lazy("Name in Latin letters"), [InputRequired(NEEDED), Length(max=120, message=TOO_LONG)]
    )
    roles = SelectMultipleField(
        lazy("Roles"),
        [InputRequired(NEEDED)],
        widget=ListWidget(prefix_label=False),
        option_widget=CheckboxInput(),
    )
    unit = SelectField(lazy("Unit of a focal person"), [Optional()])


class GrantForm(BaseForm):
    role = SelectField(lazy("Role"), [InputRequired(NEEDED)])
    unit = SelectField(lazy("Unit of a focal person"), [Optional()])
