"""A folder of deliveries rehearsed: the corpus of made-up lists against its truth, and small folders."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.identification.reading.making import CHAN, HEADINGS, SOK, csv_bytes
from training.identification import rehearsal
from training.identification.rehearsal import (
    ManifestError,
    corpus_result,
    joined,
    latest,
    rehearse,
    result_of,
)
from training.khmer import key, latin_key, name_key

CORPUS = Path(__file__).parent / "corpus"
TRUTHS = sorted((CORPUS / "truth").glob("[!_]*.json"))
Result = dict[str, Any]


@pytest.fixture(scope="module")
def results(tmp_path_factory) -> dict[str, Result]:
    output = tmp_path_factory.mktemp("results")
    rehearse(CORPUS, output)
    return {
        path.name.removesuffix(".result.json"): json.loads(path.read_text("utf-8"))
        for path in output.iterdir()
    }


def rows(item: Result) -> frozenset[tuple[str, str, int]]:
    return frozenset((row.get("file", ""), row["sheet"], row["row"]) for row in item["rows"])


def relations(items: Iterable[Result]) -> list[tuple[str, list[tuple[str, str, int]]]]:
    return sorted((item["kind"], sorted(rows(item))) for item in items)


COMPARED: dict[str, Callable[[Any], object]] = {
    "khmer_name": name_key,
    "latin_name": latin_key,
    "unit": key,
    "office": key,
    "position": key,
    "roles": sorted,
}
FIELDS = (
    "id", "khmer_name", "latin_name", "sex", "birth_date", "phone", "email", "org", "unit", "office",
    "position", "roles",
)  # fmt: skip


def compared(field: str, value: Any) -> object:
    return COMPARED.get(field, str)(value) if value else None


def officials(result: Result) -> list[tuple[object, ...]]:
    return sorted(
        (
            (sorted(rows(one)), *(compared(field, one[field]) for field in FIELDS))
            for one in result["officials"]
        ),
        key=str,
    )


def delta(result: Result) -> Result | None:
    """Added, removed, changed and unchanged, with values as they are compared."""
    found = result["delta_from_previous"]
    if found is None:
        return None
    changed = [
        (
            one["key"],
            sorted(
                (f, str(compared(f, old)), str(compared(f, new))) for f, (old, new) in one["fields"].items()
            ),
        )
        for one in found["changed"]
    ]
    lists = {name: sorted(found[name]) for name in ("added", "removed")}
    return {**lists, "changed": sorted(changed), "unchanged": found["unchanged"]}


@pytest.mark.parametrize("path", TRUTHS, ids=lambda path: path.name.removesuffix(".truth.json"))
def test_a_list_of_the_corpus_is_read_without_any_difference_to_the_truth(results, path):
    truth = json.loads(path.read_text("utf-8"))
    result = results[truth["file"]]

    assert result["status"] == truth["status"]
    assert officials(result) == officials(truth)
    assert [(r["sheet"], r["row"], r["reasons"][0]) for r in result["rejected"]] == [
        (r["sheet"], r["row"], r["reasons"][0]) for r in truth["rejected"]
    ]
    assert sorted((r["sheet"], r["row"], r["reason"]) for r in result["held"]) == sorted(
        (r["sheet"], r["row"], r["reason"]) for r in truth["held"]
    )
    for kind in ("duplicates", "conflicts", "suggestions"):
        assert relations(result[kind]) == relations(truth[kind])
    assert delta(result) == delta(truth)


def test_all_lists_together_make_the_register_of_the_truth(results):
    truth = json.loads((CORPUS / "truth" / "_corpus.truth.json").read_text("utf-8"))
    result = results["_corpus"]

    assert result["officials_total"] == truth["officials_total"]
    for kind in ("conflicts", "two_orgs", "suggestions_across_lists"):
        assert relations(result[kind]) == relations(truth[kind])


def folder_of(tmp_path: Path, *deliveries: tuple[str, bytes, dict[str, Any]]) -> Path:
    """A folder with files and their manifest."""
    usual = {"org": "MEF", "list_kind": "fmis_users", "version": 1, "received": "2018-03-05"}
    manifest = [{"file": name, "list": name, **usual, **facts} for name, _, facts in deliveries]
    for name, content, _ in deliveries:
        (tmp_path / name).write_bytes(content)
    (tmp_path / "manifest.json").write_text(json.dumps({"deliveries": manifest}), encoding="utf-8")
    return tmp_path


def test_a_refused_version_changes_nothing(tmp_path):
    folder = folder_of(
        tmp_path,
        ("one.csv", csv_bytes([HEADINGS, SOK]), {"list": "a"}),
        ("two.csv", b"\xff\xff", {"list": "a", "version": 2, "replaces": "one.csv"}),
        ("three.csv", csv_bytes([HEADINGS, SOK, CHAN]), {"list": "a", "version": 3, "replaces": "two.csv"}),
    )
    rehearsed = rehearse(folder, tmp_path / "out")

    assert [result_of(one)["status"] for one in rehearsed] == ["F_OK", "F_UNREADABLE", "F_OK"]
    assert result_of(rehearsed[2])["delta_from_previous"] == {
        "added": ["id:9012345679"], "removed": [], "changed": [], "unchanged": 1,
    }  # fmt: skip
    assert [one.delivery.file for one in latest(rehearsed)] == ["three.csv"]
    assert [one.delivery.file for one in latest(rehearsed[:2])] == ["one.csv"]


def test_one_person_of_two_organisations_is_one_official(tmp_path):
    folder = folder_of(
        tmp_path,
        ("mef.csv", csv_bytes([HEADINGS, SOK]), {}),
        ("moh.csv", csv_bytes([HEADINGS, (SOK[0], "", *SOK[2:])]), {"org": "MOH"}),
    )
    corpus = corpus_result(joined(latest(rehearse(folder, tmp_path / "out"))))

    assert corpus["officials_total"] == 1
    assert corpus["two_orgs"] == [
        {
            "kind": "X_TWO_ORGS",
            "rows": [{"file": "mef.csv", "sheet": "", "row": 2}, {"file": "moh.csv", "sheet": "", "row": 2}],
            "orgs": ["MEF", "MOH"],
        }
    ]


def test_conflicts_and_suggestions_of_one_file_are_no_matter_of_the_corpus(tmp_path):
    people = [SOK, ("2", "9000000001", *SOK[2:]), ("3", "9000000002", "សុខ សុភី", *SOK[3:])]
    folder = folder_of(tmp_path, ("mef.csv", csv_bytes([HEADINGS, *people]), {}))
    corpus = corpus_result(joined(latest(rehearse(folder, tmp_path / "out"))))

    assert corpus == {"officials_total": 3, "conflicts": [], "two_orgs": [], "suggestions_across_lists": []}


MISSING = {"file": "no.csv", "org": "MEF", "list_kind": "fmis_users", "received": "2018-03-05"}


@pytest.mark.parametrize(
    "manifest",
    ["", "{}", '{"deliveries": [{"file": "x"}]}', '{"deliveries": 7}', json.dumps({"deliveries": [MISSING]})],
)
def test_a_folder_without_a_good_manifest_cannot_be_rehearsed(tmp_path, manifest):
    (tmp_path / "manifest.json").write_text(manifest, encoding="utf-8")

    with pytest.raises(ManifestError):
        rehearse(tmp_path, tmp_path / "out")


def test_a_manifest_cannot_reach_out_of_its_folder(tmp_path):
    (tmp_path / "inside").mkdir()
    folder = folder_of(
        tmp_path / "inside", ("mef.csv", csv_bytes([HEADINGS, SOK]), {"file": "../secret.csv"})
    )
    (tmp_path / "secret.csv").write_bytes(csv_bytes([HEADINGS, SOK]))

    with pytest.raises(ManifestError):
        rehearse(folder, tmp_path / "inside" / "out")


def test_the_command_tells_in_one_line_what_is_wrong(tmp_path, capsys):
    assert rehearsal.main([str(tmp_path), "--output", str(tmp_path / "out")]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_the_command_needs_no_database(tmp_path):
    folder = folder_of(tmp_path, ("mef.csv", csv_bytes([HEADINGS, SOK]), {}))
    command = [sys.executable, "-m", rehearsal.__name__, str(folder), "--output", str(tmp_path / "out")]
    done = subprocess.run(command, capture_output=True, check=False, text=True, cwd=Path(__file__).parents[2])

    assert (done.returncode, done.stderr) == (0, "")
    assert {path.name for path in (tmp_path / "out").iterdir()} == {
        "mef.csv.result.json",
        "_corpus.result.json",
    }


def test_ages_are_judged_on_the_day_a_list_was_received(tmp_path):
    young = csv_bytes([HEADINGS, (*SOK[:4], "05/03/2001", SOK[5])])
    folder = folder_of(
        tmp_path, ("a.csv", young, {"received": "2018-03-04"}), ("b.csv", young, {"received": "2018-03-05"})
    )
    rehearsed = rehearse(folder, tmp_path / "out")

    assert [len(one.reading.officials) for one in rehearsed] == [0, 1]
    assert rehearsed[1].reading.officials[0].person.birth_date == date(2001, 3, 5)
