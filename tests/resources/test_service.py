"""The calendar: holidays as a seed that people mend; workdays; who can teach."""

from datetime import date

import pytest
from sqlalchemy import select

from tests.factories import make_course, make_trainer
from training.db import db
from training.organisation.models import UnitKind
from training.resources.models import Holiday
from training.resources.queries import can_teach, is_away, is_workday, workdays
from training.resources.service import (
    EndBeforeBeginning,
    HolidayIsThere,
    add_absence,
    add_blackout,
    add_holiday,
    drop_holiday,
    load_reference,
)


def in_april(year: int) -> list[date]:
    query = select(Holiday.day).where(Holiday.day.between(date(year, 4, 1), date(year, 4, 30)))
    return list(db.session.scalars(query.order_by(Holiday.day)))


def test_khmer_new_year_2019_fell_on_the_fourteenth():
    load_reference((2019,))
    assert in_april(2019) == [date(2019, 4, day) for day in (14, 15, 16)]


def test_holidays_have_names_in_both_languages():
    load_reference((2017,))
    holiday = db.session.get_one(Holiday, date(2017, 11, 9))
    assert (holiday.name_en, holiday.name_km) == ("National Independence Day", "ពិធីបុណ្យឯករាជ្យជាតិ")


def test_a_year_that_people_have_mended_is_left_alone():
    load_reference((2017,))
    drop_holiday(db.session.get_one(Holiday, date(2017, 11, 9)), by=None)
    load_reference((2017, 2018))
    assert db.session.get(Holiday, date(2017, 11, 9)) is None
    assert db.session.get(Holiday, date(2018, 11, 9)) is not None


def test_workdays_leave_out_weekends_and_holidays():
    load_reference((2017,))
    assert workdays(date(2017, 11, 8), date(2017, 11, 14)) == [
        date(2017, 11, 8), date(2017, 11, 10), date(2017, 11, 13), date(2017, 11, 14),
    ]  # fmt: skip
    assert [is_workday(date(2017, 11, day)) for day in (9, 10, 11)] == [False, True, False]


def test_a_day_is_a_holiday_once():
    add_holiday(day=date(2017, 12, 1), name_km="ក", name_en="A", by=None)
    with pytest.raises(HolidayIsThere):
        add_holiday(day=date(2017, 12, 1), name_km="ខ", name_en="B", by=None)


def test_a_blackout_does_not_end_before_it_begins():
    with pytest.raises(EndBeforeBeginning):
        add_blackout(
            kind=UnitKind.TREASURY,
            first=date(2018, 1, 5),
            last=date(2018, 1, 1),
            reason_km="ក",
            reason_en="A",
            by=None,
        )


def test_a_trainer_is_away_on_each_day_of_his_absence():
    trainer = make_trainer()
    add_absence(trainer, first=date(2017, 11, 13), last=date(2017, 11, 14), reason="", by=None)
    assert [is_away(trainer, date(2017, 11, day)) for day in (12, 13, 14, 15)] == [False, True, True, False]


def test_a_trainer_who_left_teaches_nothing():
    course = make_course()
    teaching, gone = make_trainer(courses=[course]), make_trainer(courses=[course], left=True)
    assert [can_teach(teaching, course), can_teach(gone, course)] == [True, False]
    assert can_teach(teaching, make_course()) is False
