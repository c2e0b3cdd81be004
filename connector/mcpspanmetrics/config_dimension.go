package mcpspanmetrics

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/callmetrics"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// maxDimensions bounds what is looked for on every span.
const maxDimensions = 16

// Dimension is a further attribute, taken from the span or else the resource.
type Dimension struct {
	// Name is the attribute key.
	Name string `mapstructure:"name"`
	// Default is the value where neither has the attribute; without one the
	// metric then lacks it too.
	Default string `mapstructure:"default"`
}

// Validate checks one dimension.
func (d Dimension) Validate() error {
	if d.Name == "" {
		return errors.New(`name: must not be empty, got ""`)
	}
	return nil
}

// allDimensions are the different dimensions of the enabled metrics.
func (c *Config) allDimensions() []Dimension {
	all := slices.Clone(c.Dimensions)
	for _, m := range callmetrics.Metrics() {
		if !c.Metrics[m.Name].Enabled {
			continue
		}
		for _, d := range c.Metrics[m.Name].Dimensions {
			if !slices.Contains(all, d) {
				all = append(all, d)
			}
		}
	}
	return all
}

// taken says of labels what has them already.
type taken map[string]string

// add returns an error if a dimension is taken. Names that only Prometheus's translation
// makes equal are equal: they would cost it the whole scrape.
func (t taken) add(d Dimension, path string) error {
	label := labelName(d.Name)
	if first, ok := t[label]; ok {
		return fmt.Errorf("%s::name: duplicate dimension %q, it is already %s", path, d.Name, first)
	}
	t[label] = path
	return nil
}

func (t taken) addKeys(m *semconv.Metric) {
	for _, key := range callmetrics.Keys(m) {
		t[labelName(key)] = "an attribute of " + m.Name
	}
}

// validateDimensions refuses names that occur twice on a metric: among the dimensions, with
// an attribute that the metric has already, or with a label of Prometheus's own.
func (c *Config) validateDimensions() error {
	if all := c.allDimensions(); len(all) > maxDimensions {
		return fmt.Errorf("dimensions: must be at most %d, those of single metrics included, got %d", maxDimensions, len(all))
	}
	var errs []error
	global := taken{"job": "a label of Prometheus", "instance": "a label of Prometheus", "le": "a label of Prometheus"}
	ofNone := maps.Clone(global)
	for _, m := range callmetrics.Metrics() {
		global.addKeys(m)
	}
	for i, d := range c.Dimensions {
		path := fmt.Sprintf("dimensions::%d", i)
		errs = append(errs, global.add(d, path))
		ofNone[labelName(d.Name)] = path
	}
	for _, m := range callmetrics.Metrics() {
		own := maps.Clone(ofNone)
		own.addKeys(m)
		for i, d := range c.Metrics[m.Name].Dimensions {
			errs = append(errs, own.add(d, fmt.Sprintf("metrics::%s::dimensions::%d", m.Name, i)))
		}
	}
	return errors.Join(errs...)
}

// labelName is what Prometheus makes of an attribute key by default: an
// underscore for every character that a label cannot have.
func labelName(key string) string {
	return strings.Map(func(r rune) rune {
		if r == '_' || r >= '0' && r <= '9' || r >= 'A' && r <= 'Z' || r >= 'a' && r <= 'z' {
			return r
		}
		return '_'
	}, key)
}
