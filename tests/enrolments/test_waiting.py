"""What the pages of the waiting list show, and when the program has to act."""

from datetime import timedelta

from tests.enrolments.queues import (
    EARLIER,
    TWO_DAYS,
    enrol,
    full_class,
    nominate,
    notes_of,
    states,
    wait,
    who,
    withdraw,
)
from tests.factories import MONDAY, NOON, TUESDAY, make_class, make_official, make_unit, make_user
from training.classes.service import bring_up_to_date
from training.enrolments import queries, queue, requests, service, waiting
from training.enrolments.asking import Way
from training.enrolments.jobs import settle_waiting_lists
from training.enrolments.models import Seat
from training.permissions import Role


def queue_of(training_class, user=None, at=EARLIER):
    return waiting.queue_of(training_class, for_user=user or make_user(), at=at)


def wishes(enrolment, at=EARLIER):
    return waiting.wishes_of(enrolment.official_id, at=at)


def test_places_follow_the_order_of_asking_and_close_up():
    training_class, _there = full_class()
    first, second, third = (wait(training_class) for _ in range(3))

    queue.leave(second, by=make_user(), at=EARLIER, reason="ill")

    found = queue_of(training_class)
    assert [(wish.enrolment.id, wish.place) for wish in found.waiting] == [(first.id, 1), (third.id, 2)]
    assert found.length == 2


def test_a_focal_person_sees_his_officials_with_their_place_on_the_whole_list():
    unit = make_unit()
    training_class, _there = full_class()
    wait(training_class)
    own = wait(training_class, make_official(unit=unit))

    found = queue_of(training_class, make_user(Role.FOCAL, unit=unit))

    assert [(wish.enrolment.id, wish.place) for wish in found.waiting] == [(own.id, 2)]
    assert found.length == 2


def test_requests_offers_and_the_list_stand_apart():
    training_class, (seat,) = full_class(by_approval=True)
    first, second = wait(training_class), wait(training_class)
    request = requests.ask(make_official(), to=training_class, by=make_user(), at=EARLIER)
    withdraw(seat)

    found = queue_of(training_class)

    groups = (found.requests, found.offers, found.waiting)
    assert [[wish.enrolment.id for wish in group] for group in groups] == [
        [request.id],
        [first.id],
        [second.id],
    ]


def test_a_lapsed_offer_is_no_offer_even_before_the_sweep():
    training_class, (seat,) = full_class()
    offered = wait(training_class)
    withdraw(seat)

    assert [wish.enrolment.id for wish in wishes(offered)] == [offered.id]
    assert (wishes(offered, at=EARLIER + TWO_DAYS), states(offered)) == ([], [Seat.OFFERED])
    assert queue_of(training_class, at=EARLIER + TWO_DAYS).offers == []


def test_an_official_reads_his_place_and_that_he_was_passed_over():
    training_class, (seat,) = full_class()
    first, second = wait(training_class), wait(training_class)
    enrol(who(first), to=make_class())
    withdraw(seat)

    (wish,) = wishes(first)

    assert (wish.place, wish.length, list(wish.notes)) == (1, 1, notes_of(first))
    (wish,) = wishes(second)
    assert (wish.place, list(wish.notes)) == (None, [])


def test_an_official_reads_what_became_of_his_request_until_the_class_is_over():
    training_class = make_class(by_approval=True)
    request = requests.ask(make_official(), to=training_class, by=make_user(), at=EARLIER)
    requests.refuse(request, reason="treasuries first", by=make_user(), at=EARLIER)

    assert [wish.enrolment.reason for wish in wishes(request)] == ["treasuries first"]
    assert wishes(request, at=NOON + timedelta(days=1)) == []


def test_who_left_the_list_himself_is_told_nothing_and_who_was_left_behind_is():
    training_class, _there = full_class(on=(MONDAY, TUESDAY))
    first, second = wait(training_class), wait(training_class)
    queue.leave(first, by=make_user(), at=EARLIER, reason="ill")
    bring_up_to_date(at=NOON)
    tomorrow = NOON + timedelta(days=1)

    settle_waiting_lists(at=tomorrow)

    assert wishes(first, at=tomorrow) == []
    (wish,) = wishes(second, at=tomorrow)
    assert [note.reason_en for note in wish.notes] == [f"{training_class.name.en} has begun."]


