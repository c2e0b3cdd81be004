package doccheck

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// root is the root of the module, seen from this package.
const root = "../.."

// document is a Markdown file in parts.
type document struct {
	path     string // from the root, with slashes
	headings map[string]bool
	links    []string
	blocks   []block
	code     []string // in the text, between backticks
}

// block is fenced code.
type block struct {
	language string
	text     string
}

var (
	fence   = regexp.MustCompile("^\\s*(```+)(\\w*)")
	heading = regexp.MustCompile(`^#{1,6} +(.*)$`)
	link    = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	quoted  = regexp.MustCompile("`([^`]+)`")
	// What GitHub leaves out of the names that headings get: all but letters, digits, hyphens, underscores and spaces.
	punctuation = regexp.MustCompile(`[^\p{L}\p{N}\-_ ]`)
)

// documents are all Markdown files of the repository.
func documents(t *testing.T) map[string]document {
	t.Helper()
	all := map[string]document{}
	err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name := d.Name()
		if d.IsDir() && file != root && (name[0] == '.' || name == "testdata" || name == "node_modules" || name == "bin") {
			return filepath.SkipDir
		}
		if d.IsDir() || !strings.HasSuffix(name, ".md") {
			return nil
		}
		text, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		path, err := filepath.Rel(root, file)
		if err != nil {
			return err
		}
		all[filepath.ToSlash(path)] = parse(filepath.ToSlash(path), string(text))
		return nil
	})
	require.NoError(t, err)
	require.Contains(t, all, "README.md")
	return all
}

func parse(path, text string) document {
	d := document{path: path, headings: map[string]bool{}}
	inside := ""
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		switch m := fence.FindStringSubmatch(line); {
		case inside == "" && m != nil:
			inside = m[1]
			d.blocks = append(d.blocks, block{language: m[2]})
		case inside != "" && strings.TrimSpace(line) == inside:
			inside = ""
		case inside != "":
			last := &d.blocks[len(d.blocks)-1]
			last.text += line + "\n"
		default:
			d.read(line)
		}
	}
	return d
}

// read takes in a line that is not code.
func (d *document) read(line string) {
	if m := heading.FindStringSubmatch(line); m != nil {
		d.headings[anchor(m[1])] = true
	}
	for _, m := range quoted.FindAllStringSubmatch(line, -1) {
		d.code = append(d.code, m[1])
	}
	for _, m := range link.FindAllStringSubmatch(quoted.ReplaceAllString(line, "code"), -1) {
		d.links = append(d.links, m[1])
	}
}

// anchor is the name under which GitHub knows a heading.
func anchor(heading string) string {
	heading = link.ReplaceAllString(strings.ReplaceAll(heading, "`", ""), "]")
	return strings.ReplaceAll(punctuation.ReplaceAllString(strings.ToLower(strings.TrimSpace(heading)), ""), " ", "-")
}

func TestParse(t *testing.T) {
	d := parse("a.md", "# One, `two` and [three](x.md)\n[y](z.md#a) `bin/x` `[no](no.md)`\n```sh\nmake x # [no](no.md)\n```\n## Four\n")
	require.Equal(t, map[string]bool{"one-two-and-three": true, "four": true}, d.headings)
	require.Equal(t, []string{"x.md", "z.md#a"}, d.links)
	require.Equal(t, []block{{"sh", "make x # [no](no.md)\n"}}, d.blocks)
	require.Equal(t, []string{"two", "bin/x", "[no](no.md)"}, d.code)
}
