# make chat    the page, from nothing: environment, packages, ingest, server
# make test    every test, from nothing
# make evaluate | bench [SETS="..."]    what the answers are worth; what they cost, against peers
# See README.md for the rest.

PYTHON ?= python3
VENV ?= .venv
# On Linux, elsewhere than with a CPU build at hand, torch brings gigabytes of CUDA. Name a package index of CPU builds
# here to do without: make chat TORCH_INDEX=...
TORCH_INDEX ?=
SETS ?=
# Test files are run side by side by so many processes; each takes 1.2 GB of memory.
WORKERS ?= 2

BIN = $(VENV)/bin
PIP = $(BIN)/python -m pip --disable-pip-version-check
TORCH = $(shell grep '^torch==' constraints.txt)

.PHONY: chat test ingest lint evaluate bench browser clean

chat: $(VENV)/.installed
	@$(BIN)/python -m ingest || [ $$? -eq 2 ] || [ $$? -eq 3 ]
	@$(BIN)/python app.py

ingest: $(VENV)/.installed
	@$(BIN)/python -m ingest

test: $(VENV)/.tested browser
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadfile

lint: $(VENV)/.tested
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

evaluate: ingest
	@$(BIN)/python -m kb evaluate $(or $(SETS),tests/golden) --report evaluation.html --output evaluation.json
	@echo "The report is in evaluation.html."

bench: $(VENV)/.tested ingest
	$(BIN)/python tests/bench $(SETS)

clean:
	rm -rf $(VENV) index .pytest_cache .mypy_cache .ruff_cache *.egg-info

$(VENV)/bin/python:
	$(PYTHON) -c 'import sys; sys.exit(0 if sys.version_info >= (3, 11) else "Python 3.11 or newer is needed; name one: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/.installed: pyproject.toml constraints.txt | $(VENV)/bin/python
	$(PIP) install --quiet -c constraints.txt $(if $(TORCH_INDEX),--index-url $(TORCH_INDEX)) $(TORCH)
	$(PIP) install --quiet -c constraints.txt -e .
	@touch $@

$(VENV)/.tested: $(VENV)/.installed
	$(PIP) install --quiet -c constraints.txt -e .[test]
	@touch $@

# The browser tests need a Chromium; without one they are skipped and say so. Where packages may be installed, it is.
browser:
	@command -v chromium chromium-browser google-chrome >/dev/null \
	    || { [ "$$(id -u)" = 0 ] && command -v apt-get >/dev/null \
	         && apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium >/dev/null; } \
	    || echo "No Chromium found: the browser tests will be skipped. Install the package chromium to run them."
