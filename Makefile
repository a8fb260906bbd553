# The verbs of the project. Each sets up what it needs: Python 3.11 or later and make are all that must be there before.

# An environment elsewhere, or another Python than the best one found: make test VENV=.cache/other PYTHON=python3.12
VENV = .venv
PYTHON =
PY = $(VENV)/bin/python
# Standard output is the conversation's, standard input too: an installer may touch neither.
INSTALL = $(PY) -m pip install --quiet --disable-pip-version-check --no-input

# What the command line may add to a verb; `make help` says which.
ARGS =
LOCALE =
EXPLAIN =
SCREEN =
OPEN =
RECORD =
FILE =
PREDICTIONS =
REPORT =
ENDPOINT =
PAGES =
HOSTED_BY =
CONTACT =
SECONDS = 60
ARCH =
# From the environment too, as the service is told its skill there, and DRY_RUN=1 must never be overlooked.
SKILL_ID ?=
STACK ?=
REGION ?=
SET ?=
NEW_MEMORY_KEY ?=
DRY_RUN ?=

export PYTHONPATH = $(CURDIR)/lambda:$(CURDIR)
export HYPOTHESIS_STORAGE_DIRECTORY = $(CURDIR)/.cache/hypothesis

.DEFAULT_GOAL = help
.NOTPARALLEL:
.PHONY: help talk speaker test check lint types drift format models goldens evaluate certify icons screens \
	skill-package package compare fuzz bench scale outages serve load deploy undeploy ask clean

help: ## List these verbs
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  %-13s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

talk: $(VENV)/.talk ## Talk to it in the terminal (LOCALE=en-GB EXPLAIN=1 SCREEN=1 RECORD=file)
	@$(PY) -m tools.content
	@$(PY) -m device.terminal $(if $(LOCALE),--locale "$(LOCALE)") $(if $(EXPLAIN),--explain) \
		$(if $(SCREEN),--screen) $(if $(RECORD),--record "$(RECORD)") $(ARGS)

speaker: $(VENV)/.talk $(VENV)/.serve ## Talk to it in the browser (LOCALE=en-GB PORT=8800 OPEN=1)
	@$(PY) -m tools.content
	@$(PY) -m device.browser $(if $(LOCALE),--locale "$(LOCALE)") $(if $(PORT),--port "$(PORT)") \
		$(if $(OPEN),--open) $(ARGS)

# A file's tests stay together, as they share what is slow to make.
test: $(VENV)/.dev ## Run the tests (ARGS="-k urgent" for some of them)
	$(PY) -m pytest --numprocesses auto --dist loadfile $(ARGS)

check: lint types drift ## Lint, format, types, and whether what is generated is up to date

lint: $(VENV)/.dev ## Find faults in the code and its layout
	$(PY) -m ruff check
	$(PY) -m ruff format --check

types: $(VENV)/.dev ## Check the types
	$(PY) -m mypy

drift: $(VENV)/.dev ## Check that what `make models` and `make icons` write is up to date
	$(PY) -m tools.content --check
	$(PY) -m tools.learning --check
	$(PY) -m tools.models --check
	$(PY) -m tools.icons --check
	$(if $(wildcard README.md),$(PY) -m tools.readme --check)

format: $(VENV)/.dev ## Lay out the code, mend what can be mended by itself
	$(PY) -m ruff check --fix-only
	$(PY) -m ruff format

models: $(VENV)/.dev ## Build all that is made from lambda/content/: content, votes, interaction models, README's list
	$(PY) -m tools.content
	$(PY) -m tools.learning
	$(PY) -m tools.models
	$(if $(wildcard README.md),$(PY) -m tools.readme)

goldens: $(VENV)/.dev ## Rewrite the golden conversations; read the diff before committing it
	$(PY) -m device.goldens $(ARGS)

evaluate: $(VENV)/.dev ## Measure it on labelled questions (FILE=tsv PREDICTIONS=tsv REPORT=html)
	$(PY) -m tools.evaluate $(if $(FILE),"$(FILE)") $(if $(PREDICTIONS),--predictions "$(PREDICTIONS)") \
		$(if $(REPORT),--report "$(REPORT)") $(ARGS)

certify: $(VENV)/.talk ## Check off line what certification asks for, rule by rule (ARGS=--why)
	$(PY) -m tools.certify $(ARGS)

icons: $(VENV)/.dev ## Draw the store's icons from icons/icon.svg
	$(PY) -m tools.icons

