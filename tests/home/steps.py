"""A first page read as people read it: figures by label, tables by title; and what stands on it."""

from datetime import timedelta

from bs4 import BeautifulSoup

from tests.factories import make_course, make_enrolment, saved
from training import dates
from training.classes.queries import sessions_of
from training.enrolments.models import Outcome, Seat
from training.identification.models import IdentificationList, ListKind, ListState

TODAY = dates.today()
TOMORROW, YESTERDAY = TODAY + timedelta(days=1), TODAY - timedelta(days=1)


class Page:
    """The answer to a request of the first page."""

    def __init__(self, text: str) -> None:
        self.html = BeautifulSoup(text, "html.parser")

    def figure(self, label: str) -> str:
        """The value that stands under ``label``."""
        (stat,) = [
            each for each in self.html.select(".stat") if words(each.select_one(".stat__label")) == label
        ]
        return words(stat.select_one(".stat__value"))

    def link(self, label: str) -> str | None:
        """Where the figure leads."""
        found = self.html.find("a", class_="stat__link", string=label)
        return found["href"] if found else None

    def table(self, title: str) -> list[list[str]]:
        """The cells of the rows of a table; without the table, none."""
        for table in self.html.select("table.list"):
            caption = table.caption.find(string=True, recursive=False).strip()
            if caption == title:
                return [
                    [words(cell) for cell in row.find_all(["th", "td"])] for row in table.select("tbody tr")
                ]
        return []

    def day(self, day) -> list[str]:
        """What stands on a day of the month's calendar, below the date."""
        cell = self.html.select_one(f'.month time[datetime="{day.isoformat()}"]').find_parent("td")
        return [words(each) for each in cell.find_all(["p", "a"], recursive=False)[1:]]

    def links(self) -> set[str]:
        return {each["href"] for each in self.html.select("main a[href]")}


def words(tag) -> str:
    return " ".join(tag.get_text(" ").split())


def first_page(browser_of, user) -> Page:
    answer = browser_of(user).get("/")
    assert answer.status_code == 200
    return Page(answer.text)


def titled(english) -> object:
    return make_course(name_en=english)


def received(unit, **given):
    default = {
        "kind": ListKind.FMIS_USERS, "received_on": YESTERDAY, "file_name": "list.xlsx", "sha256": "a" * 64,
        "state": ListState.READ, "counts": {"new": 7, "doubtful": 2, "refused": 1}, "created_at": dates.now(),
    }  # fmt: skip
    return saved(IdentificationList(unit_id=unit.id, **(default | given)))


def first_session(training_class):
    return sessions_of(training_class)[0]


def achieved(training_class, official=None):
    """A seat whose outcome is an achievement."""
    return make_enrolment(
        training_class, official, state=Seat.COMPLETED, outcome=Outcome.ACHIEVEMENT, attended=1, taught=1,
        marks=70, decided_on=YESTERDAY,
    )  # fmt: skip
