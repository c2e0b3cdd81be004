package mcp

import (
	"math"
	"reflect"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestRoleRoundTrip(t *testing.T) {
	for r := RoleUnknown + 1; int(r) < len(roleNames); r++ {
		require.NotEmpty(t, r.String())
		parsed, ok := ParseRole(r.String())
		assert.True(t, ok, r.String())
		assert.Equal(t, r, parsed)
	}
	require.Len(t, roleNames, int(RoleInside)+1, "a role without a name")
	assert.Empty(t, RoleUnknown.String())
	for _, text := range []string{"", "Client", "proxy", "client "} {
		parsed, ok := ParseRole(text)
		assert.False(t, ok, "%q", text)
		assert.Equal(t, RoleUnknown, parsed)
	}
}

func TestOutcomeRoundTrip(t *testing.T) {
	for o := OutcomeUnknown + 1; int(o) < len(outcomeNames); o++ {
		require.NotEmpty(t, o.String())
		parsed, ok := ParseOutcome(o.String())
		assert.True(t, ok, o.String())
		assert.Equal(t, o, parsed)
	}
	require.Len(t, outcomeNames, int(OutcomeInputRequired)+1, "an outcome without a name")
	assert.Empty(t, OutcomeUnknown.String())
	for _, text := range []string{"", "Success", "error", "success "} {
		parsed, ok := ParseOutcome(text)
		assert.False(t, ok, "%q", text)
		assert.Equal(t, OutcomeUnknown, parsed)
	}
}

func TestOddityNames(t *testing.T) {
	seen := map[string]bool{}
	for o := range NumOddities {
		assert.NotEmpty(t, o.String())
		assert.False(t, seen[o.String()], o.String())
		seen[o.String()] = true
	}
}

func TestDuration(t *testing.T) {
	const second = int64(time.Second)
	for _, test := range []struct {
		name       string
		start, end int64
		want       time.Duration
	}{
		{"an ordinary call", 100 * second, 103 * second, 3 * time.Second},
		{"no time at all", 100 * second, 100 * second, 0},
		{"a nanosecond", 100 * second, 100*second + 1, 1},
		{"an unknown start", 0, 100 * second, 0},
		{"an unknown end", 100 * second, 0, 0},
		{"nothing known", 0, 0, 0},
		{"an end before the start", 100 * second, 99 * second, 0},
		{"the longest that there can be", 1, math.MaxInt64, math.MaxInt64 - 1},
		{"a start before 1970", -5, 100, 0},
		{"a start so early that the difference would overflow", math.MinInt64, math.MaxInt64, 0},
	} {
		t.Run(test.name, func(t *testing.T) {
			call := Call{Start: test.start, End: test.end}
			assert.Equal(t, test.want, call.Duration())
		})
	}
}

// notLabels are the string fields that never become a label or a key: they are
// long, hold payload, or come from a fixed list.
var notLabels = map[string]bool{"Arguments": true, "Result": true, "StatusMessage": true, "Dialect": true}

func TestTextsAreEveryStringThatMayBeALabel(t *testing.T) {
	var call Call
	fields := map[*string]string{}
	for field, value := range reflect.ValueOf(&call).Elem().Fields() {
		if field.Type.Kind() == reflect.String && !notLabels[field.Name] {
			fields[value.Addr().Interface().(*string)] = field.Name
		}
	}
	texts := call.Texts()
	assert.Len(t, fields, NumTexts)
	for _, text := range texts {
		assert.Contains(t, fields, text, "twice, or a field that is no label")
		delete(fields, text)
	}
	assert.Empty(t, fields, "missing in Texts")
}

func TestDropBadTextEmptiesWhatIsNotUTF8(t *testing.T) {
	var good Call
	for _, text := range good.Texts() {
		*text = "grüße"
	}
	for i := range NumTexts {
		call := good
		*call.Texts()[i] = "a\xff"
		want := good
		*want.Texts()[i] = ""
		if text := want.Texts()[i]; text == &want.Method || text == &want.ErrorType {
			*text = "_OTHER"
		}
		want.Odd[BadUTF8] = 1

		assert.True(t, call.DropBadText())
		assert.Equal(t, want, call, "text %d", i)
		assert.False(t, call.DropBadText(), "nothing is left to drop")
	}
	before := good
	assert.False(t, good.DropBadText())
	assert.Equal(t, before, good)
}

func TestBadTextNeitherUnmakesAFailureNorAMessage(t *testing.T) {
	call := Call{Kind: KindRequest, Method: "tools\xff", ErrorType: "\xc0"}
	call.DropBadText()
	assert.True(t, call.Failed())
	assert.NotEmpty(t, call.Method)
	assert.False(t, KnownMethod(call.Method))
	assert.EqualValues(t, 2, call.Odd[BadUTF8])
}

func TestNoteStaysAtItsMaximum(t *testing.T) {
	var call Call
	for range 1000 {
		call.Note(WrongType)
	}
	assert.Equal(t, [NumOddities]uint8{WrongType: 255}, call.Odd)
}

func TestCutTextsKeepsWholeRunes(t *testing.T) {
	c := Call{Tool: strings.Repeat("é", 200), Prompt: strings.Repeat("p", MaxText), Agent: strings.Repeat("a", MaxText+1)}
	assert.True(t, c.CutTexts())
	assert.Equal(t, strings.Repeat("é", MaxText/2), c.Tool)
	assert.Len(t, c.Prompt, MaxText)
	assert.Len(t, c.Agent, MaxText)
	assert.EqualValues(t, 2, c.Odd[TooLong])
	assert.False(t, c.CutTexts())

	odd := Call{Tool: strings.Repeat("€", 100)}
	assert.True(t, odd.CutTexts())
	assert.Equal(t, strings.Repeat("€", MaxText/3), odd.Tool)
}

func TestWhatAModelIsGiven(t *testing.T) {
	for want, c := range map[int64]*Call{
		3: {ContentSize: 3, ResponseSize: 9, Result: "12345"},
		9: {ResponseSize: 9, Result: "12345"},
		5: {Result: "12345"},
		0: {},
	} {
		require.Equal(t, want, c.GivenSize())
	}
}

// TestAResultThatSaysTheSameTwice as the Python SDK writes it, captured by somebody.
func TestAResultThatSaysTheSameTwice(t *testing.T) {
	const text = `{"content":[{"type":"text","text":"a \"structuredContent\": {} b"}]`
	for rest, want := range map[string]int{
		`,"structuredContent":{"result":"a"},"isError":false}`: len(`,"structuredContent":{"result":"a"}`),
		`,"structuredContent":{"r":{"s":"}\"}"}}}`:             len(`,"structuredContent":{"r":{"s":"}\"}"}}`),
		`,"structuredContent":{"result":"cut`:                  0,
		`,"structuredContent":null}`:                           0,
		`}`:                                                    0,
	} {
		require.Equal(t, want, Doubled(text+rest), rest)
	}
	require.Zero(t, Doubled(`{"structuredContent":{"result":"a"},"content":[]}`), "all that there is")
	require.Zero(t, Doubled(`{"content":[],"structuredContent":{"result":"a"}}`), "all that there is")
	require.Zero(t, Doubled(`a "structuredContent":{}`))
}
