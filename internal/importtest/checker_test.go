package importtest

import (
	"strings"
	"testing"
)

func TestChecker(t *testing.T) {
	tests := map[string]struct {
		file string
		src  string
		want string // part of the only fault; empty for none
	}{
		"words import the standard library": {
			file: "internal/mcp/a.go",
			src:  `import ("strings"; "net/url"; "time"); var t time.Time`,
		},
		"words import no mechanism": {
			file: "internal/mcp/a.go",
			src:  `import "` + module + `/internal/jsonrpc"`,
			want: "internal/mcp/a.go:1: ./internal/mcp imports " + module + "/internal/jsonrpc, which its layer may not",
		},
		"mechanisms import no library": {
			file: "internal/sketch/a.go",
			src:  `import "example.com/sketch"`,
			want: "which its layer may not",
		},
		"mechanisms import no words": {
			file: "internal/detect/a.go",
			src:  `import "` + module + `/internal/mcp"`,
			want: "which its layer may not",
		},
		"a domain package imports the layers below": {
			file: "internal/redact/a.go",
			src:  `import ("` + module + `/internal/mcp"; "` + module + `/internal/detect")`,
		},
		"a domain package imports no other": {
			file: "internal/redact/a.go",
			src:  `import "` + module + `/internal/audit"`,
			want: "which its layer may not",
		},
		"a domain package imports its own folder": {
			file: "internal/redact/a.go",
			src:  `import "` + module + `/internal/redact/rules"`,
		},
		"a domain package knows no pdata": {
			file: "internal/session/a.go",
			src:  `import "go.opentelemetry.io/collector/pdata/ptrace"`,
			want: "which its layer may not",
		},
		"a bridge knows pdata": {
			file: "internal/mcpspan/a.go",
			src:  `import "go.opentelemetry.io/collector/pdata/ptrace"`,
		},
		"a bridge knows no component API": {
			file: "internal/mcpspan/a.go",
			src:  `import "go.opentelemetry.io/collector/component"`,
			want: "which its layer may not",
		},
		"a bridge may use a context": {
			file: "internal/each/a.go",
			src:  `import "context"`,
		},
		"an adapter imports Collector APIs and its own metadata": {
			file: "receiver/mcpreceiver/a.go",
			src:  `import ("go.opentelemetry.io/collector/receiver"; "go.uber.org/zap"; "` + module + `/receiver/mcpreceiver/internal/metadata")`,
		},
		"an adapter imports no other adapter": {
			file: "receiver/mcpreceiver/a.go",
			src:  `import "` + module + `/connector/mcpspanmetrics"`,
			want: "which its layer may not",
		},
		"an adapter imports no test package": {
			file: "receiver/mcpreceiver/a.go",
			src:  `import "` + module + `/internal/mcptest"`,
			want: "which is for tests only",
		},
		"an adapter imports no generated assertions, not even its own": {
			file: "receiver/mcpreceiver/a.go",
			src:  `import "` + module + `/receiver/mcpreceiver/internal/metadatatest"`,
			want: "which is for tests only",
		},
		"generated assertions use a test library": {
			file: "receiver/mcpreceiver/internal/metadatatest/a.go",
			src:  `import "github.com/stretchr/testify/require"`,
		},
		"the distribution imports anything": {
			file: "otelcol-mcp/a.go",
			src:  `import ("example.com/x"; "` + module + `/receiver/mcpreceiver")`,
		},
		"the distribution imports no test package": {
			file: "otelcol-mcp/a.go",
			src:  `import "` + module + `/internal/demo"`,
			want: "which is for tests only",
		},
		"a configuration provider knows no component": {
			file: "confmap/envprovider/a.go",
			src:  `import "` + module + `/internal/mcp"`,
			want: "which its layer may not",
		},
		"mcptap contains no Collector": {
			file: "cmd/mcptap/a.go",
			src:  `import "go.opentelemetry.io/collector/component"`,
			want: "which its layer may not",
		},
		"a test package imports another": {
			file: "internal/e2e/a.go",
			src:  `import "` + module + `/internal/mcptest"`,
		},
		"a package without a rule is a fault": {
			file: "internal/helpers/a.go",
			want: "./internal/helpers is in no rule: add it to the table",
		},
		"a longer name is another package": {
			file: "internal/mcpx/a.go",
			want: "is in no rule",
		},
		"a pure package imports no context": {
			file: "internal/exchange/a.go",
			src:  `import "context"`,
			want: "has to stay pure",
		},
		"a pure package imports no network": {
			file: "internal/transport/a.go",
			src:  `import "net/http"`,
			want: "has to stay pure",
		},
		"a pure package imports no logger": {
			file: "internal/session/a.go",
			src:  `import "log/slog"`,
			want: "has to stay pure",
		},
		"a pure package reads no clock": {
			file: "internal/bounded/a.go",
			src:  `import "time"; var now = time.Now`,
			want: "uses time.Now: time comes in as a parameter",
		},
		"a pure package reads no renamed clock": {
			file: "internal/bounded/a.go",
			src:  `import t "time"; func f(at t.Time) t.Duration { return t.Since(at) }`,
			want: "uses time.Since",
		},
		"a pure package hides no clock": {
			file: "internal/bounded/a.go",
			src:  `import . "time"; func f() Time { return Now() }`,
			want: "hides the clock",
		},
		"a pure package starts no goroutine": {
			file: "internal/audit/a.go",
			src:  `func f() { go f() }`,
			want: "starts a goroutine",
		},
		"a pure package starts no goroutine through a group": {
			file: "internal/audit/a.go",
			src:  `import "sync"; func f(wg *sync.WaitGroup) { wg.Go(func() {}) }`,
			want: "starts a goroutine",
		},
		"a bridge may read a clock": {
			file: "internal/each/a.go",
			src:  `import "time"; var now = time.Now`,
		},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			byPath := map[string]*pkg{}
			if err := add(byPath, tt.file, "package p; "+tt.src); err != nil {
				t.Fatal(err)
			}
			faults := sorted(byPath)[0].check(rules)
			switch {
			case tt.want == "" && len(faults) > 0:
				t.Errorf("got faults %q, want none", faults)
			case tt.want != "" && (len(faults) != 1 || !strings.Contains(faults[0], tt.want)):
				t.Errorf("got faults %q, want one with %q", faults, tt.want)
			}
		})
	}
}

func TestMatches(t *testing.T) {
	tests := []struct {
		pattern, path string
		want          bool
	}{
		{"./internal/mcp/...", "./internal/mcp", true},
		{"./internal/mcp/...", "./internal/mcp/sub", true},
		{"./internal/mcp/...", "./internal/mcpspan", false},
		{"./.../internal/metadatatest", "./receiver/mcpreceiver/internal/metadatatest", true},
		{"./.../internal/metadatatest", "./receiver/mcpreceiver/internal/metadata", false},
		{"net", "net/url", false},
		{"net/http/...", "net/http", true},
		{"...", "example.com/x", true},
	}
	for _, tt := range tests {
		if got := matches(tt.pattern, tt.path); got != tt.want {
			t.Errorf("matches(%q, %q) = %v, want %v", tt.pattern, tt.path, got, tt.want)
		}
	}
}
