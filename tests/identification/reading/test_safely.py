"""Reading in a child process: whatever the file does to the reader, the answer is a reading."""

import os
import pickle
import subprocess
import sys
from pathlib import Path

import pytest

from tests.identification.reading.making import (
    CHAN,
    HEADINGS,
    RECEIVED,
    SOK,
    csv_bytes,
    read_bytes,
    xlsx_bytes,
)
from training.identification.reading import confined, limits
from training.identification.reading.model import ListKind, Refusal
from training.identification.reading.safely import read_safely

ROWS = [HEADINGS, SOK, CHAN, ("3", "12", "ម៉ៅ", "", "31/02/1990", "??")]
PROJECT = Path(__file__).parents[3]


@pytest.mark.parametrize("writer", [csv_bytes, xlsx_bytes])
def test_a_child_reads_what_this_process_reads(writer):
    data = writer(ROWS)

    assert read_safely(data, org="MEF", kind=ListKind.FMIS_USERS, received=RECEIVED) == read_bytes(data)


def run_child(work: str) -> tuple[int, bytes, bytes]:
    """Run some lines under the limits of the child."""
    code = f"from training.identification.reading import limits\nlimits.limit_this_process()\n{work}"
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, check=False, cwd=PROJECT, timeout=100
    )
    return done.returncode, done.stdout, done.stderr


def test_a_child_cannot_take_more_memory_than_it_may():
    code, _, said = run_child("bytearray(600 * 1024 * 1024)")

    assert code == 1
    assert confined.why_it_died(code, said) is Refusal.TOO_MUCH_MEMORY


def test_a_child_that_aborts_is_a_refused_reading():
    code, _, said = run_child("import os; os.abort()")

    assert confined.why_it_died(code, said) is Refusal.READER_DIED


def test_a_child_that_runs_out_of_time_is_a_refused_reading():
    code, _, said = run_child("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)")

    assert confined.why_it_died(code, said) is Refusal.TOO_SLOW


def test_a_child_writes_no_file(tmp_path):
    code, _, _ = run_child(f"open({str(tmp_path / 'left.txt')!r}, 'w').write('x' * 10_000)")

    assert code != 0
    assert (tmp_path / "left.txt").stat().st_size == 0


def test_a_child_knows_neither_flask_nor_a_database():
    work = "import sys, training.identification.reading.child, training.identification.writeback.child; print(sorted({'flask', 'sqlalchemy', 'psycopg', 'babel'} & set(sys.modules)))"

    assert run_child(work)[1].strip() == b"[]"


def test_a_child_inherits_no_environment(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "secret")

    assert "SECRET_KEY" not in confined.environment()
    assert set(confined.environment()) == {"PYTHONPATH", "PATH", "LC_ALL", "PYTHONDONTWRITEBYTECODE"}


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"nothing",
        pickle.dumps(os.path.join),
        b"cos\nsystem\n(S'touch /tmp/pwned'\ntR.",
    ],
)
def test_nothing_but_records_of_a_reading_is_taken_from_a_child(answer):
    assert confined.unpacked(answer) is Refusal.READER_DIED


def test_the_limits_are_those_that_are_promised():
    assert (limits.MOST_MEMORY, limits.MOST_SECONDS) == (512 * 1024 * 1024, 30)
