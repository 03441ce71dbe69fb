"""An older database keeps the journal of its lists when runs take the place of single records."""

import pytest
from flask_migrate import downgrade, upgrade
from sqlalchemy import text

from training.db import db

pytestmark = pytest.mark.real_database
OLDER = (
    "INSERT INTO unit (id, code, kind, path, name_km, name_en) VALUES (1, 'MOH', 'ministry', '/1/', 'ក', 'Health')",
    """INSERT INTO identification_list
       (id, unit_id, kind, version, letter_number, received_on, file_name, sha256, state, file_status, counts, reason, created_at)
       VALUES (1, 1, 'fmis_users', 1, '', '2017-10-02', 'a.xlsx', 'x', 'applied', '', '{}', '', '2017-10-02')""",
    """INSERT INTO list_deed (list_id, "table", row_id, before, after)
       VALUES (1, 'official', 4, NULL, '{}'), (1, 'official', 2, '{"phone": null}', '{"phone": "1"}')""",
)
DEEDS = """SELECT "table", row_id, {last} before IS NULL FROM list_deed ORDER BY row_id"""


def deeds(last: str = "last_id,") -> list[tuple]:
    with db.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(DEEDS.format(last=last)))]


def test_each_older_deed_becomes_a_run_of_one_and_runs_become_single_deeds_again(bare):
    upgrade(revision="0005")
    with db.engine.begin() as connection:
        for statement in OLDER:
            connection.execute(text(statement))

    upgrade(revision="0006")

    assert deeds() == [("official", 2, 2, False), ("official", 4, 4, True)]
    with db.engine.begin() as connection:
        connection.execute(text("UPDATE list_deed SET last_id = 6 WHERE row_id = 4"))
    downgrade(revision="0005")
    assert deeds(last="") == [("official", 2, False), *(("official", number, True) for number in (4, 5, 6))]
