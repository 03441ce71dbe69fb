"""An older database keeps its decisions on look-alikes when they begin to go with the official."""

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from training.db import db

pytestmark = pytest.mark.real_database
OLDER = (
    (
        "INSERT INTO unit (id, code, kind, path, name_km, name_en)"
        " VALUES (1, 'MOH', 'ministry', '/1/', 'ក', 'Health')"
    ),
    (
        "INSERT INTO official (id, unit_id, name_km, name_latin, name_key, sort_key, created_at)"
        " VALUES (1, 1, '', 'A', '', '', '2017-10-02'), (2, 1, '', 'B', '', '', '2017-10-02')"
    ),
    (
        "INSERT INTO pair_decision (first_id, second_id, verdict, decided_at)"
        " VALUES (1, 2, 'not the same person', '2017-10-02 00:00:00')"
    ),
)


def decisions() -> list[tuple]:
    with db.engine.connect() as connection:
        found = connection.execute(text("SELECT first_id, second_id, verdict FROM pair_decision"))
        return [tuple(row) for row in found]


def test_decisions_are_kept_up_and_down_and_go_with_the_official(bare):
    upgrade(revision="0004")
    with db.engine.begin() as connection:
        for statement in OLDER:
            connection.execute(text(statement))
    upgrade(revision="0005")
    assert decisions() == [(1, 2, "not the same person")]
    downgrade(revision="0004")
    assert decisions() == [(1, 2, "not the same person")]
    upgrade(revision="0005")
    with db.engine.begin() as connection:
        connection.execute(text("DELETE FROM official WHERE id = 2"))
    assert decisions() == []
