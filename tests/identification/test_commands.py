"""The commands of lists: a list from a shell stands where it is told to stand."""

from pathlib import Path

import pytest
from sqlalchemy import select

from tests.identification.test_life_of_a_list import reference  # noqa: F401
from training.db import db
from training.identification.models import IdentificationList, ListState

CORPUS = Path(__file__).parent / "corpus"


@pytest.fixture
def lists(app):
    """``lists("apply", "1")`` as in a shell; it must succeed."""

    def run(*words: object) -> str:
        answer = app.test_cli_runner().invoke(args=["lists", *map(str, words)])
        assert (answer.exit_code, answer.stderr) == (0, "")
        return answer.stdout

    return run


@pytest.mark.parametrize(
    ("more", "is_newer", "state"),
    [((), True, ListState.REPLACED), (("--beside",), False, ListState.APPLIED)],
)
def test_a_received_list_is_a_newer_version_unless_it_is_told_to_stand_beside(lists, more, is_newer, state):
    lists("receive", CORPUS / "FMIS_users_MCS_v1.xlsx", "--unit", "MCS", "--received", "2017-10-02")
    older = db.session.scalars(select(IdentificationList)).one()
    lists("apply", older.id)
    lists("receive", CORPUS / "FMIS_users_MCS_v2.xlsx", "--unit", "MCS", "--received", "2017-10-09", *more)
    newer = db.session.scalars(select(IdentificationList).order_by(IdentificationList.id.desc())).first()
    lists("apply", newer.id)

    assert newer.replaces_id == (older.id if is_newer else None)
    assert older.state is state


def test_the_help_of_receive_names_both_places(lists):
    told = " ".join(lists("receive", "--help").split())

    assert "a newer version of the list of this kind that the unit sent before" in told
    assert "--beside Let it stand beside the list before, not replace it." in told
