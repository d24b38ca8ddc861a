# The commands of the project. `make` alone lists them.
.DEFAULT_GOAL := help
SHELL := /bin/bash
PYTHON ?= python3
BIN := .venv/bin
BUS ?= postgres
SEEDS ?= 5
POINTS ?= 5
CASE ?= tests/journeys/first.json
RESOLVE := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --quiet

help: ## List the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*##/\t/' | expand -t 14

setup: .venv/installed ## Build .venv from the locked dependencies (quick when nothing is missing)

.venv/installed: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed: make PYTHON=python3.12 ..."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "installing the locked dependencies into .venv"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@touch $@

lock: ## Resolve the dependencies again and write both lock files (ours, and the image's part of it)
	uv pip compile $(RESOLVE) --group dev --group local pyproject.toml -o requirements.lock
	uv pip compile $(RESOLVE) -c requirements.lock pyproject.toml -o deploy/requirements.lock

format: setup ## Rewrite the code in the project's format
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix --quiet .

check: setup ## Formatter, linter, strict types, import contracts
	@$(BIN)/ruff format --check .
	@$(BIN)/ruff check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports

test: setup ## All tests; the Kafka part where Java and Maven are present
	@$(BIN)/pytest -n 2

run: setup ## Run the platform here (BUS=kafka: over a local Apache Kafka)
	@$(BIN)/python -m deploy.local.run --bus $(BUS)

journey: setup ## Carry a case through the running platform: CASE=tests/journeys/first.json
	@$(BIN)/python -m deploy.local.journey $(CASE)

faults: setup ## Long: journeys with services killed and PostgreSQL stopped (SEEDS=5 POINTS=5)
	@$(BIN)/python -m tests.journeys.hard_stops --seeds $(SEEDS) --points $(POINTS) --bus postgres kafka

bench: setup ## Measure, and add the figures to bench/results.csv (ONLY=relay: a part)
	@$(BIN)/python -m bench --only "$(ONLY)"

migration: setup ## Draft a migration from the tables: SERVICE=grants SAYS="what changes"
	@mkdir -p .local && $(BIN)/python -m deploy.local.revise $(SERVICE) "$(SAYS)"

.PHONY: help setup lock format check test run journey faults bench migration
