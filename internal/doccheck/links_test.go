package doccheck

import (
	"os"
	"path"
	"path/filepath"
	"strings"
	"testing"
)

// TestLinks follows every link that stays in the repository, to the heading.
func TestLinks(t *testing.T) {
	all := documents(t)
	followed := 0
	for _, d := range all {
		for _, to := range d.links {
			if strings.Contains(to, "://") || strings.HasPrefix(to, "mailto:") {
				continue
			}
			followed++
			if fault := follow(all, d, to); fault != "" {
				t.Errorf("%s: %s %s", d.path, to, fault)
			}
		}
	}
	if followed < 30 {
		t.Errorf("only %d links: are they still found?", followed)
	}
}

func follow(all map[string]document, from document, to string) string {
	file, fragment, _ := strings.Cut(to, "#")
	target := from.path
	if file != "" {
		target = path.Join(path.Dir(from.path), file)
	}
	if _, err := os.Stat(filepath.Join(root, filepath.FromSlash(target))); err != nil {
		return "leads nowhere"
	}
	if d, ok := all[target]; ok && fragment != "" && !d.headings[fragment] {
		return "leads to no heading"
	}
	return ""
}

func TestFollow(t *testing.T) {
	all := documents(t)
	from := all["docs/metrics.md"]
	for to, want := range map[string]string{
		"../README.md":                "",
		"../README.md#development":    "",
		"#tools-and-resources":        "",
		"../internal":                 "",
		"no.md":                       "leads nowhere",
		"../README.md#no":             "leads to no heading",
		"#no":                         "leads to no heading",
		"../../../somewhere/else.txt": "leads nowhere",
	} {
		if got := follow(all, from, to); got != want {
			t.Errorf("%s: got %q, want %q", to, got, want)
		}
	}
}
