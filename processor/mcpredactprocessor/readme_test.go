package mcpredactprocessor

import (
	"os"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/confmap"

	"github.com/otelcol-mcp/otelcol-mcp/internal/each"
	"github.com/otelcol-mcp/otelcol-mcp/internal/redact"
)

func readme(t *testing.T) string {
	text, err := os.ReadFile("README.md")
	require.NoError(t, err)
	return string(text)
}

// firstCells returns the first cells of the table whose header begins with head.
func firstCells(t *testing.T, head string) (cells []string) {
	_, table, found := strings.Cut(readme(t), "\n| "+head+" |")
	require.True(t, found)
	for _, line := range strings.Split(table, "\n")[2:] {
		if !strings.HasPrefix(line, "|") {
			break
		}
		cells = append(cells, strings.TrimSpace(strings.Split(line, "|")[1]))
	}
	return cells
}

func TestReadmeDescribesEveryOption(t *testing.T) {
	var want []string
	for _, f := range reflect.VisibleFields(reflect.TypeFor[Config]()) {
		want = append(want, "`"+f.Tag.Get("mapstructure")+"`")
	}
	require.Equal(t, want, firstCells(t, "Option"))
}

func TestReadmeDescribesEveryActionAndPlace(t *testing.T) {
	for i, cell := range firstCells(t, "Action") {
		require.Equal(t, "`"+redact.Action(i+1).String()+"`", cell)
	}
	described := strings.Join(firstCells(t, "Place"), ", ")
	for p := range each.NumPlaces {
		require.Contains(t, described, "`"+p.String()+"`")
	}
	metadata, err := os.ReadFile("metadata.yaml")
	require.NoError(t, err)
	for p := range each.NumPlaces {
		require.Regexp(t, `enum: \[.*\b`+p.String()+`\b`, string(metadata))
	}
}

func TestReadmeNamesEveryKeyOfTheDefault(t *testing.T) {
	for key := range defaultConfig().Keys {
		require.Contains(t, readme(t), "`"+strings.TrimPrefix(strings.TrimPrefix(key, "http.request.header."), "http.response.header.")+"`")
	}
}

// The examples of the README are configurations that are valid.
func TestReadmeExamplesAreValid(t *testing.T) {
	examples := regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllStringSubmatch(readme(t), -1)
	require.Len(t, examples, 2)
	for _, example := range examples {
		retrieved, err := confmap.NewRetrievedFromYAML([]byte(example[1]))
		require.NoError(t, err)
		conf, err := retrieved.AsConf()
		require.NoError(t, err)
		sub, err := conf.Sub("processors::mcpredact")
		require.NoError(t, err)
		cfg := defaultConfig()
		require.NoError(t, sub.Unmarshal(cfg))
		require.NoError(t, confmap.Validate(cfg))
	}
	require.True(t, slices.ContainsFunc(examples, func(e []string) bool { return strings.Contains(e[1], "checksum: luhn") }))
}
