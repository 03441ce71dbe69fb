"""A month as a sheet of weeks."""

from datetime import date

from tests.factories import MONDAY, TUESDAY, make_class, make_room, make_session
from training.classes.month import MOST, span, weeks, workdays_among
from training.classes.queries import sessions_of
from training.dates import HalfDay

NOVEMBER = date(2017, 11, 20)
FESTIVAL = date(2017, 11, 2)


def taught(*classes):
    return [(each, training_class) for training_class in classes for each in sessions_of(training_class)]


def day_of(sheet, wanted):
    return next(day for week in sheet for day in week if day.day == wanted)


def test_a_sheet_is_whole_weeks_from_monday_to_sunday():
    assert span(NOVEMBER) == (date(2017, 10, 30), date(2017, 12, 3))
    assert [len(week) for week in weeks(NOVEMBER, taught=[], off={})] == [7] * 5


def test_days_of_the_neighbouring_months_lie_outside():
    sheet = weeks(NOVEMBER, taught=[], off={})
    assert [day.inside for day in sheet[0]] == [False, False, True, True, True, True, True]


def test_both_half_days_in_one_room_are_one_block():
    training_class = make_class(on=(MONDAY,), half=HalfDay.AFTERNOON)
    make_session(training_class, day=MONDAY, half=HalfDay.MORNING)
    (block,) = day_of(weeks(NOVEMBER, taught=taught(training_class), off={}), MONDAY).blocks
    assert (block.halves, block.half) == ((HalfDay.MORNING, HalfDay.AFTERNOON), None)


def test_half_days_in_two_rooms_are_two_blocks():
    training_class, other = make_class(on=(MONDAY,)), make_room()
    make_session(training_class, day=MONDAY, half=HalfDay.AFTERNOON, room_id=other.id)
    blocks = day_of(weeks(NOVEMBER, taught=taught(training_class), off={}), MONDAY).blocks
    assert [(block.half, block.room.id) for block in blocks] == [
        (HalfDay.MORNING, training_class.room_id), (HalfDay.AFTERNOON, other.id),
    ]  # fmt: skip


def test_a_day_shows_a_few_blocks_and_counts_the_rest():
    classes = [make_class(on=(TUESDAY,)) for _ in range(MOST + 2)]
    day = day_of(weeks(NOVEMBER, taught=taught(*classes), off={}), TUESDAY)
    assert (len(day.shown), day.more) == (MOST, 2)


def test_a_class_on_a_day_declared_a_holiday_clashes():
    sheet = weeks(NOVEMBER, taught=taught(make_class(on=(MONDAY, TUESDAY))), off={TUESDAY: "Water Festival"})
    assert (day_of(sheet, MONDAY).clash, day_of(sheet, TUESDAY).clash) == (False, True)
    assert day_of(sheet, TUESDAY).holiday == "Water Festival"


def test_workdays_are_days_of_the_month_without_weekends_and_holidays():
    assert workdays_among(weeks(NOVEMBER, taught=[], off={})) == 22
    assert workdays_among(weeks(NOVEMBER, taught=[], off={FESTIVAL: "Water Festival"})) == 21
