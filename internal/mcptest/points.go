package mcptest

import (
	"errors"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pmetric"
)

// Points reads points of sums, each with the metric's name, its value and attributes:
//
//	resource service.name=desk
//	point requests 3 user.id=5
func Points(t testing.TB, text string) pmetric.Metrics {
	t.Helper()
	md := pmetric.NewMetrics()
	for i, line := range strings.Split(text, "\n") {
		words, err := split(line)
		require.NoError(t, err, "line %d", i+1)
		if len(words) > 0 && words[0][0] != '#' {
			require.NoError(t, readPoint(md, words), "line %d", i+1)
		}
	}
	return md
}

func readPoint(md pmetric.Metrics, words []string) error {
	if words[0] == "resource" {
		rm := md.ResourceMetrics().AppendEmpty()
		rm.ScopeMetrics().AppendEmpty()
		return put(rm.Resource().Attributes(), words[1:])
	}
	if words[0] != "point" || len(words) < 3 || md.ResourceMetrics().Len() == 0 {
		return errors.New("want a resource, then points with a name and a value")
	}
	value, err := strconv.ParseInt(words[2], 10, 64)
	if err != nil {
		return err
	}
	m := md.ResourceMetrics().At(md.ResourceMetrics().Len() - 1).ScopeMetrics().At(0).Metrics().AppendEmpty()
	m.SetName(words[1])
	p := m.SetEmptySum().DataPoints().AppendEmpty()
	p.SetIntValue(value)
	return put(p.Attributes(), words[3:])
}
