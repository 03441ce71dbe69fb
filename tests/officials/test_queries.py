"""Finding officials: by any spelling of the name, by ID, page by page, and only one's own."""

import pytest

from tests.factories import make_official, make_unit, make_user
from training import khmer
from training.errors import NotFound
from training.officials import queries
from training.officials.models import Sex
from training.officials.queries import Count, OfficialFilters, get_official, officials
from training.permissions import Role


def make(name_km: str, **given):
    keys = {"name_key": khmer.name_key(name_km), "sort_key": khmer.sort_key(name_km)}
    return make_official(name_km=name_km, **keys, **given)


def found(user, **filters) -> list[int]:
    return [official.id for official in officials(user, OfficialFilters(**filters)).officials]


def test_a_name_is_found_without_spaces_and_in_latin_in_any_order():
    user, official = make_user(), make("សុខ សុភា", name_latin="SOK SOPHEA", staff_id="0000099999")
    make("ចាន់ ដារា", name_latin="CHAN DARA")
    for text in ("សុខសុភា", "លោកស្រី សុខ សុភា", "sophea sok", "0000099", "០០០០០៩៩"):
        assert found(user, text=text) == [official.id]


def test_signs_of_a_pattern_are_only_signs():
    make("សុខ សុភា", name_latin="SOK SOPHEA")
    assert found(make_user(), text="ស%ភា") == []


def test_a_unit_means_all_below_it():
    ministry = make_unit()
    office = make_unit(parent=ministry)
    inside = make_official(unit=office)
    make_official()
    assert found(make_user(), unit=ministry.id) == [inside.id]


def test_the_list_is_counted_with_its_women():
    make_official(sex=Sex.FEMALE)
    make_official()
    assert officials(make_user(), OfficialFilters()).count == Count(2, 1)


def test_pages_follow_each_other_in_both_directions(monkeypatch):
    monkeypatch.setattr(queries, "PAGE", 2)
    user, all_of_them = make_user(), [make(name).id for name in ("ក", "ខ", "គ", "ឃ", "ង")]
    first = officials(user, OfficialFilters())
    second = officials(user, OfficialFilters(), after=first.next)
    last = officials(user, OfficialFilters(), after=second.next)
    back = officials(user, OfficialFilters(), before=last.previous)
    assert [[o.id for o in page.officials] for page in (first, second, last, back)] == [
        all_of_them[:2], all_of_them[2:4], all_of_them[4:], all_of_them[2:4],
    ]  # fmt: skip
    assert (first.previous, last.next) == (None, None)


def test_a_focal_person_sees_his_own_officials_only():
    unit = make_unit()
    mine, other, user = make_official(unit=unit), make_official(), make_user(Role.FOCAL, unit=unit)
    assert found(user) == [mine.id]
    with pytest.raises(NotFound):
        get_official(other.id, user=user)


def test_a_merged_official_answers_with_the_one_who_stays():
    stays = make_official()
    merged = make_official(merged_into_id=stays.id)
    user = make_user()
    assert get_official(merged.id, user=user).id == stays.id
    assert found(user) == [stays.id]
