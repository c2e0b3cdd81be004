# `make` alone lists the targets. Needs Go, GNU make, git and, for the race detector, a C compiler.

FUZZTIME  ?= 10s
EVAL      ?= ../shared/data/eval
COLLECTOR := bin/otelcol-mcp
TAP       := bin/mcptap
SYSTEMS   := linux darwin windows
TOOL      := go tool -modfile=internal/tools/go.mod
MODULES    = $(patsubst %/go.mod,%,$(shell find . -name go.mod -not -path '*/testdata/*' -not -path './.emitters/*'))
UNITS      = $$(go list ./... | grep -v /internal/e2e)

# What has to hold before a change is merged; cheap and early failures first.
CHECKS := generate-check fmt-check lint test

.DEFAULT_GOAL := help
.NOTPARALLEL:
.PHONY: help build run demo generate tidy fmt lint test race scale cover fuzz bench bench-check validate prometheus e2e e2e-emitters e2e-tap systems mcpsdk conformance eval-redact eval-anomaly readme-test dashboards-check dashboards-img e2e-examples release release-check deploy-check \
	fmt-check generate-check check ci clean

help: ## Prints this list
	@awk -F ':.*## ' '/^[a-z0-9-]+:.*## / { printf "  %-16s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

## Use

build: ## Builds bin/otelcol-mcp and bin/mcptap
	CGO_ENABLED=0 go build -trimpath -tags grpcnotrace -ldflags '-s -w' -o $(COLLECTOR) ./otelcol-mcp
	CGO_ENABLED=0 go build -trimpath -tags grpcnotrace -ldflags '-s -w' -o $(TAP) ./cmd/mcptap

run: build ## Starts the distribution with examples/sidecar.yaml
	@echo
	@echo 'Send OTLP to    127.0.0.1:4317 (gRPC) or http://127.0.0.1:4318 (HTTP),'
	@echo '                e.g. OTEL_EXPORTER_OTLP_ENDPOINT=http://127.0.0.1:4318 OTEL_EXPORTER_OTLP_PROTOCOL=http/protobuf'
	@echo 'Metrics are at  http://127.0.0.1:9464/metrics (made from spans),'
	@echo '                http://127.0.0.1:9465/metrics (sent by services), http://127.0.0.1:8888/metrics (its own)'
	@echo 'Health is at    http://127.0.0.1:13133'
	@echo 'Ctrl-C stops.'
	@echo
	@$(COLLECTOR) --config examples/sidecar.yaml

demo: build ## Sends sample MCP traffic through the distribution and shows what comes out
	go run ./internal/demo -collector $(COLLECTOR) -config examples/sidecar.yaml

## Write

generate: ## Writes the distribution, the metadata of its components and the dashboards
	$(TOOL) builder --config builder-config.yaml --skip-get-modules --skip-compilation
	go generate ./...
	gofmt -w otelcol-mcp $$(find . -name 'generated_*.go')
	go -C internal/tools/dashboards run . -out ../../../dashboards/grafana

tidy: ## Tidies every go.mod
	@for module in $(MODULES); do \
		echo "go mod tidy in $$module"; \
		go -C "$$module" mod tidy || exit; \
	done

fmt: ## Formats the code
	$(TOOL) golangci-lint fmt

## Test

test: validate systems deploy-check release-check race scale bench-check dashboards-check e2e e2e-examples e2e-emitters e2e-tap conformance readme-test ## Runs every test: examples, unit tests under the race detector, end to end

race: ## Runs the unit tests under the race detector
	go test -race $(UNITS)

scale: ## Runs in full the tests that do less under the race detector
	go test ./connector/mcpspanmetrics -run 'TestAMillionNames|TestCallsAreCountedOnceWhoeverTells'
	go test ./internal/detect ./internal/dialect ./internal/anomaly -run 'Memory|Allocat'
	go test ./internal/anomaly -run Soak -soak 10000000

cover: ## Runs the unit tests with coverage; coverage.html shows it line by line
	go test -coverprofile=coverage.out $(UNITS)
	go tool cover -html=coverage.out -o coverage.html
	@go tool cover -func=coverage.out | tail -n 1

