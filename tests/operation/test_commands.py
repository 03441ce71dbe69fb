"""The commands that run the program: they do what they say, and refuse in one line."""

import re
import urllib.request
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.cli import FlaskGroup
from flask_migrate import downgrade, upgrade
from sqlalchemy import func, inspect, select

from app import create_app
from tests.factories import NOON, make_unit, make_user, saved
from tests.processes import SECONDS, finished, free_port, started, stop, wait_until
from training import dates, jobs
from training.accounts.knocking import visitor
from training.accounts.models import User
from training.classes.models import ClassState, TrainingClass
from training.courses.models import Course
from training.db import db
from training.identification import reviewing
from training.identification import service as lists
from training.identification.models import IdentificationList, ListKind, ListState
from training.institution import Institution, default_institution
from training.jobs import Job, JobState
from training.officials.models import Official
from training.operation.commands import prepare
from training.permissions import Role
from training.reference import reference

pytestmark = pytest.mark.real_database
WORKER = ("-m", "flask", "--app", "app", "worker")


@pytest.fixture
def flask(monkeypatch, bare_url, tmp_path):
    """``flask("start")`` as in a shell, on the empty database; settings may be changed, or taken away."""

    made = []

    def create():
        made.append(create_app())
        return made[-1]

    def run(*words, **changed):
        given = {"DATABASE_URL": bare_url, "SECRET_KEY": "test", "DATA_DIR": str(tmp_path)} | changed
        for name in ("PORT", "PUBLIC_URL", *given):
            monkeypatch.delenv(name, raising=False)
        kept = {name: value for name, value in given.items() if value is not None}
        return CliRunner().invoke(FlaskGroup(create_app=create), list(words), env=kept)

    yield run
    for app in made:
        with app.app_context():
            db.engine.dispose()
        app.extensions["huey"].storage.close()


def refused(answer) -> str:
    """The one line of a refusal; anything else is no refusal."""
    assert (answer.exit_code, answer.stdout) == (2, "")
    (line,) = answer.stderr.splitlines()
    return line


def read(query):
    """The one row of ``query``, or its one column; the database is let go, since commands write."""
    row = db.session.execute(query).one()
    db.session.rollback()
    return row[0] if len(row) == 1 else tuple(row)


def upgrade_at(url, folder) -> None:
    """Bring a database elsewhere up to date."""
    app = create_app({"DATABASE_URL": url, "SECRET_KEY": "test", "DATA_DIR": str(folder)})
    prepare(app)


def count(model) -> int:
    return read(select(func.count()).select_from(model))


@pytest.mark.parametrize(
    ("settings", "line"),
    [
        (
            {"DATABASE_URL": "mysql://somewhere"},
            (
                "The setting DATABASE_URL cannot be used: it must begin with sqlite:/// or postgresql://;"
                " leave it out for SQLite."
            ),
        ),
        (
            {"DATABASE_URL": "postgresql://host:port/name"},
            "The setting DATABASE_URL cannot be used: it is not an address of a database.",
        ),
        (
            {"DATABASE_URL": "postgresql://somewhere/name", "SECRET_KEY": None},
            "The setting SECRET_KEY cannot be used: with PostgreSQL it must be given: a long random text.",
        ),
        ({"PORT": "none"}, "The setting PORT cannot be used: it must be a number from 1 to 65535."),
        (
            {"PUBLIC_URL": "training"},
            "The setting PUBLIC_URL cannot be used: it must look like https://training.example.gov.kh.",
        ),
        (
            {"DATABASE_URL": "sqlite:////nowhere/at/all.db"},
            "The database does not answer: unable to open database file",
        ),
    ],
)
def test_a_setting_that_cannot_be_used_is_refused_in_one_line(flask, settings, line):
    assert refused(flask("start", **settings)) == line


def test_a_database_server_that_does_not_answer_is_told_in_one_line(flask, tmp_path):
    silent = f"postgresql:///postgres?host={tmp_path}&user=postgres"
    assert refused(flask("worker", DATABASE_URL=silent)).startswith("The database does not answer: ")


