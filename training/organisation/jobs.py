"""Units take up their new names by the clock."""

from datetime import datetime

from training import dates, jobs
from training.organisation import names


@jobs.every_minute
def take_up_names(*, at: datetime) -> None:
    names.take_up(on=dates.local(at).date())
