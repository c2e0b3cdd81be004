package anomaly

import (
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

// told returns how many findings of a type there were.
func (s *script) told(t Type) (n int) {
	for _, f := range s.all {
		if f.Type == t {
			n++
		}
	}
	return n
}

// ten makes ten calls a second, each another.
func (s *script) ten(seconds int, call func(i int)) {
	for i := range 10 * seconds {
		s.at = s.at.Add(100*time.Millisecond - time.Second)
		call(i)
	}
}

var floods = []struct {
	what Type
	many int
	call func(s *script, of string, i int)
}{
	{SessionFlood, 2000, func(s *script, of string, i int) { s.call("search", "", ofSession(of+strconv.Itoa(i))) }},
	{PrincipalFlood, 1000, func(s *script, of string, i int) { s.call("search", "", by(of+strconv.Itoa(i))) }},
	{PrincipalFlood, 1000, func(s *script, of string, i int) {
		s.call("search", "", by(of+strconv.Itoa(i)), failing(mcp.OutcomeServerError))
	}},
	{ToolFlood, 500, func(s *script, of string, i int) { s.call(of+strconv.Itoa(i), "") }},
	{ToolFlood, 500, func(s *script, name string, i int) { s.call("search", "", of(name+strconv.Itoa(i))) }},
}

// TestAFloodIsToldOnceWhileItLasts, and again when there is another.
func TestAFloodIsToldOnceWhileItLasts(t *testing.T) {
	for i, flood := range floods {
		s := begin(t, func(o *Options) { o.Types[SessionFlood].Window = 10 * time.Minute })
		s.call("search", "")
		s.at = s.at.Add(61 * time.Minute)
		seen := 0
		s.ten(3600, func(n int) {
			if flood.call(s, "first ", n); seen == 0 && s.has(flood.what) {
				seen = n + 1
			}
		})
		require.Equal(t, flood.many, seen, i)
		require.Equal(t, 1, s.told(flood.what), i)
		s.at = s.at.Add(time.Hour)
		s.ten(300, func(n int) { flood.call(s, "second ", n) })
		require.Equal(t, 2, s.told(flood.what), i)
	}
}

// TestWhatComesBackIsNoFlood: a thousand people and some hundred tools, every morning; nor is what a
// model sees in its first hour.
func TestWhatComesBackIsNoFlood(t *testing.T) {
	s := begin(t, nil)
	for range 3 {
		s.ten(200, func(i int) { s.call("tool"+strconv.Itoa(i%700), "", by("user"+strconv.Itoa(i%1500))) })
		s.at = s.at.Add(12 * time.Hour)
	}
	require.False(t, s.has(PrincipalFlood))
	require.False(t, s.has(ToolFlood))
}

// TestNamesThatFailAreNoFloodOfTools: they make nothing known.
func TestNamesThatFailAreNoFloodOfTools(t *testing.T) {
	s := begin(t, nil)
	s.call("search", "")
	s.at = s.at.Add(2 * time.Hour)
	s.ten(300, func(i int) { s.call("made up "+strconv.Itoa(i), "", failing(mcp.OutcomeUnknownTool)) })
	require.False(t, s.has(ToolFlood))
	require.Equal(t, 1, s.model.Stats().Tools)
}