def test_a_file_that_is_no_database_is_told_in_one_line(flask, tmp_path):
    (tmp_path / "list.xlsx").write_bytes(b"no database, and longer than a header would be" * 9)
    wrong = f"sqlite:///{tmp_path / 'list.xlsx'}"
    assert refused(flask("demo", DATABASE_URL=wrong)) == (
        "The database does not answer: file is not a database"
    )


def test_a_database_that_may_not_be_written_is_told_in_one_line(flask, tmp_path):
    upgrade_at(f"sqlite:///{tmp_path / 'kept.db'}", tmp_path)
    kept = f"sqlite:///file:{tmp_path / 'kept.db'}?mode=ro&immutable=1&uri=true"
    assert refused(flask("user", "create", "dara", "--role", "trainer", DATABASE_URL=kept)) == (
        "The database does not answer: attempt to write a readonly database"
    )


def test_a_folder_that_cannot_be_made_is_told_in_one_line(flask, tmp_path):
    (tmp_path / "file").touch()
    line = refused(flask("start", DATABASE_URL=None, DATA_DIR=str(tmp_path / "file" / "folder")))
    assert re.fullmatch(r"The setting DATA_DIR cannot be used: .*/file/folder: Not a directory\.", line)


def test_a_refusal_of_a_process_is_one_line_and_no_trace(tmp_path):
    done = finished("-m", "flask", "--app", "app", "demo", DATA_DIR=tmp_path, DATABASE_URL="nonsense")
    assert (done.returncode, done.stdout, len(done.stderr.splitlines())) == (2, "", 1)


def test_a_start_writes_reference_data_one_administrator_and_prints_his_code(flask, bare):
    answer = flask("start", "--user-name", "Boss", "--name-en", "The Boss")
    assert (answer.exit_code, answer.stderr) == (0, "")
    (code,) = re.findall(r"^ {2}(\S+)$", answer.stdout, re.MULTILINE)
    user = db.session.scalars(select(User)).one()
    assert (user.user_name, user.roles, user.name_en) == ("boss", {Role.ADMINISTRATOR}, "The Boss")
    assert visitor("boss", code, at=dates.now()).came_by_code is True
    assert (count(Course), count(Official)) == (len(reference().courses), 0)
    assert read(select(Institution.demo_day)) is None


def test_a_second_start_is_refused_and_keeps_the_first(flask, bare):
    flask("start")
    first = read(select(User.user_name, User.code_hash))
    assert refused(flask("start", "--user-name", "other")) == "This installation has been started already."
    assert (first[0], read(select(User.user_name, User.code_hash))) == ("admin", first)


def test_the_demo_never_touches_a_database_that_was_started(flask, bare):
    flask("start")
    assert refused(flask("demo")) == "This database holds real data; the demo never touches it."
    assert (count(User), read(select(Institution.demo_day))) == (1, None)


def test_the_demo_never_touches_users_without_an_institution(flask, bare):
    upgrade()
    make_user(Role.ADMINISTRATOR, user_name="boss")
    db.session.commit()
    assert refused(flask("demo")) == "This database holds real data; the demo never touches it."
    assert count(User) == 1


@pytest.mark.long
def test_the_demo_lies_around_a_day_that_is_long_past(flask, bare):
    upgrade()
    answer = flask("demo", "--today", "2017-11-13")
    assert (answer.exit_code, answer.stdout) == (0, "The demo is loaded.\n")
    running = select(func.count()).where(TrainingClass.state == ClassState.RUNNING)
    assert (read(running), read(select(Institution.demo_day))) == (1, date(2017, 11, 13))


@pytest.mark.parametrize("day", ["yesterday", "2017-13-45", "0001-01-01", "9999-12-31"])
def test_a_day_that_is_none_is_refused_by_the_demo_in_one_line(flask, bare, day):
    upgrade()
    assert refused(flask("demo", "--today", day)) == (
        f"“{day}” is no day for the demo; write one of the years 2000 to 2040 as 2017-11-22."
    )
    assert count(Institution) == 0


