"""Classes begin and end by the clock."""

from datetime import datetime

from training import jobs
from training.classes import service


@jobs.every_minute
def begin_and_end(*, at: datetime) -> None:
    service.bring_up_to_date(at=at)
