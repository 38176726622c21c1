# `make run` and `make test` set up everything they need; both only ask for Python 3.11 and make.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet --quiet
UV_COMPILE := uv pip compile --quiet --universal --generate-hashes --python-version 3.11 --no-header

# The lock is its own constraint as well: an older pip takes the newest of what is asked for with extras, pinned or not.
.PHONY: run test lint bench chaos serve lock clean

$(VENV)/installed: requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "installing what figurewatch needs (once, about a minute) ..."
	@$(PIP) install --require-hashes -r requirements.lock -c requirements.lock
	@$(PIP) install --no-deps --no-build-isolation --config-settings editable_mode=compat -e .
	@touch $@

$(VENV)/installed-dev: requirements-dev.lock $(VENV)/installed
	@echo "installing what the tests need ..."
	@$(PIP) install --require-hashes -r requirements-dev.lock -c requirements-dev.lock
	@touch $@

run: $(VENV)/installed
	@$(BIN)/figurewatch run --source seeds

test: $(VENV)/installed-dev
	@$(BIN)/python -m pytest -n 2 --dist worksteal

chaos: $(VENV)/installed-dev
	@$(BIN)/python -m pytest -n 2 --dist worksteal -x -m chaos

lint: $(VENV)/installed-dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

bench: $(VENV)/installed-dev
	@for script in bench/*.py; do $(BIN)/python $$script || exit 1; done

serve: $(VENV)/installed
	@$(BIN)/figurewatch serve

# Needs uv on the PATH; the files it writes name no registry.
lock:
	$(UV_COMPILE) pyproject.toml --output-file requirements.lock
	$(UV_COMPILE) --group dev pyproject.toml --constraints requirements.lock --output-file requirements-dev.lock

clean:
	rm -rf $(VENV) build *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
