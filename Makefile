# `make demo` and `make test` need only Python 3.11 or newer and make; they set up everything else themselves.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
SETUP := $(VENV)/.installed

.PHONY: demo test check bench lock clean

demo: $(SETUP)  ## the main job on a sample office: open the page it prints
	$(BIN)/claimdesk demo

test: $(SETUP)  ## every test
	$(BIN)/coverage erase
	COVERAGE_PROCESS_START=pyproject.toml $(BIN)/python -m pytest -p tests.measuring -n auto --dist loadfile --no-loadscope-reorder $(PYTEST)
	-$(BIN)/coverage combine --quiet
	$(BIN)/coverage report --skip-covered --include=$(PURE) --fail-under=100

check: $(SETUP)  ## format, lint, types, import contracts
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports

bench: $(SETUP)  ## the benchmarks, as ratios in one run
	$(BIN)/python -m tests.bench

# A process that a test killed may leave half a file, which `combine` complains of; the report misses nothing by it.
# Pure decisions, and the engine that strings them together: their branch coverage stays complete.
PURE = "bot/domain/*,bot/engine/*,bot/delivery/retry.py,bot/channels/rendering.py,knowledge/chunking/*,$(PURE_ACTIONS)"
PURE_ACTIONS := actions/mapping.py,actions/values.py,actions/dates.py

$(SETUP): requirements.lock pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "ClaimDesk needs Python 3.11 or newer")'
	test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --editable .
	touch $@

lock:  ## resolve the lock file anew (needs uv)
	uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-header --no-annotate --extra dev \
	  pyproject.toml --output-file requirements.lock

clean:
	rm -rf $(VENV) .claimdesk .coverage* .mypy_cache .ruff_cache .pytest_cache .hypothesis
