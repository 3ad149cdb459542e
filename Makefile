# The site's commands. `make` alone lists them; docs/ and README.md say more.
# Needed: Python 3.11 and make; for full search also Maven and a JDK 21 or newer, or a Docker engine.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help

PYTHON := .venv/bin/python
INSTALLED := .venv/.installed
# Two workers; the journeys, which share one served site, stay together on one of them.
PYTEST_ARGS ?= -n 2 --dist loadgroup
# Of the benchmark.
COUNT ?= 100000
TEMPLATES = $(wildcard */templates site/*/templates)
UV_COMPILE = .venv/bin/uv pip compile pyproject.toml --quiet --generate-hashes --no-emit-index-url --no-header --python-version 3.11
# Looked for only when a recipe needs it: the first interpreter that really is a 3.11.
BASE_PYTHON = $(shell for name in python3.11 python3; do \
	$$name -c 'import sys; sys.exit(sys.version_info[:2] != (3, 11))' 2>/dev/null && echo $$name && break; done)

export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: help
help: ## List these commands
	@awk -F ':.*## ' '/^[a-z-]+:.*## / {printf "  make %-14s %s\n", $$1, $$2}' $(firstword $(MAKEFILE_LIST))

# ── Environment ────────────────────────────────────────────────────────────────────────────────

.PHONY: .venv
.venv: $(INSTALLED)

$(INSTALLED): requirements/dev.txt pyproject.toml
	@test -n "$(BASE_PYTHON)" || { echo "Python 3.11 is missing: install it so that python3.11 is on the PATH." >&2; exit 1; }
	@$(BASE_PYTHON) -c 'import ensurepip' 2>/dev/null || { echo "Python's venv is missing: apt-get install python3-venv" >&2; exit 1; }
	@test -x .venv/bin/pip || { echo "Creating .venv …"; $(BASE_PYTHON) -m venv --clear .venv; }
	@echo "Installing the pinned packages of requirements/dev.txt; the first time this takes a minute or two …"
	@.venv/bin/pip install --require-hashes -r requirements/dev.txt | sed '/already satisfied/d'
	@.venv/bin/pip install --quiet --no-deps --no-build-isolation -e .
	@touch $@

.PHONY: lock
lock: $(INSTALLED) ## Pin anew, in requirements/, what pyproject.toml asks for
	$(UV_COMPILE) --group dev --group build --output-file requirements/dev.txt
	$(UV_COMPILE) --group build --constraint requirements/dev.txt --output-file requirements/base.txt

# ── Running ────────────────────────────────────────────────────────────────────────────────────

.PHONY: demo
demo: port-is-free $(INSTALLED) ## Prepare the site with its content and serve it on PORT (8000)
	@exec $(PYTHON) tools/demo.py

.PHONY: port-is-free
port-is-free:
	@test -z "$(BASE_PYTHON)" || $(BASE_PYTHON) tools/demo.py --check-port

.PHONY: services
services: $(INSTALLED) ## Start a local Elasticsearch; the last line is its address
	@$(PYTHON) tools/elasticsearch.py start

.PHONY: services-stop
services-stop: $(INSTALLED) ## Stop it; its data stay
	@$(PYTHON) tools/elasticsearch.py stop

.PHONY: messages
messages: $(INSTALLED) ## Compile the message catalogues that have changed
	@$(PYTHON) tools/compile_messages.py

.PHONY: screenshots
screenshots: messages ## Take pictures of the main pages into screenshots/
	@browser="$$($(PYTHON) tools/browser.py)" || exit 1; BROWSER_PATH="$$browser" $(PYTHON) tools/screenshots.py

# ── Checking ───────────────────────────────────────────────────────────────────────────────────

.PHONY: test
test: messages ## Run every test, in a real browser and against a real Elasticsearch
	@browser="$$($(PYTHON) tools/browser.py)" || exit 1; \
	search="$$($(PYTHON) tools/elasticsearch.py start)" \
		|| { echo "The tests need a real Elasticsearch; \`make test-unit\` runs those that do not." >&2; exit 1; }; \
	echo "Browser: $$browser   $$search"; \
	env BROWSER_PATH="$$browser" "$$search" .venv/bin/pytest tests $(PYTEST_ARGS)

.PHONY: test-unit
test-unit: messages ## Run the quick tests only: no browser, no Elasticsearch
	@.venv/bin/pytest tests -m "not browser and not elasticsearch and not slow" $(PYTEST_ARGS)

# On content of its own, so that what somebody wrote into the demonstration does not change the outcome.
QUALITY_SITE = DATABASE_URL=sqlite:///$(CURDIR)/.state/quality.sqlite3 MEDIA_ROOT=$(CURDIR)/.state/quality-media SEARCH_INDEX_PREFIX=quality

.PHONY: quality
quality: messages ## Measure the search on judged queries over the demo content, on both engines
	@rm -f .state/quality.sqlite3; \
	search="$$($(PYTHON) tools/elasticsearch.py start)" || exit 1; \
	for step in "migrate --verbosity=0" load_units load_wording "load_content --demo" "search_index rebuild" search_quality; do \
		env $(QUALITY_SITE) "$$search" $(PYTHON) manage.py $$step || exit 1; \
	done

.PHONY: benchmark
benchmark: messages ## Measure search and rebuild with COUNT (100000) made-up models
	@search="$$($(PYTHON) tools/elasticsearch.py start)" || exit 1; \
	env "$$search" $(PYTHON) tests/load/search_benchmark.py --count $(COUNT)

.PHONY: lint
lint: messages ## Check style, types, layers, migrations and translations
	.venv/bin/ruff check .
	.venv/bin/ruff format --check .
	$(if $(TEMPLATES),.venv/bin/djlint --quiet --check --lint $(TEMPLATES))
	.venv/bin/mypy
	.venv/bin/lint-imports
	$(PYTHON) manage.py makemigrations --check --dry-run
	$(PYTHON) tools/check_catalogue.py

.PHONY: format
format: $(INSTALLED) ## Put code and templates into shape
	.venv/bin/ruff check --fix .
	.venv/bin/ruff format .
	-$(if $(TEMPLATES),.venv/bin/djlint --quiet --reformat $(TEMPLATES))

.PHONY: clean
clean: ## Delete what commands made, except .venv and the content in .state
	rm -rf .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache .cache staticfiles screenshots
	find . -path ./.venv -prune -o -path ./.state -prune -o -name __pycache__ -type d -exec rm -rf {} +
	rm -f locale/*/LC_MESSAGES/*.mo
