"""The application: ``create_app()`` and the ``flask`` commands. The only module that knows every package."""

import os
import subprocess
import sys
from collections.abc import Mapping
from typing import Any

from flask import Flask
from flask_babel import Babel
from flask_migrate import Migrate

import training.accounts.commands
import training.accounts.views
import training.assessments.views
import training.attendance.views
import training.certificates.merging
import training.certificates.views
import training.classes.views
import training.courses.merging
import training.courses.views
import training.demo.commands
import training.demo.views
import training.enrolments.merging
import training.enrolments.views
import training.home.views
import training.identification.commands
import training.identification.views
import training.officials.couples
import training.officials.views
import training.operation.commands
import training.operation.views
import training.organisation.views
import training.readiness.merging
import training.readiness.views
import training.resources.views
import training.statistics.views
import training.workflow.merging
import training.workflow.views
from training import config, i18n, jobs
from training.commands import one_line_on_start, told_to_commands
from training.db import db
from training.web import frame, navigation

ROOMS = (
    training.organisation, training.accounts, training.officials, training.workflow, training.courses,
    training.identification, training.resources, training.classes, training.enrolments, training.attendance,
    training.assessments, training.certificates, training.readiness, training.statistics, training.operation,
    training.demo, training.home,
)  # fmt: skip
WITH_COMMANDS = (training.accounts, training.identification, training.operation, training.demo)


@told_to_commands
def create_app(given: Mapping[str, Any] | None = None) -> Flask:
    """Build the application from environment variables; ``given`` settings win (tests)."""
    app = Flask(
        __name__, template_folder="templates", static_folder="training/static", static_url_path="/static"
    )
    environment = {**os.environ, **{key: str(value) for key, value in (given or {}).items()}}
    app.config.update(config.settings(environment))
    app.config.update(given or {})
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    i18n.compile_catalogues()
    db.init_app(app)
    Migrate(app, db, directory=str(config.HOME / "migrations"), render_as_batch=True, compare_type=True)
    Babel(app, locale_selector=i18n.language, default_translation_directories=str(i18n.FOLDER))
    jobs.init_app(app)
    frame.init_app(app)
    training.accounts.views.init_app(app)
    navigation.init_app(app)
    for room in ROOMS:
        for blueprint in room.views.blueprints:
            app.register_blueprint(blueprint)
    for room in WITH_COMMANDS:
        for command in room.commands.commands:
            app.cli.add_command(command)
    return app


def main() -> None:
    """Serve as a newcomer expects: migrate, make a key, load the demo into an empty database."""
    with one_line_on_start():
        app = create_app()
        training.operation.commands.prepare(app)
        notes = training.demo.commands.load_if_empty(app)
        training.operation.commands.see_port_free(app)
    work = ["-m", "flask", "--app", __file__, "worker", "--parent", str(os.getpid())]
    worker = subprocess.Popen([sys.executable, *work])  # noqa: S603 - this program itself
    try:
        training.operation.commands.serve(app, notes)
    finally:
        worker.terminate()


if __name__ == "__main__":
    main()
