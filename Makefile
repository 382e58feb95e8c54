# Two commands: make run, make test. Both install what they need. The rest are parts of them.
PYTHON ?= python3.13
PORT ?= 8080
DEMO ?= 1

VENV := .venv
BIN := $(VENV)/bin
# The version pyproject.toml asks for.
UV := uv==0.13.9
CHECKS := $(BIN)/python -m tools.local.checks

export UV_PYTHON_DOWNLOADS := never
export PORT DEMO
.DEFAULT_GOAL := help
.PHONY: help setup run build test lint types unit frontend browser storage infra local e2e openapi format clean

help: ## Show the targets
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

setup: $(VENV)/.synced ## Install the Python environment

$(VENV)/.synced: pyproject.toml uv.lock .python-version
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info[:2] != (3, 13))' 2>/dev/null \
	  || { echo "Boucle needs Python 3.13, which '$(PYTHON)' is not: install it, or name it with make PYTHON=/path/to/python3.13." >&2; exit 1; }
	@echo "Setting up the Python environment"
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/uv --version 2>/dev/null | grep -qx 'uv $(UV:uv==%=%)\( .*\)\?' \
	  || $(BIN)/python -m pip install -qq --disable-pip-version-check $(UV)
	@$(BIN)/uv sync --frozen --inexact --quiet
	@touch $@

run: setup ## Run everything on this machine: PORT=8080, DEMO=0 to start empty
	@$(BIN)/python -m tools.local.run

build: setup ## Build the frontend, as deploying it needs
	@$(BIN)/python -m tools.local.frontend

test: setup ## Run everything CI runs
	@$(CHECKS) all

lint types unit frontend browser storage infra local e2e: setup ## Run one part of make test
	@$(CHECKS) $@

openapi: setup ## Write docs/api/openapi.json from the API's code
	@$(BIN)/boucle openapi

format: setup ## Format the Python code
	@$(BIN)/ruff format . && $(BIN)/ruff check --fix .

clean: ## Remove what was built (not the Python environment)
	@rm -rf .local build cdk.out frontend/dist
