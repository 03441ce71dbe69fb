"""The pictures: figures stand in words, lengths are true, names are hostile, in the reader's language."""

import re

import pytest
from bs4 import BeautifulSoup

from training import i18n
from training.web import charts
from training.web.charts import Bar, Part, Stack, Tile


@pytest.fixture(autouse=True)
def english(app):
    with app.test_request_context():
        i18n.speak("en")
        yield


def soup(markup) -> BeautifulSoup:
    return BeautifulSoup(str(markup), "html.parser")


def widths(picture, name: str) -> list[int]:
    return [int(rect["width"]) for rect in picture.select(f".bars__strip rect.part--{name}")]


def test_a_bar_is_as_long_as_its_share_of_the_longest():
    picture = soup(charts.bars("Trained", [Bar("Treasury", 160, 40), Bar("Investment", 40, 10)]))

    assert widths(picture, "total") == [1000, 250]
    assert widths(picture, "women") == [250, 62]


def test_each_bar_says_both_numbers():
    picture = soup(charts.bars("Trained", [Bar("Treasury", 163, 52), Bar("Investment", 1, 0)]))

    assert [words.text for words in picture.select(".bars__number")] == ["163 (52 women)", "1 (0 women)"]


def test_the_same_picture_speaks_khmer():
    i18n.speak("km")

    picture = soup(charts.bars("Trained", [Bar("Treasury", 163, 52)]))

    assert picture.select_one(".bars__number").text == "163 នាក់ (ស្រី 52 នាក់)"


def test_nobody_at_all_draws_empty_bars():
    picture = soup(charts.bars("Trained", [Bar("Treasury", 0, 0)]))

    assert widths(picture, "total") == [0]


def test_no_rows_draw_a_picture_without_bars():
    assert soup(charts.bars("Trained", [])).select(".bars__row") == []


def test_a_bar_with_an_address_opens_to_its_names():
    picture = soup(charts.bars("Trained", [Bar("Treasury", 3, 1, "/officials/?unit=7"), Bar("Other", 2, 1)]))

    assert [link["href"] for link in picture.select("a.bars__label")] == ["/officials/?unit=7"]


def test_a_name_cannot_bring_markup():
    picture = charts.bars("<i>", [Bar("<script>alert(1)</script>", 3, 1, '"><b>')])

    assert soup(picture).select("script, i, b") == []
    assert soup(picture).select_one(".bars__label").text == "<script>alert(1)</script>"


def test_the_parts_of_a_stack_join_without_a_gap():
    thirds = tuple(Part(name, 1, "good") for name in ("certified", "called", "needs"))

    strip = soup(charts.stacked_bars("Where they stand", [Stack("Payable", thirds)])).select(
        ".bars__strip rect"
    )

    assert [(int(rect["x"]), int(rect["width"])) for rect in strip] == [(0, 333), (333, 334), (667, 333)]


def test_a_stack_names_its_parts_and_leaves_out_the_empty_ones():
    row = Stack(
        "Payable", (Part("certified", 40, "good"), Part("called", 0, "info"), Part("needs", 31, "warn"))
    )

    picture = soup(charts.stacked_bars("Where they stand", [row]))

    assert picture.select_one(".bars__number").text == "certified 40 · needs 31"
    assert [entry.text for entry in picture.select(".chart__legend li")] == ["certified", "called", "needs"]


def test_the_grid_has_a_place_of_its_own_for_each_of_the_25_provinces():
    codes = [f"{number:02}" for number in range(1, 26)]

    assert sorted(charts.PLACES) == codes
    assert len(set(charts.PLACES.values())) == 25


@pytest.mark.parametrize(
    ("done", "total", "level"),
    [
        (0, 0, "none"),
        (0, 20, "level-0"),
        (3, 16, "level-0"),
        (4, 20, "level-1"),
        (19, 20, "level-4"),
        (20, 20, "level-4"),
    ],
)
def test_a_tile_is_darker_where_more_is_done(done, total, level):
    picture = soup(charts.province_tiles("Certified", [Tile("12", "Phnom Penh", done, total, 0)]))

    assert picture.select_one("g.tile")["class"] == ["tile", f"tile--{level}"]


def test_a_tile_says_in_words_what_it_shows():
    tile = Tile("01", i18n.Bilingual("បន្ទាយមានជ័យ", "Banteay Meanchey"), 7, 20, 3, "/officials/?province=01")

    picture = soup(charts.province_tiles("Certified", [tile]))

    words = "Banteay Meanchey: 7 of 20 (3 women)"
    assert picture.select_one("g.tile title").text == words
    assert picture.select_one("a")["aria-label"] == words
    assert [line.text for line in picture.select(".tile__name")] == ["Banteay", "Meanchey"]


def test_a_cell_of_the_board_says_its_state_and_that_of_each_step():
    cell = soup(charts.readiness_cell("nearly", steps=["certified", "called", "nobody"], url="/readiness/7"))

    assert cell.select_one("a.cell.cell--warn")["href"] == "/readiness/7"
    assert cell.select_one(".cell__word").text == "nearly"
    assert cell.select_one("title").text == "entry: certified, review: called, approval: nobody"
    assert [rect["class"][1] for rect in cell.select("rect")] == ["step--good", "step--info", "step--bad"]


@pytest.mark.parametrize(
    "picture",
    [
        lambda: charts.bars("a", [Bar("b", 3, 1, "/c")], description="d"),
        lambda: charts.stacked_bars("a", [Stack("b", (Part("c", 3, "good"),), "/d")]),
        lambda: charts.province_tiles("a", [Tile("01", "b", 1, 2, 0, "/c")]),
        lambda: charts.readiness_cell("ready", steps=["certified"] * 3),
    ],
)
def test_no_picture_needs_a_style_or_script_of_its_own(picture):
    assert re.search(r"style=|<style|<script|\son\w+=", str(picture())) is None
