# The doors a person uses. Each says what its long steps are and how long they take.
.PHONY: run test dev check bench release help

help: ## lists these doors
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## / — /' | sed 's/^/  make /'

run: ## installs what is missing, builds, loads the demo on first start, and serves
	@bash .ci/setup build
	@bash .ci/build
	@exec target/debug/portico serve --demo

dev: ## serves and rebuilds on every change
	@bash .ci/setup build
	@bash -c '. .ci/env && PORTICO_DEMO=true exec cargo leptos watch'

test: ## everything CI runs
	@bash .ci/setup test
	@bash .ci/test

check: ## formatting, lints, the server/browser wall, the bundle's budgets
	@bash .ci/setup build
	@bash .ci/check

bench: ## load test of a release server with 1,000 and 1,000,000 invoices; the page builder beside Puck and GrapesJS
	@bash .ci/setup bench
	@bash .ci/bench

release: ## the optimised program with its site files, in target/portico/
	@bash .ci/setup build
	@bash .ci/release
