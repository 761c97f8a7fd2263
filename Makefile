# The two commands: `make run` and `make test`. Everything else serves them.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SHARED ?= ../shared

.PHONY: run test referee bench lock format texts docs screenshots clean

run: $(VENV)/run.stamp
	@$(BIN)/python -m angebote.understanding
	@$(BIN)/lotse serve

test: $(VENV)/test.stamp
	@$(BIN)/python -m tests.gate

referee: $(VENV)/test.stamp
	@$(BIN)/python -m tests.referee $(SHARED)

bench: $(VENV)/test.stamp
	@$(BIN)/python -m bench

$(VENV)/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or newer is needed; this is $$($(PYTHON) --version)."; exit 1; }
	@echo "Making the virtual environment ..."
	@$(PYTHON) -m venv $(VENV) || { echo "The module venv is missing. On Debian or Ubuntu: sudo apt-get install python3-venv"; rm -rf $(VENV); exit 1; }

$(VENV)/run.stamp: requirements.lock pyproject.toml | $(VENV)/bin/python
	@echo "Installing what the program needs (a minute or two, once) ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	@touch $@

$(VENV)/test.stamp: $(VENV)/run.stamp tests/requirements.lock
	@echo "Installing what the tests need ..."
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r tests/requirements.lock
	@touch $@

# Renews both lock files from the ranges in pyproject.toml; no index address is written into them.
UV_COMPILE := uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --no-annotate --custom-compile-command "make lock" pyproject.toml --extra build --extra postgresql
lock: | $(VENV)/bin/python
	@$(BIN)/python -m pip install --quiet uv
	@$(BIN)/$(UV_COMPILE) --extra test -o tests/requirements.lock
	@$(BIN)/$(UV_COMPILE) -c tests/requirements.lock -o requirements.lock

format: $(VENV)/test.stamp
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet .

# Collects the sentences of the code into the message catalogues of every language.
texts: $(VENV)/test.stamp
	@$(BIN)/python -m tests.texts

# Writes the reference pages that are made from the code.
docs: $(VENV)/run.stamp
	@$(BIN)/python -m bot.reference docs/reference

clean:
	rm -rf $(VENV)