# Before Go 1.27 the end of -fuzztime itself is now and then reported as a failure, hence the second try.
# A real finding is kept in testdata and fails again at once.
fuzz: ## Runs every fuzz target for FUZZTIME (10s)
	@grep -rEo --include='*_test.go' '^func Fuzz[A-Za-z0-9_]+' cmd connector internal processor receiver 2>/dev/null | \
	while IFS=: read -r file func; do \
		set -- -run '^$$' -fuzz "^$${func#func }$$" -fuzztime $(FUZZTIME) "./$$(dirname "$$file")"; \
		go test "$$@" </dev/null || go test "$$@" </dev/null || exit; \
	done

bench: build ## Runs the benchmarks: ours and the peers, side by side
	cd bench && go test -run '^$$' -bench . -benchmem ./... && go run ./compare && go run ./pipeline && go run ./proxy

bench-check: ## Checks that what the benchmarks compare does the same work
	go -C bench vet ./... && go -C bench test ./...

dashboards-check: ## Checks what writes and draws the dashboards
	go -C internal/tools/dashboards vet ./... && go -C internal/tools/dashboards test ./...

# Not a part of generate: the pictures are of traffic, which is not the same twice.
dashboards-img: build prometheus ## Draws the dashboards into docs/img from an hour of generated traffic
	OTELCOL_MCP_BIN=$(CURDIR)/$(COLLECTOR) PROMETHEUS_BIN=$(CURDIR)/bin/prometheus DRAW_DASHBOARDS=$(CURDIR)/docs/img \
		go test -count=1 -run TestDashboardsAndRulesHaveData ./internal/e2e

# What an example leaves to the environment on purpose gets a value that is good enough to load it.
validate: build ## Loads every configuration in examples/
	@export OTELCOL_MCP_TOKEN=for-validation-only OTELCOL_MCP_GATEWAYS=localhost OIDC_ISSUER=https://localhost \
		BACKEND_ENDPOINT=localhost:4317 BACKEND_URL=http://localhost:4318 REMOTE_WRITE_URL=http://localhost:9090/api/v1/write; \
	for config in examples/*.yaml; do \
		echo "validate $$config"; \
		$(COLLECTOR) validate --config "$$config" || exit; \
	done

# Without its service discoveries there is less to build; the tests name their targets.
prometheus: ## Builds bin/prometheus and bin/promtool for the end-to-end tests
	CGO_ENABLED=0 go build -C internal/tools/prometheus -tags remove_all_sd -ldflags '-s -w -X github.com/prometheus/common/version.Version=3.15.0' \
		-o ../../../bin/ \
		github.com/prometheus/prometheus/cmd/prometheus github.com/prometheus/prometheus/cmd/promtool

e2e: build prometheus ## Runs the end-to-end tests against the built binary and a real Prometheus
	OTELCOL_MCP_BIN=$(CURDIR)/$(COLLECTOR) PROMETHEUS_BIN=$(CURDIR)/bin/prometheus \
		go test -count=1 ./internal/e2e

# What the emitters are installed in is kept in .emitters, and made anew when a lock file changes.
e2e-emitters: build ## Runs published instrumentations against the built binary; installs them (npm, pip) first
	OTELCOL_MCP_BIN=$(CURDIR)/$(COLLECTOR) EMITTERS_DIR=$(CURDIR)/.emitters \
		go test -count=1 -timeout 30m ./internal/e2e/emitters

e2e-examples: build prometheus ## Starts every example, sends it a call, sees it arrive, stops it
	OTELCOL_MCP_BIN=$(CURDIR)/$(COLLECTOR) MCPTAP_BIN=$(CURDIR)/$(TAP) PROMETHEUS_BIN=$(CURDIR)/bin/prometheus \
		go test -count=1 ./internal/e2e/examples

e2e-tap: build ## Runs published clients and servers through mcptap; installs them (npm) first
	OTELCOL_MCP_BIN=$(CURDIR)/$(COLLECTOR) MCPTAP_BIN=$(CURDIR)/$(TAP) EMITTERS_DIR=$(CURDIR)/.emitters \
		go test -count=1 ./internal/e2e/tap

readme-test: ## Does what the README says in a fresh clone of what is committed; takes the ports of examples/sidecar.yaml
	README_TEST=1 go test -count=1 ./internal/e2e/readme

systems: ## Checks that mcptap builds for every system it is for, tests included
	@for system in $(SYSTEMS); do \
		echo "mcptap for $$system"; \
		CGO_ENABLED=0 GOOS=$$system go build -tags grpcnotrace -o /dev/null ./cmd/mcptap || exit; \
		CGO_ENABLED=0 GOOS=$$system go vet -tags grpcnotrace ./cmd/mcptap/... || exit; \
	done

mcpsdk: ## Builds the Go SDK's everything-server and everything-client for the conformance tests
	CGO_ENABLED=0 go build -C internal/tools/mcpsdk -o ../../../bin/ \
		github.com/modelcontextprotocol/go-sdk/conformance/everything-server github.com/modelcontextprotocol/go-sdk/conformance/everything-client

# Prints how many checks there are and which differ: there must be none.
conformance: build mcpsdk ## Runs the protocol's conformance suite with and without the proxy and compares
	OTELCOL_MCP_BIN=$(CURDIR)/$(COLLECTOR) MCP_SDK_BIN=$(CURDIR)/bin EMITTERS_DIR=$(CURDIR)/.emitters \
		go test -count=1 -timeout 30m -v ./internal/e2e/conformance

# The labelled texts are not part of the project: EVAL is their folder, OUT keeps the predictions.
eval-redact: ## Scores the detectors of secrets and personal data on the labelled texts in EVAL
	go run ./internal/eval -suite redact -eval '$(EVAL)' -out '$(OUT)'

eval-anomaly: ## Scores baselines, sequences and what is found in texts and definitions on the labelled data in EVAL
	go run ./internal/eval -suite anomaly -eval '$(EVAL)' -out '$(OUT)'

## Release

# VERSION is stamped if it is given, else the one of builder-config.yaml. Six builds of the Collector: the first
# time each takes some five minutes on two cores.
release: ## Builds archives for every system, with checksums and bills of materials, in dist/
	rm -rf dist
	go run ./internal/release -out dist -version '$(VERSION)'

# One system of six: the others compile for minutes each and are built by `make release` alone. That mcptap
# builds for all of them is what `systems` checks.
release-check: ## Checks a release for this system: checksums, contents, version
	@dir=$$(mktemp -d) && trap 'rm -rf "$$dir"' EXIT && \
	system=$$(go env GOOS)/$$(go env GOARCH) && \
	go run ./internal/release -out "$$dir" -version 0.0.0-check -targets "$$system" && \
	cd "$$dir" && sha256sum --check --quiet SHA256SUMS && tar xzf *.tar.gz && cd otelcol-mcp_*/ && \
	test "$$(./otelcol-mcp --version)" = 'otelcol-mcp version 0.0.0-check' && test "$$(./mcptap -version)" = 'mcptap 0.0.0-check' && \
	./otelcol-mcp validate --config examples/sidecar.yaml && test -s THIRD_PARTY_LICENSES && test -s deploy/systemd/otelcol-mcp.service

