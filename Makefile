# `make` lists what there is. Each command sets up what it needs first; once that is done it starts at once.
VENV ?= .venv
BIN := $(VENV)/bin
# Read by scripts/set-up.
export PYTHON TORCH_INDEX

# Hub models are converted with torch, the service itself needs none: it is installed only where the settings name a
# model that is neither part of the package nor a folder that was converted already.
comma := ,
MODELS := $(subst $(comma), ,$(INTISARI_TRANSLATOR) $(INTISARI_SUMMARIZER) $(INTISARI_MODELS))
HUB := $(foreach model,$(filter-out bundled extractive lexicon,$(MODELS)),$(if $(wildcard $(model)/manifest.json),,$(model)))
SERVE := $(VENV)/$(if $(strip $(HUB)),.convert,.serve)

.PHONY: help serve demo test check lint typecheck imports format bench wheel clean

help: ## this list
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-10s %s\n", $$1, $$2 }' Makefile
	@echo 'Variables: VENV=folder of the environment (.venv), PYTHON=which Python makes it, TORCH_INDEX=see CONTRIBUTING.md'

serve: $(SERVE) ## set up, then serve on 127.0.0.1:8000
	@$(BIN)/intisari serve

demo: $(SERVE) ## set up, then show the result for the sample article
	@$(BIN)/intisari article --text samples/01-*.txt

test: $(VENV)/.develop ## set up, then run the tests
	@$(BIN)/python -m pytest

check: lint typecheck imports test ## everything that has to pass before a commit

lint: $(VENV)/.develop ## style and likely bugs
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .

typecheck: $(VENV)/.develop ## strict types
	@$(BIN)/mypy

imports: $(VENV)/.develop ## which package may import which
	@$(BIN)/lint-imports --no-logo

format: $(VENV)/.develop ## format the code and mend what can be mended
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

bench: $(SERVE) ## start-up time and memory against their budgets
	@$(BIN)/python benchmarks/startup.py --check

wheel: $(VENV)/.develop ## build the installable package into dist/
	@$(BIN)/python -m pip wheel -q --no-build-isolation --no-deps --wheel-dir dist .

clean: ## remove the environment and what the tools left behind
	rm -rf $(VENV) dist .hypothesis .import_linter_cache .mypy_cache .pytest_cache .ruff_cache

# The marker is written last: an interrupted set-up is taken up again by the next command.
$(VENV)/.serve: pyproject.toml constraints.txt scripts/set-up
	@sh scripts/set-up $(VENV) serve
	@touch $@

$(VENV)/.convert: pyproject.toml constraints.txt scripts/set-up
	@sh scripts/set-up $(VENV) convert
	@touch $(VENV)/.serve $@

$(VENV)/.develop: pyproject.toml constraints.txt scripts/set-up
	@sh scripts/set-up $(VENV) develop
	@touch $(VENV)/.serve $(VENV)/.convert $@
