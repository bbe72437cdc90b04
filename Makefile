# Two commands: `make run` opens the tutor, `make test` runs the tests. Both install what is missing.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt

.PHONY: run test check proof bench pictures snapshots clean
run: $(VENV)/run.stamp
	$(BIN)/agtutor

test: $(VENV)/dev.stamp
	$(BIN)/pytest -n 2

check: $(VENV)/dev.stamp
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/deptry .

proof: $(VENV)/run.stamp
	$(BIN)/agtutor check lessons

bench: $(VENV)/dev.stamp
	$(BIN)/python -m bench --write docs/bench.md

pictures: $(VENV)/dev.stamp
	$(BIN)/python -m docs.pictures

snapshots: $(VENV)/dev.stamp
	AGTUTOR_SNAPSHOTS=write $(BIN)/pytest tests/app/test_app_snapshots.py

# torch goes first and by its exact version: a looser range would fetch gigabytes of CUDA.
$(VENV)/run.stamp: pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(PIP) torch==2.13.0
	$(PIP) -e '.[syntax]'
	touch $@

$(VENV)/dev.stamp: $(VENV)/run.stamp
	$(PIP) -e '.[dev,syntax]'
	touch $@

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache dist
