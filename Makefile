# make demo    try it: opens the kiosk on a small factory; without a terminal, plays a tour through it
# make test    everything that has to hold before a change is taken
# make proof   the same proofs with their full counts, and a table of them
# make bench   figures beside what they must be
# make pictures each screen in each language, as SVG, in pictures/
# make release a release in dist/: wheel, sources, hashes, bill of materials
# All of them make .venv first, once, from requirements.lock.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
READY := .venv/.ready

.PHONY: demo test proof bench pictures release clean

demo: $(READY)
	@$(BIN)/kiosk demo

test: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-cache
	$(BIN)/python -m screens.language.extract --check
	$(BIN)/pytest -n 3 -q

proof: $(READY)
	KIOSK_PROOF=full $(BIN)/pytest -m "proof or cluster" -n auto --dist worksteal -q --timeout=14400

bench: $(READY)
	$(BIN)/python benchmarks/

pictures: $(READY)
	$(BIN)/pytest -n 2 -q tests/screens/test_languages.py tests/screens/supervising/test_walk.py --pictures pictures

release: $(READY)
	$(BIN)/python -m release

clean:
	rm -rf .venv build *.egg-info .pytest_cache .mypy_cache .ruff_cache .hypothesis

$(READY): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "kiosk needs Python 3.11 or newer: make PYTHON=/path/to/python3.11 $(MAKECMDGOALS)"; exit 1; }
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q kiosk screens backend_client
	@touch $@
