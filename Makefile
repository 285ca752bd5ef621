# What a newcomer needs: make demo, make test. Everything lives in .venv; nothing else of the machine is touched.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
REPORTS := build/site/reports/directory.html
RUN := --from 1922-04-03 --to 1927-12-31 --histories 10000 --seed 1 --out runs/demo --overwrite

.PHONY: demo check test lint prose translations bench peers validate picture screens docs reference gallery notebook models clean

demo: $(VENV)/installed
	$(BIN)/collegium run bolsheviks $(RUN)

# Everything that needs no compiled engine: under a minute.
check: lint
	$(BIN)/python -m pytest -n 2 --dist worksteal -m "not engine and not slow"

# Everything, in two processes. The list of the slowest tests: add --durations=50.
test: lint
	$(BIN)/python -m pytest -n 2 --dist worksteal

# The check of the texts alone; `lint` runs it too.
prose: $(VENV)/tools
	$(BIN)/python docs/prose/check.py

lint: $(VENV)/tools
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python docs/prose/check.py

# The catalogues of the explorer: after a change of its texts, or of a translation.
translations: $(VENV)/tools
	$(BIN)/python docs/translate/update.py

bench: $(VENV)/installed
	$(BIN)/python benchmarks/bench.py

peers: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[peers]'
	$(BIN)/python benchmarks/peers.py

validate: $(VENV)/tools
	$(BIN)/python -m pytest tests/oracles tests/scenario/test_remedies.py --hypothesis-profile=thorough
	$(BIN)/python validate/agreement.py
	$(BIN)/python validate/targets.py
	$(BIN)/python validate/ledger.py
	$(BIN)/python validate/moves.py
	$(BIN)/python validate/scores.py
	$(BIN)/python validate/theories.py
	$(BIN)/python validate/leave_one_out.py
	$(BIN)/python validate/section5.py
	$(BIN)/python validate/discrimination.py
	$(BIN)/python validate/clauses.py
	$(BIN)/python validate/states.py
	$(BIN)/python validate/starts.py
	$(BIN)/python validate/sensitivity.py
	$(BIN)/python validate/boundscheck.py
	$(BIN)/python validate/kills.py
	$(BIN)/python validate/mutations.py
	$(BIN)/python validate/attacks.py --page
	$(BIN)/python validate/claims.py
	$(BIN)/python validate/calibration.py
	$(BIN)/python validate/fitted_votes.py

$(VENV)/installed: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null || \
		{ echo "collegium needs Python 3.11 or later: install it, or name it: make demo PYTHON=python3.12"; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null || \
		{ echo "this Python lacks its venv module: install it (on Debian and Ubuntu the package python3-venv)"; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e .
	@touch $@

$(VENV)/tools: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[test,docs]'
	@touch $@

docs: $(VENV)/docs $(REPORTS)
	$(BIN)/python -m sphinx -q -n -W --keep-going -c docs . build/docs
	@echo "Documents: build/docs/index.html"

# The pictures of the explorer in the README; needs Chromium and the fonts DejaVu.
screens: $(VENV)/tools
	$(BIN)/python docs/pictures/explorer.py

reference: $(VENV)/installed
	$(BIN)/python docs/reference/generate.py

$(VENV)/docs: $(VENV)/installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '.[docs]'
	@touch $@

# The reports of the shipped scenarios, which the site shows. They are too large for the repository; 'make gallery' builds them again.
$(REPORTS): $(VENV)/installed
	$(BIN)/python docs/gallery/reports.py

gallery: $(VENV)/installed
	$(BIN)/python docs/gallery/draw.py
	$(BIN)/python docs/gallery/reports.py

notebook: $(VENV)/installed
	$(BIN)/python docs/flagship/render.py

models: $(VENV)/installed
	$(BIN)/python docs/models/pictures/draw.py

picture: $(VENV)/installed
	$(BIN)/python validate/picture.py runs/demo

clean:
	rm -rf $(VENV) runs build dist src/*.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis .import_linter_cache
