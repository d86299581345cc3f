# One command each; the first one sets up .venv from the lock files, later ones start at once.

PYTHON ?= $(shell for p in python3.11 python3.12 python3.13 python3; do \
	$$p -c 'import sys, venv, ensurepip; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
READY := .venv/.ready
DEVELOPER := .venv/.developer

# A folder of wheels in place of the network: `make app WHEELS=wheels`, after `make wheels` where there is one.
WHEELS ?=
PIP = $(BIN)/python -m pip install --quiet --disable-pip-version-check \
	$(if $(WHEELS),--no-index --find-links "$(abspath $(WHEELS))")
PACKAGES = $(shell grep -c '^[a-z]' requirements.lock)
MEGABYTES := 400
FROM_JA = $(if $(WHEELS),$(WHEELS),ネットワーク)
FROM_EN = $(if $(WHEELS),the folder $(WHEELS),the network)

.PHONY: all run app site dictionary pictures test soak check bench golden lock clean wheels

all: test run

# The baseline of the whole country: prints the headline and writes figures and charts to out/baseline.
run: $(READY)
	$(BIN)/sanwari run baseline --replications 1000 --out out/baseline
	@echo "ブラウザで見るには / In the browser: make app"

# The same in the browser.
app: $(READY)
	$(BIN)/python app.py

# The documents as a site in out/site; a wrong link, heading or name ends it.
site: $(DEVELOPER)
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build
	@echo "out/site/index.html"

# docs/data-dictionary.md, from what the tables say of themselves.
dictionary: $(DEVELOPER)
	$(BIN)/python docs/data_dictionary.py

# The pictures of the README, from the page as it is now; needs Chromium.
pictures: $(DEVELOPER)
	$(BIN)/python docs/pictures/take.py

# All checks and all tests, the long ones too.
test: check
	$(BIN)/pytest

# What takes longer than a change should wait for: kills at random moments, damaged files, drawn inputs by the thousand.
soak: $(DEVELOPER)
	$(BIN)/pytest --soak

# Style, types and the order of the modules.
check: $(DEVELOPER)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy sim app.py
	$(BIN)/lint-imports

# Time, memory and storage on this machine; writes docs/performance.md (some ten minutes).
bench: $(DEVELOPER)
	$(BIN)/python -m benchmarks

# Stores the figures of today as the expected ones, in tests and documents; say why in CHANGELOG.md.
golden: $(DEVELOPER)
	$(BIN)/pytest -m "golden" --refresh-golden

# Renews the lock files; needs uv. One version of each package for every Python, hashes of all its wheels: what the
# product needs, and with it what only its tests, checks and documents need.
COMPILE := uv pip compile pyproject.toml --universal --fork-strategy fewest --python-version 3.11 \
	--generate-hashes --no-header --no-annotate --no-emit-index-url --extra build
lock:
	$(COMPILE) --extra dev --upgrade -o requirements-dev.lock
	$(COMPILE) -c requirements-dev.lock -o requirements.lock

clean:
	rm -rf .venv out .mypy_cache .pytest_cache .ruff_cache .import_linter_cache .hypothesis

# All packages as files, for a machine of this kind without a network: copy the folder there, then `make app WHEELS=wheels`.
wheels:
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip download --disable-pip-version-check --require-hashes -r requirements.lock -d wheels

$(READY): requirements.lock pyproject.toml
	@test -n "$(PYTHON)" || { echo "Python 3.11 以降と venv が必要です / Python 3.11 or later with its venv module is needed (Debian: python3-venv)" >&2; exit 2; }
	@test -z "$(WHEELS)" || test -d "$(WHEELS)" || { echo "フォルダーがありません / There is no such folder: $(WHEELS)" >&2; exit 2; }
	@echo "初回の準備（1～2分） / First time (a minute or two):"
	@echo "  1/3 .venv を作成 / makes .venv, a Python of its own in this folder ($(PYTHON))"
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "  2/3 パッケージ $(PACKAGES) 個（約$(MEGABYTES)MB）を $(FROM_JA) から入れ、ハッシュを照合 / installs $(PACKAGES) packages (some $(MEGABYTES) MB) from $(FROM_EN), checked by their hashes"
	@$(PIP) --require-hashes -r requirements.lock || { echo "パッケージを入れられませんでした。ネットワークがないときは README の WHEELS を / The packages could not be installed; without a network see WHEELS in the README" >&2; exit 2; }
	@echo "  3/3 Sanwari 本体 / Sanwari itself"
	@$(PIP) --no-deps --no-build-isolation -e .
	@touch $@

$(DEVELOPER): requirements-dev.lock $(READY)
	@echo "検査用のパッケージを加えています / Adding packages for checks and tests"
	@$(PIP) --require-hashes -r requirements-dev.lock
	@touch $@
