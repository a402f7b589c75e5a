# Every task of the project. `make demo` and `make test` are all a newcomer needs.
.DEFAULT_GOAL := help
.PHONY: help setup demo web test test-long crawl-fixtures quality bench check fix lock
PYTHON ?=
# What `make web` serves, and where.
DB ?= output/demo.db
PORT ?= 8001
BIN := .venv/bin
# Tests start many processes that wait for one another; two at a time suit two cores.
PYTEST := $(BIN)/python -m pytest

help:            ## this list
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):[^#]*## /make \1\t/' | expand -t 22

setup:           ## .venv with the locked dependencies (nothing to do when nothing changed)
	@.ci/venv.sh $(PYTHON)

demo: setup      ## crawl the bundled sample newspaper into output/demo.db and show what came of it
	@$(BIN)/python -m crawler.demo

web: setup       ## the database as pages: http://127.0.0.1:8001 (DB=output/demo.db PORT=8001)
	@$(BIN)/python -m crawler.web $(DB) --port $(PORT)

test: setup      ## the test suite: offline, minutes
	$(PYTEST) -m "not long" -n 2 --dist loadgroup
	@$(MAKE) --no-print-directory crawl-fixtures

test-long: setup ## what takes longer: kill tests, soak, schedulers, a browser (installs Debian packages as root)
	@.ci/packages.sh
	$(PYTEST) -m long -n 2 --dist loadgroup

crawl-fixtures: setup ## every spider over its fixture site, compared with the expected rows
	@$(BIN)/python -m tests.crawl_fixtures

quality: setup .venv-peers ## fields beside the peers', on our pages and on public sets (SETS=FOLDER PIN=1)
	@$(BIN)/python -m benchmarks.quality $(if $(SETS),--sets $(SETS)) $(if $(PIN),--pin)

# A million articles too: python -m benchmarks.storage --sizes 10000 100000 1000000
bench: setup .venv-peers .venv-fundus ## the benchmarks: figures as ratios; some 50 minutes (databases of 100,000 articles are made once)
	@$(BIN)/python -m benchmarks.fields
	@$(BIN)/python -m benchmarks.reparse
	@$(BIN)/python -m benchmarks.pipeline
	@$(BIN)/python -m benchmarks.memory
	@$(BIN)/python -m benchmarks.requests
	@$(BIN)/python -m benchmarks.frontier
	@$(BIN)/python -m benchmarks.storage
	@$(BIN)/python -m benchmarks.incremental
	@$(BIN)/python -m benchmarks.search
	@$(BIN)/python -m benchmarks.export
	@$(BIN)/python -m benchmarks.web

# What other extractors need, apart from ours; without a network ours are measured alone.
.venv-%: benchmarks/%.txt | setup
	@rm -rf $@ && $(BIN)/python -m venv $@ && $@/bin/pip install -q --disable-pip-version-check -U pip \
	  && $@/bin/pip install -q --disable-pip-version-check -r $< \
	  || { rm -rf $@; echo "$* cannot be installed here: they are not measured."; }

check: setup     ## format, lint, types, import contracts, fresh docs
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m crawler.docs --check

fix: setup       ## format, mend what lint can mend, write the generated docs anew
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .
	$(BIN)/python -m crawler.docs

lock:            ## requirements.lock from pyproject.toml (needs uv); no host name ends up in it
	uv pip compile pyproject.toml --all-extras --group dev --universal --python-version 3.11 \
	  --generate-hashes --no-header --quiet -o requirements.lock
