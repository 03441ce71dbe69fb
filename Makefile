# make run · make test · make help
.DEFAULT_GOAL := help
VENV := .venv
PYTHON := $(VENV)/bin/python
PROGRAM := $(VENV)/.program
TOOLS := $(VENV)/.tools
# Need no second run: tests that ask no database, and races that reach for both databases themselves.
ONCE := paper optimiser identification/reading identification/writeback identification/corpus identification/test_rehearsal.py test_khmer.py test_translations.py test_architecture.py test_guides.py test_permissions.py web \
	enrolments/test_race.py enrolments/test_seating_race.py identification/test_race.py officials/test_merging_race.py
POSTGRESQL := $(wildcard /usr/lib/postgresql/*/bin/initdb)

.PHONY: help run test test-sqlite test-postgresql test-long faults check format bench migration clean

help: ## Say what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*## /\t/' | expand -t 18

run: $(PROGRAM) ## Set everything up and serve on http://127.0.0.1:5000 (PORT, HOST, DATABASE_URL, PUBLIC_URL)
	@$(PYTHON) app.py

test: check test-sqlite test-postgresql ## Check, and run the tests on SQLite and PostgreSQL

test-sqlite: $(TOOLS)
	$(PYTHON) -m pytest -q -n 2 --dist loadfile

test-postgresql: $(TOOLS)
ifneq ($(POSTGRESQL),)
	TEST_DATABASE=postgresql $(PYTHON) -m pytest -q -n 2 --dist loadfile -m "not long and not browser" $(ONCE:%=--ignore=tests/%)
else ifeq ($(CI),true)
	@echo "PostgreSQL is missing; in CI its tests must not be skipped." && exit 1
else
	@echo "PostgreSQL is not installed: its tests are skipped."
endif

test-long: $(TOOLS) ## The slow tests: sweeps in the browser, kills, large data
	$(PYTHON) -m pytest -q -m long
ifneq ($(POSTGRESQL),)
	TEST_DATABASE=postgresql $(PYTHON) -m pytest -q -m long tests/identification/test_kills.py
endif

faults: $(TOOLS) ## Kill 100 processes that apply lists or take them back, on each database (KILLS changes it)
	KILLS=$${KILLS:-100} $(PYTHON) -m pytest -q -m long tests/identification/test_kills.py
ifneq ($(POSTGRESQL),)
	KILLS=$${KILLS:-100} TEST_DATABASE=postgresql $(PYTHON) -m pytest -q -m long tests/identification/test_kills.py
else
	@echo "PostgreSQL is not installed: no process is killed there." && exit 1
endif

check: $(TOOLS) ## Format, lint, types, translations complete
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/ruff check .
	$(VENV)/bin/mypy training app.py
	$(PYTHON) -m pytest -q tests/test_translations.py

format: $(TOOLS) ## Put the code in order
	$(VENV)/bin/ruff format .
	$(VENV)/bin/ruff check --fix .

bench: $(TOOLS) ## Speed, as ratios
	for bench in bench/*/bench_*.py; do $(PYTHON) -m $$(echo $${bench%.py} | tr / .) || exit 1; done

migration: $(PROGRAM) ## Write the next migration: make migration m="certificates keep the unit name"
	$(VENV)/bin/flask --app app db migrate -m "$(m)"

clean: ## Throw the environment away; data stays
	rm -rf $(VENV)

$(VENV)/bin/python:
	python3 -m venv $(VENV)

$(PROGRAM): requirements.txt | $(VENV)/bin/python
	$(PYTHON) -m pip install --quiet --disable-pip-version-check -r requirements.txt
	@touch $@

$(TOOLS): tests/requirements.txt requirements.txt | $(VENV)/bin/python
	$(PYTHON) -m pip install --quiet --disable-pip-version-check -r tests/requirements.txt
	@touch $(PROGRAM) $@
