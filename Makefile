# Panel Desk: what a developer runs. Each target makes its own .venv first.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin

.PHONY: run test check bench screenshots format hostile clean

run: $(VENV)/.runs
	$(BIN)/python main.py $(ARGS)

test: $(VENV)/.tests
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -n auto --dist worksteal $(ARGS)

check: $(VENV)/.tests
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(VENV)/.tests
	@QT_QPA_PLATFORM=offscreen $(BIN)/python -m tests.bench

hostile: $(VENV)/.tests
	QT_QPA_PLATFORM=offscreen $(BIN)/python -m pytest -m slow $(ARGS)

screenshots: $(VENV)/.runs
	QT_QPA_PLATFORM=offscreen $(BIN)/python main.py --home build/sample-home screenshots screenshots

format: $(VENV)/.tests
	$(BIN)/ruff check --fix --quiet . || true
	$(BIN)/ruff format .

clean:
	rm -rf $(VENV) build dist screenshots

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
	  { echo "Panel Desk needs Python 3.11 or newer: install it, or name one with PYTHON=python3.12."; exit 1; }
	@$(PYTHON) -m venv $(VENV) || { rm -rf $(VENV); \
	  echo "Python's venv module is missing: sudo apt-get install python3-venv"; exit 1; }

$(VENV)/.runs: $(VENV)/bin/python requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements.lock
	@touch $@

$(VENV)/.tests: $(VENV)/.runs requirements-dev.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r requirements-dev.lock
	@touch $@
