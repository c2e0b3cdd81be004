package importtest

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// The distribution is a package of this module, so go.mod decides what is built; `otelcol-mcp components` prints what
// the manifest says. The two must not differ.
func TestManifestNamesTheVersionsThatAreBuilt(t *testing.T) {
	manifest, err := os.ReadFile(filepath.Join(root, "builder-config.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	required := requirements(t)
	for _, fault := range compare(string(manifest), required) {
		t.Error(fault)
	}
}

func TestCompare(t *testing.T) {
	required := map[string]string{"example.com/a": "v1.0.0"}
	tests := map[string]struct {
		manifest string
		want     string // part of the only fault; empty for none
	}{
		"equal versions":               {manifest: "- gomod: example.com/a v1.0.0"},
		"own entries have our version": {manifest: "dist:\n  version: 0.1.0\nx:\n  - gomod: " + module + " v0.1.0"},
		"another version":              {manifest: "- gomod: example.com/a v1.0.1", want: "example.com/a is v1.0.1 in builder-config.yaml and v1.0.0 in go.mod"},
		"a module go.mod does not have": {
			manifest: "- gomod: example.com/b v1.0.0", want: "example.com/b is not in go.mod",
		},
		"own entries of another version": {
			manifest: "dist:\n  version: 0.1.0\nx:\n  - gomod: " + module + " v0.2.0", want: module + " is v0.2.0",
		},
		"a manifest without modules": {manifest: "dist:\n", want: "names no modules"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			faults := compare(tt.manifest, required)
			switch {
			case tt.want == "" && len(faults) > 0:
				t.Errorf("got faults %q, want none", faults)
			case tt.want != "" && (len(faults) != 1 || !strings.Contains(faults[0], tt.want)):
				t.Errorf("got faults %q, want one with %q", faults, tt.want)
			}
		})
	}
}

var (
	gomodLine   = regexp.MustCompile(`(?m)^[^#\n]*\bgomod:\s*(\S+)\s+(v\S+)`)
	distVersion = regexp.MustCompile(`(?m)^  version:\s*(\S+)`)
)

// compare returns one sentence for each module whose version in the manifest is not the required one. Our own module
// is required by nothing; its entries carry the version of the distribution.
func compare(manifest string, required map[string]string) []string {
	modules := gomodLine.FindAllStringSubmatch(manifest, -1)
	if len(modules) == 0 {
		return []string{"builder-config.yaml names no modules"}
	}
	ours := ""
	if m := distVersion.FindStringSubmatch(manifest); m != nil {
		ours = "v" + m[1]
	}
	var faults []string
	for _, m := range modules {
		name, version := m[1], m[2]
		want, ok := required[name]
		switch {
		case name == module && version != ours:
			faults = append(faults, name+" is "+version+" in builder-config.yaml, the distribution is "+ours)
		case name == module:
		case !ok:
			faults = append(faults, name+" is not in go.mod")
		case version != want:
			faults = append(faults, name+" is "+version+" in builder-config.yaml and "+want+" in go.mod")
		}
	}
	return faults
}

// requirements returns the version of each module that go.mod names.
func requirements(t *testing.T) map[string]string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), "go", "mod", "edit", "-json")
	cmd.Dir = root
	out, err := cmd.Output()
	if err != nil {
		t.Fatalf("reading go.mod: %v", err)
	}
	var mod struct {
		Require []struct{ Path, Version string }
	}
	if err := json.Unmarshal(out, &mod); err != nil {
		t.Fatalf("reading go.mod: %v", err)
	}
	required := make(map[string]string, len(mod.Require))
	for _, r := range mod.Require {
		required[r.Path] = r.Version
	}
	return required
}
