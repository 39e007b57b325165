# `make run` and `make test` set up all they need on a machine with Python 3.11 or later.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed
TRAINING := .venv-training
SAMPLE_STORE := sample.db

.PHONY: run test check format lint types imports tests screenshots messages method model vendor clean

run: $(STAMP)
	$(BIN)/rapporteur --store $(SAMPLE_STORE) ingest sample
	$(BIN)/rapporteur --store $(SAMPLE_STORE) serve

test: check

$(STAMP): pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable . --group dev
	touch $(STAMP)

check: format lint types imports tests

format: $(STAMP)
	$(BIN)/ruff format --check .

lint: $(STAMP)
	$(BIN)/ruff check .

types: $(STAMP)
	$(BIN)/mypy

imports: $(STAMP)
	$(BIN)/lint-imports

tests: $(STAMP)
	$(BIN)/python -m pytest

screenshots: $(STAMP)
	$(BIN)/python docs/screenshots.py

messages: $(STAMP)
	$(BIN)/python -m scripts.messages

vendor:
	$(PYTHON) scripts/vendor.py
	$(PYTHON) scripts/worldmap.py

method: $(STAMP)
	$(BIN)/python -m training.card

# Trains the shipped model anew, in an environment of its own: an hour or so and 3 GB.
model:
	test -x $(TRAINING)/bin/python || $(PYTHON) -m venv $(TRAINING)
	$(TRAINING)/bin/python -m pip install --quiet --editable . -r training/requirements.txt
	$(TRAINING)/bin/python -m training

clean:
	rm -rf $(VENV) $(TRAINING) $(SAMPLE_STORE)
