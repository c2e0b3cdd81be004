package importtest

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const (
	module = "github.com/otelcol-mcp/otelcol-mcp"
	root   = "../.."
)

// A rule says what a group of packages may import besides the standard library and packages of its own folder.
// Patterns are those of the go command: "./" is this module, "..." is any text. The first rule that names a package counts.
type rule struct {
	packages []string
	allow    []string
	pure     bool // no I/O, no logger, no context, no clock, no goroutine
	testOnly bool // only packages that are themselves testOnly may import these outside of tests
	reason   string
}

var (
	words = []string{"./internal/semconv/...", "./internal/mcp/..."}

	// Below the mechanisms: what the processor can do at once and Go cannot say.
	machine = []string{"./internal/ascii", "./internal/bounded/near"}

	mechanisms = []string{
		"./internal/baseline/...",
		"./internal/bounded/...",
		"./internal/detect/...",
		"./internal/flow/...",
		"./internal/jsonrpc/...",
		"./internal/series/...",
		"./internal/sketch/...",
		"./internal/threat/...",
		"./internal/transport/...",
	}

	// What says which instructions there are: a part of Go's own, outside of its standard library.
	processors = []string{"golang.org/x/sys/cpu"}

	// At most one small, well-known library for each mechanism. None so far.
	mechanismLibraries = []string{}

	domain = []string{
		"./internal/anomaly/...",
		"./internal/audit/...",
		"./internal/callmetrics/...", "./internal/dedup/...",
		"./internal/catalog/...",
		"./internal/census/...",
		"./internal/exchange/...",
		"./internal/logical/...",
		"./internal/redact/...",
		"./internal/session/...",
	}

	bridge = []string{"./internal/agentlog/...", "./internal/capture/...", "./internal/dialect/...", "./internal/each/...", "./internal/emitter/...", "./internal/mcpspan/...", "./internal/metricunit/..."}

	// How pdata keeps things, which is none of its promises.
	layout = []string{"./internal/attribute"}

	// Emitters put JSON text into attributes; reading one member of it is not
	// this project's subject.
	bridgeLibraries = []string{"github.com/tidwall/gjson"}

	pdata = []string{"go.opentelemetry.io/collector/pdata/..."}
	// What the OTLP clients of the SDK are configured with.
	otlpClients = []string{
		"go.opentelemetry.io/otel/...",
		"go.opentelemetry.io/proto/otlp/...",
		"google.golang.org/grpc/...",
		"google.golang.org/protobuf/...",
		"github.com/go-logr/logr",
	}
	collector = []string{
		"go.opentelemetry.io/...",
		"github.com/open-telemetry/opentelemetry-collector-contrib/...",
		"go.uber.org/zap/...",
	}
)

var rules = []rule{
	{
		packages: words,
		pure:     true,
		reason:   "words are what everything else speaks; they need nothing but the standard library",
	},
	{
		packages: machine,
		allow:    processors,
		pure:     true,
		reason:   "what is made for a processor is nothing but that",
	},
	{
		packages: mechanisms,
		allow:    slices.Concat(machine, processors, mechanismLibraries),
		pure:     true,
		reason:   "a mechanism knows nothing of MCP; it works on bytes, text and numbers",
	},
	{
		packages: []string{"./internal/anomaly/..."},
		allow:    slices.Concat(words, machine, mechanisms, []string{"./internal/catalog"}),
		pure:     true,
		reason:   "what servers say of their tools is part of what is wrong with calls; else as any domain package",
	},
	{
		packages: domain,
		allow:    slices.Concat(words, mechanisms),
		pure:     true,
		reason:   "the domain is words on top of mechanisms; it has not heard of OpenTelemetry",
	},
	{
		packages: layout,
		allow:    pdata,
		reason:   "what pdata keeps is known in one place, which knows nothing else",
	},
	{
		packages: bridge,
		allow:    slices.Concat(words, mechanisms, domain, layout, pdata, bridgeLibraries, []string{"./internal/mcpspan"}),
		reason:   "a bridge knows pdata, but no pipeline, host or logger",
	},
	{
		packages: []string{"./.../internal/metadatatest"},
		allow:    []string{"..."},
		testOnly: true,
		reason:   "generated assertions on a component's own metrics",
	},
	{
		packages: []string{"./receiver/...", "./processor/...", "./connector/..."},
		allow:    slices.Concat(words, mechanisms, domain, bridge, collector),
		reason:   "a component works alone in any Collector: it never needs another of ours",
	},
	{
		packages: []string{"./confmap/..."},
		allow:    collector,
		reason:   "what reads configurations knows nothing of what is configured",
	},
	{
		packages: []string{"./cmd/mcptap/..."},
		allow:    slices.Concat(words, mechanisms, domain, bridge, pdata, otlpClients),
		reason:   "mcptap runs beside a stdio server and stays small: no Collector in it",
	},
	{
		packages: []string{"./otelcol-mcp/..."},
		allow:    []string{"..."},
		reason:   "the distribution is generated from the manifest",
	},
	{
		packages: []string{
			"./internal/demo/...",
			"./internal/doccheck/...",

			"./internal/e2e/...",
			"./internal/eval/...",
			"./internal/importtest/...",
			"./internal/mcptest/...",
			"./internal/release/...",
		},
		allow:    []string{"..."},
		testOnly: true,
		reason:   "tests and demonstrations may use anything, and no binary of ours contains them",
	},
}