skill-package: $(PY) ## Write what Amazon takes in to dist/skill-package/ (ENDPOINT= PAGES= HOSTED_BY= CONTACT=)
	@$(PY) -m tools.skill_package --endpoint "$(ENDPOINT)" --pages "$(PAGES)" \
		--hosted-by "$(HOSTED_BY)" --contact "$(CONTACT)"

screens: $(VENV)/.dev ## Draw the screens in docs/screens/ anew, in a real browser
	$(PY) -m tools.screens

compare: $(VENV)/.dev ## Measure its matching against other methods
	$(PY) -m tools.compare $(ARGS)

package: $(VENV)/.dev skill-package ## Build all that goes to AWS and Alexa: dist/lambda.zip (ARCH=x86_64), skill package
	$(PY) -m tools.content --check
	$(PY) -m tools.package $(if $(ARCH),--arch "$(ARCH)") $(ARGS)

bench: $(VENV)/.dev ## Measure its start and its turns beside other ways to build a skill
	$(PY) -m tools.bench $(ARGS)

scale: $(VENV)/.dev ## Measure how its turns grow with the number of topics
	$(PY) -m tools.scale $(ARGS)

fuzz: $(VENV)/.dev ## Look for what breaks it, led by coverage (SECONDS=60 for each target)
	$(PY) -m tools.fuzz --seconds $(SECONDS) $(ARGS)

outages: $(VENV)/.dev ## Measure what a listener waits for when memory is out of order
	$(PY) -m tools.outages $(ARGS)

serve: $(VENV)/.serve ## Run it as a service on your own host (SKILL_ID=... PORT=8080; docs/self-hosting.md)
	@$(PY) -m web

load: $(VENV)/.dev ## Put the service under load, and write the figures in docs/load.md (ARGS=--no-write)
	$(PY) -m tools.load $(ARGS)

deploy: $(VENV)/.dev ## Take it to AWS and Alexa (SKILL_ID= STACK= REGION= ARCH= SET= NEW_MEMORY_KEY=1 DRY_RUN=1)
	@$(PY) -m tools.deploy deploy --stack "$(STACK)" --region "$(REGION)" --skill-id "$(SKILL_ID)" --set "$(SET)" \
		$(if $(ARCH),--arch "$(ARCH)") $(if $(NEW_MEMORY_KEY),--new-memory-key) $(if $(DRY_RUN),--dry-run) $(ARGS)

undeploy: $(VENV)/.dev ## Take it away from AWS again (STACK=name REGION= DRY_RUN=1)
	@$(PY) -m tools.deploy undeploy --stack "$(STACK)" --region "$(REGION)" $(if $(DRY_RUN),--dry-run) $(ARGS)

ask: $(VENV)/.dev ## Run Alexa's own command line (ARGS=configure to sign in)
	@$(PY) -m tools.ask $(ARGS)

clean: ## Remove all that these verbs made, except what is committed
	rm -rf $(VENV) .cache .hypothesis build dist
	find . -name .git -prune -o -name __pycache__ -type d -prune -exec rm -rf {} +

# Missing also when the Python it was made from is gone: make follows the link.
$(PY):
	@sh .ci/venv "$(VENV)" $(if $(PYTHON),"$(PYTHON)") </dev/null

# Talking needs what is packaged and the template grammar, so that an edit of the content is heard at once; a third of
# what the tests need. The stamps say what was installed from these files as they are.
$(VENV)/.talk: $(PY) lambda/requirements.txt requirements-dev.txt
	@echo "Installing what the speaker needs, once ..." >&2
	@$(INSTALL) --no-deps -r lambda/requirements.txt </dev/null >&2
	@$(INSTALL) $$(grep '^hassil==' requirements-dev.txt) </dev/null >&2
	@touch $@

# The stand-in is installed from its folder, so an edit of it counts as well.
SERVICE = lambda/requirements.txt requirements.txt $(wildcard web/certvalidator/*.toml web/certvalidator/*/*.py)

$(VENV)/.serve: $(PY) $(SERVICE)
	@echo "Installing what the service needs, once ..." >&2
	@$(INSTALL) -r requirements.txt </dev/null >&2
	@touch $@

$(VENV)/.dev: $(PY) $(SERVICE) requirements-dev.txt
	@echo "Installing what building and testing need, once ..." >&2
	@$(INSTALL) -r requirements-dev.txt </dev/null >&2
	@touch $(VENV)/.talk $(VENV)/.serve $@
