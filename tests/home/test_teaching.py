"""What waits for a coordinator and for a trainer: sessions, classes, the month, the next wave."""

from datetime import timedelta

from tests.factories import (
    make_class,
    make_enrolment,
    make_official,
    make_room,
    make_trainer,
    make_unit,
    make_user,
    saved,
)
from tests.home.steps import TODAY, TOMORROW, YESTERDAY, achieved, first_page, first_session, received, titled
from training import dates
from training.certificates import service as certificates
from training.classes.models import ClassState, SessionState
from training.courses.models import Nomination
from training.dates import HalfDay
from training.db import db
from training.enrolments.models import Seat
from training.identification.models import ListRow, RowOutcome
from training.officials.models import Sex
from training.permissions import Role
from training.resources.models import Holiday


def test_a_coordinator_sees_in_figures_what_waits(browser_of):
    late = make_class(on=(YESTERDAY,), course=titled("Old course"), state=ClassState.RUNNING)
    small = make_class(on=(TOMORROW,), course=titled("Small course"))
    make_enrolment(small, make_official(sex=Sex.FEMALE))
    make_enrolment(small, make_official(), state=Seat.REQUESTED)
    make_class(on=(TOMORROW,), course=titled("Draft course"), state=ClassState.DRAFT)
    page = first_page(browser_of, make_user(Role.COORDINATOR))
    labels = ("Classes to publish", "Requests for seats", "Called, not yet confirmed", "Sessions to seal",
              "Classes under their minimum", "Classes without outcome", "Sessions on a holiday",
              "Certificates to issue", "Lists to review")  # fmt: skip
    assert [page.figure(label) for label in labels] == ["1", "1", "1", "1", "1", "1", "0", "0", "0"]
    assert page.link("Sessions to seal") == "#wait-unsealed"
    assert page.link("Certificates to issue") is None
    assert f"/sessions/{first_session(late).id}/attendance" in page.links()


def test_the_number_of_what_waits_is_all_of_it_though_few_are_shown(browser_of):
    for _ in range(9):
        make_class(on=(TOMORROW,), state=ClassState.DRAFT)
    page = first_page(browser_of, make_user(Role.COORDINATOR))
    assert (page.figure("Classes to publish"), len(page.table("Classes to publish"))) == ("9", 6)


def test_a_coordinator_sees_lists_to_review_with_their_doubtful_rows(browser_of):
    kept = received(make_unit(name_en="Ministry of Health"))
    for number in (4, 5):
        saved(ListRow(list_id=kept.id, row=number, facts={}, outcome=RowOutcome.DOUBTFUL))
    page = first_page(browser_of, make_user(Role.COORDINATOR))
    assert page.table("Lists to review")[0][0] == "Ministry of Health"
    assert "2 doubtful rows" in page.html.get_text()


def test_a_session_on_a_day_declared_a_holiday_later_waits_for_a_decision(browser_of):
    make_class(on=(TOMORROW,), course=titled("Struck course"))
    saved(Holiday(day=TOMORROW, name_km="បុណ្យ", name_en="Festival"))
    page = first_page(browser_of, make_user(Role.COORDINATOR))
    assert page.figure("Sessions on a holiday") == "1"
    assert page.table("Sessions on a holiday")[0][0].startswith("Struck course, class")


def test_officials_without_a_seat_they_need_are_counted_with_the_women(browser_of):
    course = titled("Wanted course")
    for sex in (Sex.FEMALE, Sex.MALE):
        saved(Nomination(official_id=make_official(sex=sex).id, course_id=course.id, nominated_on=YESTERDAY))
    page = first_page(browser_of, make_user(Role.COORDINATOR))
    assert page.figure("Officials without a seat they need") == "2 (1 women)"


def test_a_completed_class_waits_until_its_certificates_are_issued(browser_of):
    training_class = make_class(on=(YESTERDAY,), course=titled("Done course"), state=ClassState.COMPLETED)
    achieved(training_class)
    user = make_user(Role.COORDINATOR)
    assert first_page(browser_of, user).figure("Certificates to issue") == "1"
    certificates.issue(training_class, by=user, at=dates.now(), on=TODAY)
    db.session.commit()
    assert first_page(browser_of, user).figure("Certificates to issue") == "0"


def test_the_month_shows_classes_with_room_and_seats_on_their_days(browser_of):
    room = make_room(name_en="Computer room 3", seats=20)
    training_class = make_class(on=(TODAY,), course=titled("Cash"), room=room, seats=20)
    make_enrolment(training_class)
    page = first_page(browser_of, make_user(Role.COORDINATOR))
    assert page.day(TODAY) == [
        f"Cash, class {training_class.number} morning · Computer room 3 1 / 20",
    ]
    assert f"/classes/{training_class.id}" in page.links()


def test_the_month_names_its_holidays(browser_of):
    saved(Holiday(day=TODAY, name_km="បុណ្យ", name_en="Water Festival"))
    assert first_page(browser_of, make_user(Role.COORDINATOR)).day(TODAY) == ["Water Festival"]


def test_a_coordinator_sees_the_next_wave_in_one_line(browser_of):
    for day in (TOMORROW, TOMORROW + timedelta(days=3)):
        make_class(on=(day,), wave="Wave IV", seats=20)
    make_class(on=(TOMORROW + timedelta(days=9),), wave="Wave V")
    page = first_page(browser_of, make_user(Role.COORDINATOR))
    line = " ".join(page.html.select_one(".wave").get_text(" ").split())
    assert line.startswith("Wave IV 2 classes ·")
    assert line.endswith("· 0 of 40 seats taken")


def test_a_trainer_marks_todays_session_with_one_button(browser_of):
    user = make_user(Role.TRAINER)
    mine = make_class(on=(TODAY,), course=titled("My course"), trainer=make_trainer(user_id=user.id))
    make_class(on=(TODAY,), course=titled("Foreign course"), half=HalfDay.AFTERNOON)
    page = first_page(browser_of, user)
    button = page.html.find("a", class_="btn-primary")
    assert button["href"] == f"/sessions/{first_session(mine).id}/attendance"
    assert "Foreign course" not in page.html.get_text()


def test_a_session_of_today_stays_in_sight_when_it_is_sealed(browser_of):
    user = make_user(Role.TRAINER)
    mine = make_class(on=(TODAY,), trainer=make_trainer(user_id=user.id))
    first_session(mine).move_to(SessionState.SEALED)
    page = first_page(browser_of, user)
    assert page.html.find("a", class_="btn-primary") is None
    assert page.html.select_one("article .state").get_text(strip=True) == "sealed"


def test_a_trainer_without_a_session_today_sees_the_next_one_with_its_place(browser_of):
    user = make_user(Role.TRAINER)
    make_class(on=(TOMORROW,), course=titled("Next course"), trainer=make_trainer(user_id=user.id))
    card = first_page(browser_of, user).html.select_one("article").get_text(" ")
    assert ("Your next session" in card, "Next course" in card, "Building B" in card) == (True, True, True)


def test_results_to_enter_are_those_of_a_trainers_own_classes(browser_of):
    user = make_user(Role.TRAINER, Role.COORDINATOR)
    make_class(on=(YESTERDAY,), course=titled("Mine"), trainer=make_trainer(user_id=user.id))
    make_class(on=(YESTERDAY,), course=titled("Foreign"), half=HalfDay.AFTERNOON)
    rows = first_page(browser_of, user).table("Results to enter")
    assert [row[0].split(",")[0] for row in rows] == ["Mine"]
