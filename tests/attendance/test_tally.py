"""How often an official came."""

from training.attendance.models import Presence
from training.attendance.tally import Tally, tally


def test_late_counts_as_present_and_excused_does_not():
    assert tally(Presence, planned=10) == Tally(planned=10, attended=2, missed=2)


def test_the_percentage_is_of_the_half_days_planned_and_rounded_down():
    assert Tally(planned=3, attended=2, missed=0).percent == 66


def test_a_class_without_half_days_counts_nothing():
    assert Tally(planned=0, attended=0, missed=0).percent == 0


def test_two_missed_of_ten_can_still_reach_eighty_percent_and_three_cannot():
    assert Tally(planned=10, attended=0, missed=2).can_reach(80)
    assert not Tally(planned=10, attended=7, missed=3).can_reach(80)