// Pure packages are told the time and given their input; what they may not import is what would let them fetch either.
var impureImports = []string{
	"context",
	"log/...",
	"net",
	"net/http/...",
	"os/...",
	"syscall",
}

// What of package time reads a clock or waits for one.
var clock = []string{"After", "AfterFunc", "NewTicker", "NewTimer", "Now", "Since", "Sleep", "Tick", "Until"}

func TestWhoMayImportWhom(t *testing.T) {
	packages := load(t, root)
	if len(packages) == 0 {
		t.Fatal("no packages found")
	}
	for _, p := range packages {
		for _, fault := range p.check(rules) {
			t.Error(fault)
		}
	}
}

// A pkg is the non-test Go code of one folder.
type pkg struct {
	path  string // "./internal/mcp"
	fset  *token.FileSet
	files []*ast.File
}

// check returns one sentence for each thing in p that the rules forbid.
func (p pkg) check(rules []rule) []string {
	r, ok := find(rules, p.path)
	if !ok {
		return []string{p.path + " is in no rule: add it to the table in internal/importtest"}
	}
	var faults []string
	report := func(at token.Pos, format string, args ...any) {
		where := p.fset.Position(at)
		faults = append(faults, fmt.Sprintf("%s:%d: %s (%s)", where.Filename, where.Line, fmt.Sprintf(format, args...), r.reason))
	}
	for _, file := range p.files {
		for _, spec := range file.Imports {
			if problem := r.forbids(rules, p.path, local(importPath(spec))); problem != "" {
				report(spec.Pos(), "%s imports %s, %s", p.path, importPath(spec), problem)
			}
		}
		if r.pure {
			impurities(file, report)
		}
	}
	return faults
}

// forbids says why from must not import to, or returns the empty string.
func (r rule) forbids(rules []rule, from, to string) string {
	if target, ok := find(rules, to); ok && target.testOnly && !r.testOnly {
		return "which is for tests only"
	}
	switch {
	case isStandard(to):
		if r.pure && matchesAny(impureImports, to) {
			return "but has to stay pure"
		}
		return ""
	case unit(from) == unit(to), matchesAny(r.allow, to):
		return ""
	default:
		return "which its layer may not"
	}
}

