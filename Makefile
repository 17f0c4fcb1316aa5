# Each target works alone on a fresh clone with only python3 and make. `make` says what there is.
PYTHON ?= python3
BIN := .venv/bin
HOST ?= 127.0.0.1
PORT ?= 8000
ARGS ?=
WORKERS ?= 2
DATABASE_FOLDERS := tests/audit tests/competitions tests/dancers tests/events tests/journeys tests/live tests/notifications

.PHONY: help run test test-sqlite test-postgres check fmt demo leave-demo bench soak messages clean

help: ## what there is
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 16

run: ## serve on this machine (HOST=0.0.0.0 for the tablets in the hall, PORT=8000)
	@$(PYTHON) tools/prepare.py requirements.txt
	@exec $(BIN)/python -m config.serve --host $(HOST) --port $(PORT)

test: test-sqlite test-postgres ## every test, on SQLite and on PostgreSQL

test-sqlite: .prepared-tests ## every test (ARGS="tests/live -k gzip")
	$(BIN)/python -m pytest -n $(WORKERS) --dist loadscope $(ARGS)

test-postgres: .prepared-tests ## models, services and journeys again, on PostgreSQL
	SAHNA_TEST_DATABASE=postgres $(BIN)/python -m pytest -n $(WORKERS) --dist loadscope -m "not browser and not sqlite_only" $(or $(ARGS),$(wildcard $(DATABASE_FOLDERS)))

.PHONY: .prepared-tests .prepared-tools
.prepared-tests:
	@$(PYTHON) tools/prepare.py requirements-dev.txt --browser

.prepared-tools:
	@$(PYTHON) tools/prepare.py requirements-dev.txt

check: .prepared-tools ## lint, types, import contracts, migrations, deployment settings
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --quiet --lint templates notifications/channels
	DJANGO_SETTINGS_MODULE=config.settings.test $(BIN)/python manage.py makemigrations --check --dry-run
	DJANGO_SETTINGS_MODULE=config.settings.prod SAHNA_DATA=var/check ALLOWED_HOSTS=sahna.example SECRET_KEY="$$($(BIN)/python -c 'import secrets; print(secrets.token_urlsafe(60))')" $(BIN)/python manage.py check --deploy --fail-level WARNING

fmt: .prepared-tools ## format and mend what can be mended
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

demo: ## build the demo festival into the database (a running server shows it growing)
	@$(PYTHON) tools/prepare.py requirements.txt
	@$(BIN)/python manage.py migrate --verbosity 0
	@mkdir -p var && touch var/demo
	@$(BIN)/python manage.py demo $(ARGS)

leave-demo: ## take the demo away: every row of its database and its mail (stop the server first)
	@$(PYTHON) tools/prepare.py requirements.txt
	@$(BIN)/python manage.py demo --leave $(ARGS)

bench: .prepared-tools ## measure, print and write docs/benchmarks.md
	$(BIN)/python -m bench $(ARGS)

soak: .prepared-tests ## 45 judges' pads on a bad network, a server killed twice, on both databases (ARGS="sqlite")
	$(BIN)/python -m bench.soak $(ARGS)

messages: .prepared-tools ## bring the message catalogues up to date and compile them
	$(BIN)/python -m tools.collect_messages
	$(BIN)/python -m tools.compile_messages

clean: ## remove the environment and every cache (the data in var/ stays)
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache htmlcov test-results .coverage
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
