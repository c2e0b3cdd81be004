package each

import (
	"math"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"
)

func attributesOf(t *testing.T, raw map[string]any) pcommon.Map {
	m := pcommon.NewMap()
	require.NoError(t, m.FromRaw(raw))
	return m
}

// replacing replaces one text, also among names.
func replacing(old, with string) told {
	return told{
		text: func(_ At, text string) (string, bool, bool) {
			return strings.ReplaceAll(text, old, with), strings.Contains(text, old), false
		},
		name: func(_ At, name string) (string, bool) {
			return strings.ReplaceAll(name, old, with), strings.Contains(name, old)
		},
		tooDeep: func(At) (string, bool) { return "too deep", true },
	}
}

func TestNumbersAreTexts(t *testing.T) {
	for want, value := range map[string]any{
		"4111111111111111":  int64(4111111111111111),
		"-5":                int64(-5),
		"0":                 int64(0),
		"4111111111111112":  4111111111111112.0,
		"0.25":              0.25,
		"48.137154":         48.137154,
		"1e+300":            1e300,
		"NaN":               math.NaN(),
		"-Inf":              math.Inf(-1),
		"100000000000000":   1e14,
		"6011000990139424":  int64(6011000990139424),
		"1.5e-09":           1.5e-9,
		"-4111111111111113": -4111111111111113.0,
	} {
		t.Run(want, func(t *testing.T) {
			var shown string
			m := attributesOf(t, map[string]any{"n": value})
			NewWalker(told{text: func(_ At, text string) (string, bool, bool) {
				shown = strings.Clone(text)
				return text[:1], true, false
			}}).attributes(Attribute, m)
			require.Equal(t, want, shown)
			require.Equal(t, map[string]any{"n": want[:1]}, m.AsRaw())
		})
	}
}

// What replaces a number may be a part of its text, which lives in a buffer that the
// next number is written to.
func TestReplacementsOfNumbersAreKept(t *testing.T) {
	m := attributesOf(t, map[string]any{"list": []any{11111, 22222, 33333}})
	NewWalker(told{text: func(_ At, text string) (string, bool, bool) { return text[1:], true, false }}).attributes(Attribute, m)
	require.Equal(t, map[string]any{"list": []any{"1111", "2222", "3333"}}, m.AsRaw())
}

func TestBytesStayBytes(t *testing.T) {
	m := attributesOf(t, map[string]any{"utf8": []byte("my secret"), "binary": []byte("\xff\x00secret\xfe"), "clean": []byte("\x01\x02")})
	NewWalker(replacing("secret", "*")).attributes(Attribute, m)
	require.Equal(t, map[string]any{"utf8": []byte("my *"), "binary": []byte("\xff\x00*\xfe"), "clean": []byte("\x01\x02")}, m.AsRaw())
}

func TestDroppedAttributesGoWithTheirKeys(t *testing.T) {
	m := attributesOf(t, map[string]any{
		"a": "drop", "b": "keep", "c": map[string]any{"d": "drop", "e": "keep"}, "f": []any{"keep", "drop"},
	})
	NewWalker(told{text: func(_ At, text string) (string, bool, bool) { return "", false, text == "drop" }}).attributes(Attribute, m)
	require.Equal(t, map[string]any{"b": "keep", "c": map[string]any{"e": "keep"}}, m.AsRaw())
}

func TestADroppedBodyIsEmpty(t *testing.T) {
	for name, body := range map[string]any{"text": "drop", "list": []any{"drop"}, "number": 5} {
		ld := plog.NewLogs()
		r := ld.ResourceLogs().AppendEmpty().ScopeLogs().AppendEmpty().LogRecords().AppendEmpty()
		require.NoError(t, r.Body().FromRaw(body))
		NewWalker(told{text: func(At, string) (string, bool, bool) { return "", false, true }}).Logs(ld)
		require.Equal(t, "", r.Body().AsRaw(), name)
	}
}

func TestKeysThatBecomeEqualAreToldApart(t *testing.T) {
	m := pcommon.NewMap()
	for _, key := range []string{"a@x", "plain", "b@x", "[E]#2", "c@x", "[E]"} {
		m.PutStr(key, "of "+key)
	}
	NewWalker(told{name: func(_ At, name string) (string, bool) { return "[E]", strings.Contains(name, "@") }}).attributes(Attribute, m)
	var got []string
	for key, v := range m.All() {
		got = append(got, key+" "+v.Str())
	}
	require.Equal(t, []string{"[E]#3 of a@x", "plain of plain", "[E]#4 of b@x", "[E]#2 of [E]#2", "[E]#5 of c@x", "[E] of [E]"}, got)
}