// impurities reports clocks that are read and goroutines that are started. It sees syntax, not types, so it takes every
// method called Go for that of a WaitGroup.
func impurities(file *ast.File, report func(token.Pos, string, ...any)) {
	timeName := ""
	for _, spec := range file.Imports {
		if importPath(spec) != "time" {
			continue
		}
		timeName = "time"
		if spec.Name != nil {
			timeName = spec.Name.Name
		}
		if timeName == "." {
			report(spec.Pos(), "a dot import of time hides the clock")
		}
	}
	ast.Inspect(file, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.GoStmt:
			report(n.Pos(), "starts a goroutine")
		case *ast.CallExpr:
			if call, ok := n.Fun.(*ast.SelectorExpr); ok && call.Sel.Name == "Go" {
				report(n.Pos(), "starts a goroutine through a method called Go")
			}
		case *ast.SelectorExpr:
			if x, ok := n.X.(*ast.Ident); ok && x.Name == timeName && slices.Contains(clock, n.Sel.Name) {
				report(n.Pos(), "uses time.%s: time comes in as a parameter", n.Sel.Name)
			}
		}
		return true
	})
}

func find(rules []rule, path string) (rule, bool) {
	i := slices.IndexFunc(rules, func(r rule) bool { return matchesAny(r.packages, path) })
	if i < 0 {
		return rule{}, false
	}
	return rules[i], true
}

func matchesAny(patterns []string, path string) bool {
	return slices.ContainsFunc(patterns, func(p string) bool { return matches(p, path) })
}

// matches is the matching of the go command: a trailing /... also matches the folder itself.
func matches(pattern, path string) bool {
	expr := regexp.QuoteMeta(pattern)
	if rest, ok := strings.CutSuffix(expr, `/\.\.\.`); ok {
		expr = rest + `(/.*)?`
	}
	expr = strings.ReplaceAll(expr, `\.\.\.`, `.*`)
	return regexp.MustCompile("^" + expr + "$").MatchString(path)
}

// unit is the folder whose packages belong together: "./receiver/mcpreceiver" for that receiver and all below it.
func unit(path string) string {
	if !strings.HasPrefix(path, "./") {
		return path
	}
	parts := strings.Split(path, "/")
	return strings.Join(parts[:min(3, len(parts))], "/")
}

// local writes import paths of this module as "./…" and leaves others alone.
func local(path string) string {
	if rest, ok := strings.CutPrefix(path, module); ok && (rest == "" || rest[0] == '/') {
		return "." + rest
	}
	return path
}

// isStandard holds for paths that do not begin with a domain name.
func isStandard(path string) bool {
	first, _, _ := strings.Cut(path, "/")
	return !strings.Contains(first, ".")
}

func importPath(spec *ast.ImportSpec) string {
	p, _ := strconv.Unquote(spec.Path.Value) // the parser has accepted it
	return p
}

// load parses the module at dir, sorted by path. Test files, testdata and modules below are left out; build tags are
// ignored, so that code for other systems is held to the same rules.
func load(t *testing.T, dir string) []pkg {
	t.Helper()
	byPath := map[string]*pkg{}
	err := filepath.WalkDir(dir, func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if d.IsDir() {
			if file != dir && skipped(file, d.Name()) {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
			return nil
		}
		name, err := filepath.Rel(dir, file)
		if err != nil {
			return err
		}
		name = filepath.ToSlash(name)
		src, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		return add(byPath, name, string(src))
	})
	if err != nil {
		t.Fatalf("reading the module: %v", err)
	}
	return sorted(byPath)
}

// skipped holds for folders that the go command leaves out of "./..." as well.
func skipped(dir, name string) bool {
	if name == "testdata" || name == "vendor" || name[0] == '.' || name[0] == '_' {
		return true
	}
	_, err := os.Stat(filepath.Join(dir, "go.mod"))
	return err == nil
}

// add parses one file and files it under its package.
func add(byPath map[string]*pkg, name, src string) error {
	p := cmp.Or(byPath["./"+path.Dir(name)], &pkg{path: "./" + path.Dir(name), fset: token.NewFileSet()})
	file, err := parser.ParseFile(p.fset, name, src, parser.SkipObjectResolution)
	if err != nil {
		return err
	}
	p.files = append(p.files, file)
	byPath[p.path] = p
	return nil
}

func sorted(byPath map[string]*pkg) []pkg {
	var all []pkg
	for _, p := range byPath {
		all = append(all, *p)
	}
	slices.SortFunc(all, func(a, b pkg) int { return cmp.Compare(a.path, b.path) })
	return all
}
