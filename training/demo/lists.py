"""The demo's lists, treated with the program's own verbs; the last one waits for a person."""

from datetime import date, datetime, time, timedelta
from pathlib import Path

from sqlalchemy import select

from training import dates
from training.accounts.models import User
from training.db import db
from training.identification import reviewing, service
from training.identification.applying import apply
from training.identification.models import IdentificationList, ListKind, ListRow, RowDecision, RowOutcome
from training.identification.reading.read import read
from training.organisation.models import Unit

FOLDER = Path(__file__).parent / "lists"
MINISTRIES = ("MEF", "MOEYS", "MOH", "MAFF", "MLVT", "MOWA", "MPTC", "MCS", "MOE", "MIH")
APPLIED = (
    ("IT_foundation_treasuries", "GDNT", 115, "២១៤ រតន"),
    ("IT_foundation_PDEF", "MEF", 112, "៣០២ សហវ"),
    ("FMIS_users_treasuries", "GDNT", 105, "២៤០ រតន"),
    *(
        (f"FMIS_users_{code}", code, 24 - number, f"{118 + 7 * number} {code}")
        for number, code in enumerate(MINISTRIES)
    ),
)
NEWER = ("FMIS_users_MIH_v2", "MIH", 6, "១៩៦ MIH")
TO_REVIEW = ("FMIS_users_MOE_late", "MOE", 2, "៤១១ បរស")


def apply_all(on: date, *, by: User) -> None:
    """Receive and apply every list on its day; leave the late one to be reviewed."""
    for name, code, days_ago, letter in (*APPLIED, NEWER):
        day = on - timedelta(days=days_ago)
        kept = _received(name, code=code, day=day, letter=letter, by=by)
        _decide_doubts(kept, by=by, at=_hour(day, 10))
        apply(kept, by=by, on=day, at=_hour(day, 10))
    name, code, days_ago, letter = TO_REVIEW
    day = on - timedelta(days=days_ago)
    _received(name, code=code, day=day, letter=letter, by=by, place=service.Place.BESIDE)


def _received(
    name: str,
    *,
    code: str,
    day: date,
    letter: str,
    by: User,
    place: service.Place = service.Place.NEWER,
) -> IdentificationList:
    unit = db.session.scalars(select(Unit).where(Unit.code == code)).one()
    kind = ListKind.IT_FOUNDATION if name.startswith("IT_") else ListKind.FMIS_USERS
    content = (FOLDER / f"{name}.xlsx").read_bytes()
    kept = service.receive(
        content, file_name=f"{name}.xlsx", unit=unit, kind=kind, received_on=day, by=by, at=_hour(day, 9),
        letter_number=letter, letter_date=day - timedelta(days=1), place=place,
    )  # fmt: skip
    reading = read(content, org=code, kind=kind, received=day)
    reviewing.review(kept, reading)
    db.session.flush()
    return kept


def _decide_doubts(kept: IdentificationList, *, by: User, at: datetime) -> None:
    doubts = select(ListRow).where(ListRow.list_id == kept.id, ListRow.outcome == RowOutcome.DOUBTFUL)
    for row in db.session.scalars(doubts).all():
        service.decide(row, decision=RowDecision.ACCEPT, by=by, at=at)


def _hour(day: date, hour: int) -> datetime:
    return dates.instant(day, time(hour, 0))
