# Two commands need nothing but Python and make: `make serve` and `make test`.
PYTHON ?= python3
PORT   ?= 8000
KILLS  ?= 500
BIN    := .venv/bin
READY  := .venv/.ready

export NO_MKDOCS_2_WARNING := 1

.PHONY: help serve preview test torture gateway-check crowd audit coverage bench build walk walk-all browser lint types format messages migration lock clean

help: ## Show this list
	@sed -n 's/^\([a-z-]*\):.*## /\1\t/p' $(MAKEFILE_LIST) | expand -t 12

serve: $(READY) ## Help site on PORT, widget on PORT+1, sandbox bank on PORT+2
	@$(BIN)/acquit serve --port $(PORT)

preview: $(READY) ## The same for writers: what you save is on the screen, each text says what it is
	@$(BIN)/acquit preview --port $(PORT)

test: $(READY) browser ## Everything, browser tests included
	@$(BIN)/python -m pytest -n 3 --dist worksteal

build: $(READY) ## The pages in every language, into site/
	@$(BIN)/acquit build

torture: $(READY) ## Kill the widget everywhere and compare the books; KILLS=500 (ten minutes)
	@$(BIN)/python -m tests.torture --kills $(KILLS)

gateway-check: $(READY) ## The contract against Stripe's test mode; needs ACQUIT_STRIPE_TEST_KEY
	@test -n "$$ACQUIT_STRIPE_TEST_KEY" || \
	  { echo "Nothing was run: set ACQUIT_STRIPE_TEST_KEY to a key of Stripe's test mode."; exit 1; }
	@$(BIN)/python -m pytest -rs --timeout 300 tests/real_gateway

crowd: $(READY) ## Two customers, 2000 requests each, with --preload, threads and PgBouncer
	@REQUESTS=2000 $(BIN)/python -m pytest -q --timeout 600 -k "their_own or alone" \
	  tests/widget/test_nobody_sees_anothers.py

audit: $(READY) browser ## Accessibility of all pages and screens; the guide in 100 orders; each page's drifts
	@ACQUIT_AUDIT=all ORDERS=100 $(BIN)/python -m pytest -n 2 --timeout 900 tests/e2e/test_accessibility.py \
	  tests/e2e/test_guide_in_any_order.py tests/e2e/test_manners.py \
	  tests/e2e/test_page_drifts.py

coverage: $(READY) ## What the tests of one process run of acquit/ and widget/, branches too
	@$(BIN)/python -m pytest -q -n 3 --dist worksteal --cov --cov-report term:skip-covered \
	  tests/widget tests/procedure tests/catalogue

bench: $(READY) ## Ratios of what is measured side by side: payments, and what writers wait for
	@$(BIN)/python -m tests.benchmarks

walk: $(READY) browser ## Do every documented step in a real browser, in each language
	@$(BIN)/acquit walk

walk-all: $(READY) browser ## The same, in the pseudo-languages (longer, right to left) too
	@$(BIN)/acquit walk --pseudo

browser: $(READY)
	@$(BIN)/acquit browser

lint: $(READY)
	@$(BIN)/ruff check . && $(BIN)/ruff format --check .

types: $(READY)
	@$(BIN)/mypy

format: $(READY)
	@$(BIN)/ruff check --fix . && $(BIN)/ruff format .

messages: $(READY) ## Bring the catalogues in locales/ up to date with pages and widget
	@$(BIN)/pybabel -q extract -F widget/babel.cfg -k control:1c,3 --add-location=file --sort-by-file \
	  --no-wrap -o locales/widget.pot widget
	@$(BIN)/acquit messages

migration: $(READY) ## A migration from what the models have and the tables don't; NAME=what_it_does
	@$(BIN)/python -m tests.support.new_migration "$(NAME)"

lock: ## Pin what pyproject.toml asks for (needs uv)
	@uv pip compile pyproject.toml --all-extras --universal --python-version 3.11 --generate-hashes \
	  --no-emit-index-url --no-emit-find-links --no-header --upgrade -q -o requirements.lock

clean:
	@rm -rf site .acquit .pytest_cache .mypy_cache .ruff_cache

$(READY): requirements.lock pyproject.toml
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Setting up .venv (once)…"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@
