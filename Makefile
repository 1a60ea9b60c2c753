.DEFAULT_GOAL := help
.PHONY: help demo test check bench chaos reset-demo fix lock screenshots

python := .venv/bin/python
export PATH := $(CURDIR)/.venv/bin:$(PATH)

help: ## this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "make %-14s%s\n", $$1, $$2}'

demo: ## installs, prepares the embedded database and starts everything (PORT, SYMBIOSE_DATA_DIR)
	@scripts/setup demo
	@exec $(python) manage.py demo

reset-demo: ## drops the embedded demo database and loads it anew
	@scripts/setup demo
	@$(python) manage.py demo --reset

test: ## every test beside a real PostgreSQL, Redis and browser (ARGS="-k name" narrows)
	@scripts/setup test
	@scripts/test $(ARGS)

check: ## formatting, lint, types, templates, imports, migrations, translations, security
	@scripts/setup test
	@scripts/check

fix: ## formats, and repairs what the linters can
	@scripts/setup test
	@ruff check --fix --quiet .
	@ruff format --quiet .

bench: ## the benchmarks, one JSON object a line
	@scripts/setup test
	@for file in bench/[a-z]*.py; do scripts/services $(python) -m bench.$$(basename $$file .py) $(ARGS) || exit 1; done

chaos: ## the mail under faults, with real workers: one JSON object a fault (ARGS="--only killed_worker")
	@scripts/setup test
	@scripts/services $(python) scripts/chaos.py $(ARGS)
	@$(python) scripts/chaos.py --embedded $(ARGS)

lock: ## writes requirements/*.txt and package-lock.json again (ARGS=--upgrade)
	@scripts/lock $(ARGS)
	@npm install --package-lock-only

screenshots: ## pictures of the running demo's screens, under docs/images/
	@scripts/setup test
	@$(python) scripts/screenshots.py $(ARGS)
