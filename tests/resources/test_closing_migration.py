"""An older database keeps its closed rooms, and what its rooms had, when rooms begin to close from a day."""

import pytest
from flask_migrate import upgrade
from sqlalchemy import text

from training.db import db

pytestmark = pytest.mark.real_database
OLDER = (
    "INSERT INTO province (code, name_km, name_en) VALUES ('12', 'ក', 'Phnom Penh')",
    """INSERT INTO training_centre (id, name_km, name_en, address_km, address_en, province_code)
       VALUES (1, 'ក', 'A', '', '', '12')""",
    """INSERT INTO room (id, centre_id, name_km, name_en, seats, features, closed)
       VALUES (1, 1, 'ក', 'Open', 20, '["projector"]', false), (2, 1, 'ខ', 'Shut', 20, '[]', true)""",
)


def test_closed_rooms_stay_closed_and_features_keep_their_words(bare):
    upgrade(revision="0001")
    with db.engine.begin() as connection:
        for statement in OLDER:
            connection.execute(text(statement))
    upgrade(revision="0002")
    with db.engine.connect() as connection:
        rooms = connection.execute(text("SELECT name_en, closed_from IS NULL FROM room ORDER BY id")).all()
        features = connection.execute(text("SELECT code, name_km, name_en FROM feature")).all()
    assert [(name, bool(is_open)) for name, is_open in rooms] == [("Open", True), ("Shut", False)]
    assert [tuple(feature) for feature in features] == [("projector", "projector", "projector")]
