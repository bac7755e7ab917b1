# Two commands are enough: `make lab` to learn, `make test` to know that all is well.
# Needs Python 3.11 to 3.13, and nothing else: the rest goes into .venv.
# Another Python: make lab PYTHON=python3.12

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet
# Where and how `make lab` opens: make lab LANGUAGE=sr WORKSPACE=~/course ARGS="--port 8899"
WORKSPACE ?= workspace
ARGS ?=
# Not the environment's LANGUAGE, which on some systems lists locales.
ifeq ($(origin LANGUAGE),command line)
override ARGS += --language $(LANGUAGE)
endif

.DEFAULT_GOAL := help
.PHONY: help lab test lint types check unit integration browser bench exercises teaching docs links screenshots site format clean
.DELETE_ON_ERROR:

help: ## list these verbs
	@sed -n 's/^\([a-z]*\):[^#]*## \(.*\)/  make \1|\2/p' Makefile | awk -F'|' '{ printf "%-20s%s\n", $$1, $$2 }'

lab: $(VENV)/.installed ## open the course in JupyterLab (LANGUAGE=sr for the other language)
	@$(BIN)/nastava lab --workspace "$(WORKSPACE)" $(ARGS)

test: lint types check $(VENV)/.chromium $(VENV)/.postgres $(VENV)/.pyodide ## lint, types, content, then unit, integration and browser tests
	$(BIN)/python -m pytest

lint: $(VENV)/.installed-test ## look for mistakes of style (ruff)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/.installed-test ## check types (mypy, strict)
	$(BIN)/mypy

check: $(VENV)/.installed-test ## check questions, facts and lessons (nastava check)
	$(BIN)/nastava check --strict

unit: $(VENV)/.installed-test ## run the unit tests and the examples in docstrings
	$(BIN)/python -m pytest tests/unit src/nastava

integration: $(VENV)/.installed-test $(VENV)/.postgres $(VENV)/.pyodide ## run the tests with real kernels, real nbgrader, real packages
	$(BIN)/python -m pytest tests/integration tests/hostile

browser: $(VENV)/.installed-test $(VENV)/.chromium $(VENV)/.pyodide ## run the tests in a real JupyterLab in Chromium
	$(BIN)/python -m pytest tests/browser

bench: $(VENV)/.installed-bench $(VENV)/.chromium ## compare with peers; each comparison prints a ratio
	@set -e; for script in benchmarks/[!_]*.py; do echo "== $$script"; $(BIN)/python "$$script"; echo; done

exercises: $(VENV)/.installed ## release the assignments anew for those who study alone, after a change in solutions/ or quizzes/graded/
	@$(BIN)/python scripts/exercises.py

teaching: $(VENV)/.installed ## fill in the teaching pages anew, after a change in notebooks/, quizzes/, solutions/ or docs/teaching/data/
	@$(BIN)/python scripts/teaching.py

docs: $(VENV)/.installed-docs ## build the documentation site, build/site/index.html; a warning is an error
	$(BIN)/python docs/_site/build.py html build/site

links: $(VENV)/.installed-docs ## ask whether the addresses on the web that the guides name still answer
	$(BIN)/python docs/_site/build.py linkcheck build/links

screenshots: $(VENV)/.installed-test $(VENV)/.chromium ## make the pictures of the guides anew, docs/images
	NASTAVA_SCREENSHOTS=1 $(BIN)/python -m pytest tests/browser -m pictures

site: $(VENV)/.installed-lite ## build the course as pages that run in the browser alone, in build/lite
	@$(BIN)/python -m lite.build $(if $(PYODIDE),--pyodide "$(PYODIDE)")

format: $(VENV)/.installed-test ## put code into shape (ruff)
	$(BIN)/ruff check --fix-only --quiet .
	$(BIN)/ruff format .

clean: ## remove what was made here; your workspace stays
	rm -rf $(VENV) .venv-otter build dist htmlcov .coverage .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis
	rm -rf tests/browser/screenshots
	find src tests benchmarks scripts -name __pycache__ -type d -prune -exec rm -rf {} +

# The stamps make the second run start at once.
$(VENV)/.made:
	@sh scripts/python.sh "$(PYTHON)" $(VENV)
	@touch $@

$(VENV)/.installed: pyproject.toml $(VENV)/.made
	@echo "Installing Nastava into $(VENV): a minute or two, the first time only …"
	@$(PIP) install --editable .
	@touch $@

$(VENV)/.installed-docs: pyproject.toml $(VENV)/.made
	@echo "Installing Nastava and what its site is built with into $(VENV) …"
	@$(PIP) install --editable '.[docs]'
	@touch $@ $(VENV)/.installed

$(VENV)/.installed-test: pyproject.toml $(VENV)/.made
	@echo "Installing Nastava and what its tests need into $(VENV) …"
	@$(PIP) install --editable '.[test]'
	@# Apart: it brings a JSON library that Jupyter would take up too, and students' kernels are to be as without it.
	@$(PIP) install --upgrade --target $(VENV)/anki 'anki>=25.2'
	@touch $@ $(VENV)/.installed

# JupyterLite stands apart: JupyterLab would load its extension too.
$(VENV)/.installed-lite: pyproject.toml $(VENV)/.made
	@echo "Installing what builds the site into $(VENV) …"
	@$(PIP) install --editable '.[lite]'
	@$(PIP) install --upgrade --target $(VENV)/lite 'jupyterlite-core>=0.8.6' 'jupyterlite-pyodide-kernel>=0.8.6'
	@touch $@ $(VENV)/.installed

$(VENV)/.installed-bench: pyproject.toml $(VENV)/.installed-test
	@echo "Installing what Nastava is compared with …"
	@$(PIP) install --editable '.[bench]'
	@touch $@

# No stamps: a Chromium or PostgreSQL may vanish, and looking for it takes no time.
.PHONY: $(VENV)/.chromium $(VENV)/.postgres $(VENV)/.pyodide
$(VENV)/.chromium: $(VENV)/.installed-test
	@path=$$($(BIN)/python tests/browser/chromium.py) && echo "Chromium: $$path"

# Nothing fails without it: then its tests are left out, and this line says why.
$(VENV)/.postgres: $(VENV)/.installed-test
	@echo "PostgreSQL: $$($(BIN)/python tests/integration/postgres.py)"

# The same: the site's tests need Pyodide's core, which npm has.
$(VENV)/.pyodide: $(VENV)/.installed-test $(VENV)/.installed-lite
	@echo "Pyodide: $$($(BIN)/python -m lite.runtime)"
