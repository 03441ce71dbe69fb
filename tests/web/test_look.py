"""What templates ask for: a word for every state, days in words, addresses that keep their questions."""

from datetime import UTC, date, datetime, timedelta

import pytest

from training import dates, i18n
from training.attendance.models import Presence
from training.certificates.models import CertificateState
from training.classes.models import ClassState, SessionState
from training.enrolments.models import Outcome, Seat
from training.identification.models import ListState, RowOutcome
from training.jobs import JobState
from training.web import look

LIVES = {
    "enrolment": Seat,
    "class": ClassState,
    "session": SessionState,
    "list": ListState,
    "row": RowOutcome,
    "attendance": Presence,
    "certificate": CertificateState,
    "job": JobState,
    "outcome": Outcome,
}
EACH_STATE = [(family, state) for family, states in LIVES.items() for state in states]


@pytest.fixture
def at(app):
    """Open an address, as the browser does."""

    def open_at(address: str):
        return app.test_request_context(address)

    return open_at


@pytest.mark.parametrize(("family", "state"), EACH_STATE)
def test_every_state_has_a_word_an_icon_and_a_tone(at, family, state):
    known = look.STATES[family][state.value.replace(" ", "_")]

    with at("/"):
        assert look.badge_of(state, family) == known


@pytest.mark.parametrize(
    ("family", "word"), [("enrolment", "replaced"), ("list", "replaced by a later list")]
)
def test_one_word_of_two_lives_is_told_apart_by_its_family(at, family, word):
    with at("/"):
        i18n.speak("en")

        assert str(look.badge_of("replaced", family).word) == word


def test_the_icons_of_the_states_are_in_the_sprite(app):
    with app.open_resource("training/static/icons/sprite.svg") as file:
        sprite = file.read().decode()

    icons = {badge.icon for states in look.STATES.values() for badge in states.values()}
    assert [icon for icon in sorted(icons) if f'<symbol id="{icon}"' not in sprite] == []


@pytest.mark.parametrize(
    ("days", "begins"), [(0, "today, "), (1, "tomorrow, "), (-1, "yesterday, "), (2, "")]
)
def test_a_near_day_is_named_by_its_distance(at, days, begins):
    day = dates.today() + timedelta(days=days)

    with at("/"):
        i18n.speak("en")

        assert look.when_text(day) == begins + i18n.long_date(day)


def test_an_instant_is_told_on_the_clock_of_phnom_penh(at):
    noon_in_london = datetime(2017, 11, 14, 12, 0, tzinfo=UTC)

    with at("/"):
        i18n.speak("en")

        assert look.when_text(noon_in_london) == "Tue 14 Nov 2017, 19:00"
    assert look.machine_time(noon_in_london) == "2017-11-14T19:00+07:00"
    assert look.machine_time(date(2017, 11, 14)) == "2017-11-14"


def test_an_address_keeps_its_other_questions(at):
    with at("/officials/?unit=7&unit=8&sort=name"):
        assert look.here(sort="unit") == "/officials/?unit=7&unit=8&sort=unit"
        assert look.here(unit=None, sort=None) == "/officials/"


def test_sorting_twice_turns_the_order_and_begins_at_the_first_page(at):
    with at("/officials/?sort=name&after=90"):
        assert look.sort_link("name") == "/officials/?sort=-name"
        assert look.sort_link("unit") == "/officials/?sort=unit"
        assert [look.sorted_by(column) for column in ("name", "unit")] == ["ascending", "none"]
    with at("/officials/?sort=-name"):
        assert look.sort_link("name") == "/officials/?sort=name"
        assert look.sorted_by("name") == "descending"


def test_an_address_with_nonsense_breaks_nothing(at):
    with at("/officials/?_external=1&endpoint=x&%F0%9F="):
        assert look.sort_link("name").startswith("/officials/?_external=1&endpoint=x")


def test_the_calendar_knows_khmer_months_and_days(at):
    with at("/"):
        i18n.speak("km")
        words = look.calendar_words()

    assert (words["months"][0], words["days"][0], words["days"][1]) == ("មករា", "អាទិត្យ", "ចន្ទ")
