# The commands of the project. `make` alone lists them.
.DEFAULT_GOAL := help
SHELL := /bin/bash
.SHELLFLAGS := -o pipefail -c
PYTHON ?= python3
BIN := .venv/bin
BUS ?= postgres
ROLE ?= grant_officer
SEED ?= 1
FILES ?= tests
SEEDS ?= 5
POINTS ?= 5
SECONDS ?= 1800
HOSTILE_SECONDS ?= 60
LIVES ?= 500
CASES ?= 1500
CALLERS ?= 10
HOMES ?= 0
CASE ?= tests/journeys/first.json
# What Python compiled is kept, also where the machine says otherwise: tests start some hundred services.
unexport PYTHONDONTWRITEBYTECODE
PROGRESS := awk '/^Collecting/ { printf "\r%5d  %-60s", ++n, $$2; fflush() } /^Installing/ { printf "\r%-70s", "unpacking " n " packages"; fflush() } END { print "" }'
RESOLVE := --universal --python-version 3.11 --generate-hashes --no-emit-index-url --no-emit-find-links --quiet

help: ## List the commands
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:[^#]*##/\t/' | expand -t 14

setup: .venv/installed ## Build .venv from the locked dependencies (quick when nothing is missing)

.venv/installed: requirements.lock
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Python 3.11 or later is needed: make PYTHON=python3.12 ..."; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "installing the locked dependencies into .venv: a minute or two, once"
	@$(BIN)/python -m pip install --disable-pip-version-check --progress-bar off --require-hashes -r requirements.lock | $(PROGRESS)
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
	@$(BIN)/pytest -n 2 --dist loadgroup

test-order: setup ## All tests in random order (SEED=1), with all services at rest, and each file alone (FILES=tests/bus: some)
	@$(BIN)/pytest -n 2 --dist loadgroup --random-order-bucket=global --random-order-seed=$(SEED) $(FILES)
	@PYTHONPATH=. $(BIN)/pytest -p tests.platform.rested --ignore=tests/web/test_outages.py -n 2 --dist loadgroup $(FILES)
	@set -e; for file in $$(git ls-files $(FILES) | grep '/test_[a-z0-9_]*\.py$$'); do $(BIN)/pytest --no-header $$file || [ $$? = 5 ]; done

run: setup ## Run the platform here (BUS=kafka: over a local Apache Kafka)
	@$(BIN)/python -m deploy.local.run --bus $(BUS)

traces: setup ## The same with a trace viewer, where Java and Maven are present
	@$(BIN)/python -m deploy.local.run --bus $(BUS) --traces

token: setup ## A bearer token of the running platform: ROLE=grant_officer
	@$(BIN)/python -m deploy.local.token $(ROLE)

journey: setup ## Carry a case through the running platform: CASE=tests/journeys/first.json
	@$(BIN)/python -m deploy.local.journey $(CASE)

screenshots: setup ## Take the pictures of the forum's pages and of a case's traces in docs, with Chromium
	@mkdir -p docs/pages && DFG_SCREENSHOTS=docs/pages $(BIN)/pytest tests/forum/test_walk.py
	@$(BIN)/python -m tests.deploy.trace_pictures docs

faults: setup ## Long: journeys with services killed and PostgreSQL stopped (SEEDS=5 POINTS=5)
	@$(BIN)/python -m tests.journeys.hard_stops --seeds $(SEEDS) --points $(POINTS) --bus postgres kafka

load: setup ## Whole cases through a stack of its own: CASES=1500 CALLERS=10 HOMES=0 BUS=postgres
	@$(BIN)/python -m tests.load --cases $(CASES) --callers $(CALLERS) --homes $(HOMES) --bus $(BUS)

hostile: setup ## What others notice while two processes attack a stack of its own (HOSTILE_SECONDS=60)
	@$(BIN)/python -m tests.load.hostile --seconds $(HOSTILE_SECONDS)

lives: setup ## Long: random lives of grant cases over HTTP (LIVES=500)
	@nice $(BIN)/python -m tests.grants.lives --lives $(LIVES)

fuzz: setup ## Long: requests made from the OpenAPI documents (SECONDS=1800)
	@$(BIN)/python -m tests.fuzz.http --seconds $(SECONDS) --record

fuzz-files: setup ## Long: workbooks and CSV files that nobody should send (SECONDS=1800 SEED=1)
	@$(BIN)/python -m tests.fuzz.files --seconds $(SECONDS) --seed $(SEED) --record

fuzz-bus: setup ## Long: rows and records that are no events, on both transports (SECONDS=1800 SEED=1)
	@$(BIN)/python -m tests.fuzz.bus --seconds $(SECONDS) --seed $(SEED) --record

clauses: setup ## Take every enforced rule of the documents out in turn, and see its test fail (some minutes)
	@nice $(BIN)/python -m tests.policies.enforced && $(BIN)/python -m tests.policies.clause_index

bench: setup ## Measure, and add the figures to bench/results.csv (ONLY=relay: a part)
	@$(BIN)/python -m bench --only "$(ONLY)"

migration: setup ## Draft a migration from the tables: SERVICE=grants SAYS="what changes"
	@mkdir -p .local && $(BIN)/python -m deploy.local.revise $(SERVICE) "$(SAYS)"

.PHONY: help setup lock format check test test-order run traces token journey screenshots faults load lives hostile bench fuzz fuzz-files fuzz-bus migration clauses