def test_only_the_last_of_several_wishes_counts():
    training_class, (seat,) = full_class()
    first = wait(training_class)
    withdraw(seat)
    queue.settle(training_class, at=EARLIER + TWO_DAYS)
    assert [wish.enrolment.state for wish in wishes(first, at=EARLIER + TWO_DAYS)] == [Seat.EXPIRED]

    enrol(make_official(), to=training_class, at=EARLIER + TWO_DAYS)
    again = wait(training_class, who(first), at=EARLIER + TWO_DAYS)

    assert [wish.enrolment.id for wish in wishes(again, at=EARLIER + TWO_DAYS)] == [again.id]


def test_the_sweep_passes_lapsed_offers_on_and_then_has_nothing_to_do():
    training_class, (seat,) = full_class()
    first, second = wait(training_class), wait(training_class)
    withdraw(seat)
    late = EARLIER + TWO_DAYS
    assert waiting.due(at=EARLIER) == []
    assert waiting.due(at=late) == [training_class.id]

    settle_waiting_lists(at=late)

    assert states(first, second) == [Seat.EXPIRED, Seat.OFFERED]
    assert waiting.due(at=late) == []


def test_the_sweep_offers_a_seat_to_who_can_come_now():
    training_class, (seat,) = full_class()
    blocked = wait(training_class)
    other = enrol(who(blocked), to=make_class())
    withdraw(seat)
    withdraw(other)

    settle_waiting_lists(at=EARLIER)

    assert states(blocked) == [Seat.OFFERED]


def test_the_sweep_sees_that_a_lapsed_offer_in_one_class_frees_somebody_for_another():
    other, (other_seat,) = full_class()
    training_class, (seat,) = full_class()
    official = make_official()
    here, there = wait(other, official), wait(training_class, official)
    withdraw(seat)
    withdraw(other_seat)
    assert states(here, there) == [Seat.WAITING, Seat.OFFERED]

    settle_waiting_lists(at=EARLIER + TWO_DAYS)

    assert states(here, there) == [Seat.OFFERED, Seat.EXPIRED]


def test_lapsed_offers_are_found_for_a_class_and_for_who_waits_behind_them():
    training_class, (seat,) = full_class()
    _first, second = wait(training_class), wait(training_class)
    withdraw(seat)
    late = EARLIER + TWO_DAYS

    assert waiting.lapsed_offers(at=EARLIER, of_class=training_class.id) == []
    assert waiting.lapsed_offers(at=late, of_class=training_class.id) == [training_class.id]
    assert waiting.lapsed_offers(at=late, of_class=training_class.id + 1) == []
    assert waiting.lapsed_offers(at=late, of_official=second.official_id) == [training_class.id]
    assert waiting.lapsed_offers(at=late, of_official=seat.official_id) == []


def test_an_offered_seat_is_not_yet_in_the_schedule():
    training_class, (seat,) = full_class()
    offered = wait(training_class)
    withdraw(seat)

    assert (queries.schedule_of(offered.official_id), queries.own_seats(offered.official_id)) == ([], [])
    queue.accept(offered, by=None, at=EARLIER)
    assert len(queries.schedule_of(offered.official_id)) == 1
    assert [each.id for each in queries.own_seats(offered.official_id)] == [offered.id]


def test_the_way_into_a_class_is_a_seat_a_request_or_the_list():
    official = make_official()
    himself = make_user(Role.OFFICIAL, official_id=official.id)
    free = make_class(open_to_all=True)
    granted = make_class(open_to_all=True, by_approval=True, on=(TUESDAY,))
    full, _there = full_class(open_to_all=True)
    for each in (free, granted, full):
        nominate(official, each.course)

    found = queries.offers_to(official, for_user=himself, at=EARLIER)

    assert {each.training_class.id: (each.way, each.why_not) for each in found} == {
        free.id: (Way.SEAT, ()),
        granted.id: (Way.REQUEST, ()),
        full.id: (Way.WAITING, ()),
    }


def test_the_coordinator_gives_seats_where_others_ask():
    granted = make_class(by_approval=True)

    ways = [queries.way_into(granted, by=make_user(role)) for role in (Role.COORDINATOR, Role.FOCAL)]

    assert ways == [Way.SEAT, Way.REQUEST]
    assert service.enrol(make_official(), to=granted, by=None, at=EARLIER).state is Seat.CALLED