func TestKeysAreRenamedBesideDroppedOnes(t *testing.T) {
	m := pcommon.NewMap()
	for _, key := range []string{"gone", "old1", "gone2", "plain", "old2"} {
		m.PutStr(key, key)
	}
	v := replacing("old", "new")
	v.text = func(at At, _ string) (string, bool, bool) { return "", false, strings.HasPrefix(at.Key, "gone") }
	NewWalker(v).attributes(Attribute, m)
	require.Equal(t, map[string]any{"new1": "old1", "plain": "plain", "new2": "old2"}, m.AsRaw())
}

func TestKeysOfInnerMapsAreRenamed(t *testing.T) {
	m := attributesOf(t, map[string]any{"old": map[string]any{"old": []any{map[string]any{"old": "x"}}, "b": "y"}})
	NewWalker(replacing("old", "new")).attributes(Attribute, m)
	require.Equal(t, map[string]any{"new": map[string]any{"new": []any{map[string]any{"new": "x"}}, "b": "y"}}, m.AsRaw())
}

// A hundred thousand keys that become one would take minutes in a map that is searched
// for every key.
func TestAHundredThousandKeys(t *testing.T) {
	const keys = 100_000
	raw := make(map[string]any, keys)
	for i := range keys {
		raw["old"+strconv.Itoa(i)] = int64(i)
	}
	m := attributesOf(t, raw)
	NewWalker(told{name: func(At, string) (string, bool) { return "[E]", true }}).attributes(Attribute, m)
	require.Equal(t, keys, m.Len())
	require.Len(t, m.AsRaw(), keys)
}

// nested returns text within as many containers.
func nested(t *testing.T, depth int, text string) pcommon.Map {
	m := pcommon.NewMap()
	v := m.PutEmpty("top")
	for i := range depth {
		if i%2 == 0 {
			v = v.SetEmptySlice().AppendEmpty()
		} else {
			v = v.SetEmptyMap().PutEmpty("key")
		}
	}
	v.SetStr(text)
	return m
}

func TestWhatIsTooDeepIsReplaced(t *testing.T) {
	for name, whole := range map[string]bool{"part by part": false, "as a whole": true} {
		t.Run(name, func(t *testing.T) {
			v := replacing("secret", "*")
			v.whole = func(At) bool { return whole }
			m := nested(t, MaxDepth, "secret")
			NewWalker(v).attributes(Attribute, m)
			top, _ := m.Get("top")
			require.Contains(t, top.AsString(), "*")
			require.NotContains(t, top.AsString(), "too deep")

			for _, depth := range []int{MaxDepth + 1, 5000} {
				m = nested(t, depth, "secret")
				NewWalker(v).attributes(Attribute, m)
				top, _ = m.Get("top")
				require.Contains(t, top.AsString(), "too deep")
				require.NotContains(t, top.AsString(), "secret")
			}
		})
	}
}

func TestAVisitorMayLeaveWhatIsTooDeep(t *testing.T) {
	m, before := nested(t, MaxDepth+1, "secret"), nested(t, MaxDepth+1, "secret")
	NewWalker(told{}).attributes(Attribute, m)
	require.Equal(t, before.AsRaw(), m.AsRaw())
}

func TestAWholeIsShownAsJSON(t *testing.T) {
	for want, value := range map[string]any{
		`{"a":"x","b":[1,true]}`: map[string]any{"b": []any{1, true}, "a": "x"},
		`[]`:                     []any{},
		`true`:                   true,
		``:                       nil,
		`[NaN secret]`:           []any{math.NaN(), "secret"}, // JSON has no NaN
	} {
		m := attributesOf(t, map[string]any{"w": value, "plain": "x"})
		var shown []string
		NewWalker(told{
			whole: func(at At) bool { return at.Key == "w" },
			text: func(at At, text string) (string, bool, bool) {
				if at.Key == "w" {
					shown = append(shown, text)
				}
				return "gone", at.Key == "w", false
			},
		}).attributes(Attribute, m)
		require.Equal(t, []string{want}, shown)
		require.Equal(t, map[string]any{"w": "gone", "plain": "x"}, m.AsRaw())
	}
}

func TestAWalkWithoutChangesAllocatesNothing(t *testing.T) {
	k := &maker{mark: "text"}
	td, md, ld := k.traces(), k.metrics(), k.logs()
	w := NewWalker(told{})
	require.Zero(t, testing.AllocsPerRun(100, func() { w.Traces(td) }))
	require.Zero(t, testing.AllocsPerRun(100, func() { w.Metrics(md) }))
	require.Zero(t, testing.AllocsPerRun(100, func() { w.Logs(ld) }))
}

func TestLargeBytesAreNotKept(t *testing.T) {
	m := pcommon.NewMap()
	m.PutEmptyBytes("b").FromRaw(make([]byte, 1<<20))
	w := NewWalker(told{})
	w.attributes(Attribute, m)
	require.LessOrEqual(t, cap(w.scratch), maxScratch)
}

func BenchmarkTraces(b *testing.B) {
	td := (&maker{mark: "text"}).traces()
	w := NewWalker(told{})
	b.ReportAllocs()
	for b.Loop() {
		w.Traces(td)
	}
}