deploy-check: build ## Checks deploy/ with the linters and types of Docker, Compose, Kubernetes and systemd
	OTELCOL_MCP_BIN=$(CURDIR)/$(COLLECTOR) go -C internal/tools/deploy test -count=1 ./...
	OTELCOL_MCP_BIN=$(CURDIR)/$(COLLECTOR) go -C internal/tools/kubernetes test -count=1 ./...

## Check

fmt-check: ## Fails if code is not formatted
	$(TOOL) golangci-lint fmt --diff

lint: ## Runs vet and the linters
	$(TOOL) golangci-lint run ./...

# The tree that `git add -A` would record now. A scratch index leaves the real one alone.
SNAPSHOT = export GIT_INDEX_FILE="$$(mktemp -u)" && git add -A && git write-tree && rm -f "$$GIT_INDEX_FILE"

generate-check: ## Fails if generated files or go.mod files are stale; brings them up to date
	@before=$$($(SNAPSHOT)) && \
	$(MAKE) --no-print-directory generate tidy && \
	after=$$($(SNAPSHOT)) || exit; \
	git --no-pager diff --exit-code --stat "$$before" "$$after" || \
		{ echo 'These files were stale. They are up to date now: commit them.' >&2; exit 1; }

check: $(CHECKS) ## Runs what has to hold before a change is merged

ci: ## Runs the same as check, with a heading and the time for each step
	@for step in $(CHECKS); do \
		printf '\n== %s\n' "$$step"; \
		start=$$(date +%s); \
		$(MAKE) --no-print-directory "$$step"; status=$$?; \
		printf '== %s: %d s\n' "$$step" $$(($$(date +%s) - start)); \
		test $$status -eq 0 || { printf '== %s failed\n' "$$step" >&2; exit $$status; }; \
	done

clean: ## Removes what the targets above built
	rm -rf bin .emitters coverage.out coverage.html
