package mcpanomalyprocessor

import (
	"os"
	"reflect"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/confmap"
)

func readme(t *testing.T) string {
	text, err := os.ReadFile("README.md")
	require.NoError(t, err)
	return string(text)
}

func TestReadmeDescribesEveryOption(t *testing.T) {
	var want, got []string
	for _, f := range reflect.VisibleFields(reflect.TypeFor[Config]()) {
		want = append(want, "`"+f.Tag.Get("mapstructure")+"`")
	}
	_, table, found := strings.Cut(readme(t), "\n| Option |")
	require.True(t, found)
	for _, line := range strings.Split(table, "\n")[2:] {
		if !strings.HasPrefix(line, "|") {
			break
		}
		got = append(got, strings.TrimSpace(strings.Split(line, "|")[1]))
	}
	require.ElementsMatch(t, want, got)
}

// TestExamplesOfTheReadmeAreValid reads what the README configures of this processor.
func TestExamplesOfTheReadmeAreValid(t *testing.T) {
	blocks := regexp.MustCompile("(?s)```yaml\n(.*?)```").FindAllStringSubmatch(readme(t), -1)
	require.Len(t, blocks, 3)
	found := 0
	for _, block := range blocks {
		retrieved, err := confmap.NewRetrievedFromYAML([]byte(block[1]))
		require.NoError(t, err)
		conf, err := retrieved.AsConf()
		require.NoError(t, err)
		processor, err := conf.Sub("processors::mcpanomaly")
		require.NoError(t, err)
		if len(processor.AllKeys()) == 0 {
			continue
		}
		found++
		cfg := NewFactory().CreateDefaultConfig()
		require.NoError(t, processor.Unmarshal(cfg))
		require.NoError(t, confmap.Validate(cfg))
	}
	require.Equal(t, 1, found)
}