def test_a_database_of_another_version_is_told_in_one_line(flask, bare):
    line = "The database is not of this version of the program; run “flask db upgrade” first."
    assert refused(flask("demo")) == line
    upgrade()
    downgrade(revision="0001")
    assert refused(flask("demo")) == line


def test_prepare_makes_the_folder_and_brings_the_database_up_to_date(bare_url, tmp_path):
    folder = tmp_path / "data" / "of" / "the" / "program"
    app = create_app({"DATABASE_URL": bare_url, "SECRET_KEY": "test", "DATA_DIR": str(folder)})
    prepare(app)
    with app.app_context():
        assert set(inspect(db.engine).get_table_names()) >= set(db.metadata.tables)
        saved(default_institution())
        db.session.commit()
    prepare(app)
    with app.app_context():
        assert (folder.is_dir(), count(Institution)) == (True, 1)
        db.session.remove()
        db.engine.dispose()


def received() -> Job:
    """A list that came; the job that reads it."""
    kept = lists.receive(
        b"no spreadsheet", file_name="list.xlsx", unit=make_unit(), kind=ListKind.FMIS_USERS,
        received_on=date(2017, 10, 2), by=None, at=NOON,
    )  # fmt: skip
    job = jobs.submit(reviewing.read_list, by=None, list_id=kept.id)
    db.session.commit()
    return job


def state_of(number: int) -> JobState:
    return read(select(Job.state).where(Job.id == number))


def test_a_worker_does_what_is_queued_and_stops_when_it_is_told_to(bare, bare_url, tmp_path):
    prepare(bare)
    job = received()
    with started(*WORKER, DATABASE_URL=bare_url, SECRET_KEY="test", DATA_DIR=tmp_path) as worker:
        jobs.wake(bare, job)
        number = job.id
        db.session.rollback()
        wait_until(lambda: state_of(number) is JobState.DONE, worker)
        code, errors = stop(worker)
    assert (code, errors) == (0, "")
    assert read(select(IdentificationList.state)) is not ListState.RECEIVED


@pytest.mark.long
def test_a_worker_ends_with_the_program_that_started_it(bare, bare_url, tmp_path):
    prepare(bare)
    parent = (
        "import os, subprocess, sys\n"
        f"subprocess.run([sys.executable, *{WORKER}, '--parent', str(os.getpid())])"
    )
    with started("-c", parent, DATABASE_URL=bare_url, SECRET_KEY="test", DATA_DIR=tmp_path) as program:
        wait_until(lambda: children(program.pid), program)
        (worker,) = children(program.pid)
        program.kill()
        program.wait(SECONDS)
        wait_until(lambda: not alive(worker))


def test_the_program_comes_up_answers_and_stops_with_its_worker(flask, bare, bare_url, tmp_path):
    flask("start")
    port = free_port()
    settings = {"DATABASE_URL": bare_url, "SECRET_KEY": "test", "DATA_DIR": tmp_path, "PORT": port}
    with started("app.py", **settings) as program:
        assert "".join(program.stdout.readline() for _ in range(2)).strip() == f"http://127.0.0.1:{port}/"
        wait_until(lambda: answers(f"http://127.0.0.1:{port}/health"), program)
        wait_until(lambda: len(children(program.pid)) == 3, program)  # two that serve, one that works
        family = children(program.pid)
        again = finished("app.py", **settings)
        code, errors = stop(program)
    assert (code, errors) == (0, "")
    wait_until(lambda: not any(alive(pid) for pid in family))
    assert (again.returncode, again.stderr.count("\n")) == (2, 1)
    assert again.stderr.startswith(f"Port {port} of 127.0.0.1 is in use;")
    assert count(User) == 1  # and no demo


def answers(address: str) -> bool:
    try:
        with urllib.request.urlopen(address) as answer:
            return answer.read() == b'{"status":"ok"}\n'
    except OSError:
        return False


def children(parent: int) -> list[int]:
    """The processes that ``parent`` started."""
    return [int(text) for text in Path(f"/proc/{parent}/task/{parent}/children").read_text().split()]


def alive(pid: int) -> bool:
    """Whether the process is there; one that ended and whose parent has not looked is not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except FileNotFoundError:
        return False
