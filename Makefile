# The commands of the README. Each finds what it needs, installing it the first time.
PYTHON := .venv/bin/python
.PHONY: run test setup check fix test-fast bench trials

run:
	@sh deploy/setup.sh run
	@exec $(PYTHON) manage.py run_portal --with-parent

setup:
	@sh deploy/setup.sh dev

test: setup
	@exec $(PYTHON) -m tests.run

test-fast: setup
	@exec $(PYTHON) -m pytest -q -n 2 -m "not browser and not slow"

bench: setup
	@exec $(PYTHON) -m tests.benchmarks

# With real processes: `.venv/bin/python -m tests.trials NAME` runs one.
trials: setup
	@exec $(PYTHON) -m tests.trials

check: setup
	@$(PYTHON) -m ruff check .
	@$(PYTHON) -m ruff format --check .
	@.venv/bin/djangofmt --quiet --check templates
	@$(PYTHON) -m mypy
	@.venv/bin/lint-imports
	@$(PYTHON) manage.py catalogue check
	@$(PYTHON) manage.py makemigrations --check --dry-run
	@$(PYTHON) -m tests.deploy_check

fix: setup
	@$(PYTHON) -m ruff check --fix .
	@$(PYTHON) -m ruff format .
	@.venv/bin/djangofmt --quiet templates
	@$(PYTHON) manage.py catalogue update
