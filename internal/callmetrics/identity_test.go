package callmetrics

import (
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// identities are those with and without texts that are mixed in one go. They are the same where the
// processor cannot.
type identities [2]identity

func identityOf(id series.ResourceID, what What, c *mcp.Call) (both identities) {
	event := &Event{What: what, Whole: true, Detail: "detail", Severity: "high"}
	both[0] = identify(id, event, c, nil)
	withoutMixer(func() { both[1] = identify(id, event, c, nil) })
	return both
}

// alike reports whether calls are taken for each other, one way or the other.
func (x identities) alike(y identities) bool { return x[0] == y[0] || x[1] == y[1] }

// withoutMixer does something as on a processor that cannot mix texts in one go.
func withoutMixer(do func()) {
	defer func(was *series.Mixer) { mixer = was }(mixer)
	mixer = nil
	do()
}

func TestNothingMixedInOneGo(t *testing.T) {
	withoutMixer(func() {
		t.Run("apart", TestIdentityTellsFieldsAndExtraLabelsApart)
		t.Run("many", TestMoreIdentitiesThanAreRemembered)
		t.Run("made to collide", TestNamesMadeToCollideAreToldApart)
		t.Run("allocations", TestRecordAllocatesNothing)
	})
}

// whatOf is what a span does by telling a call.
func whatOf(c *mcp.Call) What {
	if c.Duplicate {
		return Repeated
	}
	return Told
}

// seriesOf says in which series something is counted: for every rule that applies
// to it, the values of all labels.
func seriesOf(what What, c *mcp.Call) string {
	var all strings.Builder
	subject := &Subject{c, Event{What: what, Whole: true, Detail: "detail", Severity: "high"}}
	for i := range Rules {
		rule := &Rules[i]
		if rule.On != what || !slices.Contains(rule.Kinds, c.Kind) || rule.When != nil && !rule.When(subject) {
			continue
		}
		fmt.Fprintf(&all, "rule %d:", i)
		for _, label := range rule.Labels {
			fmt.Fprintf(&all, " %#v", label.Value(subject))
		}
		all.WriteByte('\n')
	}
	return all.String()
}

// happens reports whether something that happens to a kind makes observations.
func happens(what What, kind mcp.Kind) bool {
	return slices.ContainsFunc(Rules, func(rule Rule) bool { return rule.On == what && slices.Contains(rule.Kinds, kind) })
}

// mutations changes one field of a call at a time, through every field of every
// nested struct, and to every value of an enumeration.
func mutations(c *mcp.Call, yield func(field string, changed *mcp.Call)) {
	var walk func(path string, value reflect.Value)
	changed := new(mcp.Call)
	try := func(path string, value, to reflect.Value) {
		before := reflect.New(value.Type()).Elem()
		before.Set(value)
		value.Set(to)
		yield(path, changed)
		value.Set(before)
	}
	walk = func(path string, value reflect.Value) {
		switch value.Kind() {
		case reflect.Struct:
			for field, inner := range value.Fields() {
				walk(path+field.Name+".", inner)
			}
		case reflect.Array:
			walk(path, value.Index(0))
		case reflect.String:
			for _, text := range []string{"", "other", "tools/call", "notifications/progress", "ping", "2.0", "execute_tool", "chat", "protocol"} {
				try(path, value, reflect.ValueOf(text))
			}
		case reflect.Bool:
			try(path, value, reflect.ValueOf(!value.Bool()))
		case reflect.Float64:
			for _, x := range []float64{0, 1.5} {
				try(path, value, reflect.ValueOf(x))
			}
		case reflect.Int64:
			for _, n := range []int64{0, 1, 8080} {
				try(path, value, reflect.ValueOf(n))
			}
		case reflect.Uint64:
			for _, n := range []uint64{0, 1} {
				try(path, value, reflect.ValueOf(n))
			}
		case reflect.Uint8:
			for n := range uint8(12) {
				if value.Type() == reflect.TypeFor[mcp.Kind]() && n >= uint8(mcp.NumKinds) ||
					value.Type() == reflect.TypeFor[mcp.Role]() && n > uint8(mcp.RoleInside) ||
					value.Type() == reflect.TypeFor[mcp.Outcome]() && n > uint8(mcp.OutcomeInputRequired) {
					continue
				}
				try(path, value, reflect.ValueOf(n).Convert(value.Type()))
			}
		default:
			panic("a field of a kind that is not mutated: " + path)
		}
	}
	*changed = *c
	walk("", reflect.ValueOf(changed).Elem())
}

// bases are calls of all kinds, roles and sides, with many and with few fields.
func bases() []mcp.Call {
	var calls []mcp.Call
	for kind := range mcp.NumKinds {
		for role := mcp.RoleUnknown; role <= mcp.RoleInside; role++ {
			for side := mcp.SideUnknown; side <= mcp.SideServer; side++ {
				rich := full(kind, side)
				rich.Role = role
				read := rich
				read.Method, read.Operation = mcp.MethodResourcesRead, semconv.OperationInvokeWorkflow
				calls = append(calls, rich, read, mcp.Call{Kind: kind, Role: role, Side: side},
					mcp.Call{Kind: kind, Role: role, Side: side, FromLog: true},
					mcp.Call{Kind: kind, Role: role, Side: side, Duplicate: true, Dialect: "openlit"})
			}
		}
	}
	return calls
}

// Calls that a recorder holds to be alike are counted in the same series: no
// label and no condition reads anything that is not in the identity.
func TestIdentityCoversEveryLabelAndCondition(t *testing.T) {
	mattering := map[string]bool{}
	for _, base := range bases() {
		for what := range NumWhat {
			if what != whatOf(&base) && (what <= Repeated || !happens(what, base.Kind)) {
				continue
			}
			want, same := seriesOf(what, &base), identityOf(1, what, &base)
			mutations(&base, func(field string, changed *mcp.Call) {
				other := identityOf(1, what, changed)
				if same.alike(other) {
					require.Equal(t, want, seriesOf(what, changed), "%s changes the series but not the identity", field)
				} else if !mattering[field] {
					mattering[field] = seriesOf(what, changed) != want
				}
			})
		}
	}
	// The test itself is sound: these are seen to matter, and no other. What is in
	// the identity without changing any series would be false here.
	assert.Equal(t, map[string]bool{
		"Dialect.": true, "RequestSize.": true, "ResponseSize.": true, "ContentSize.": true, "Tallied.": true, "SessionEvidence.": true,
		"Duplicate.": true, "FromLog.": true, "Start.": true, "End.": true, "Kind.": true, "Role.": true, "Side.": true, "Outcome.": true,
		"Method.": true, "Operation.": true, "Tool.": true, "ToolType.": true, "Prompt.": true,
		"ProtocolVersion.": true, "JSONRPCVersion.": true,
		"Transport.": true, "NetworkProtocol.": true, "NetworkProtocolVersion.": true, "ServerAddress.": true, "ServerPort.": true,
		"Agent.": true, "Provider.": true, "RequestModel.": true, "ResponseModel.": true,
		"Usage.HasInput.": true, "Usage.HasOutput.": true, "ErrorType.": true, "StatusCode.": true,
		"Usage.CacheRead.": true, "Usage.CacheWrite.": true, "Usage.Reasoning.": true, "FirstChunk.": true,
		"Accepted.": true, "Declined.": true, "Dismissed.": true, "Repaired.": true, "Long.": true,
		"Workflow.": true, "Resource.": true, "ServerName.": true, "Result.": true,
	}, mattering)
}

// A field that no label reads would make calls differ that are alike, and the
// ID of each request displace what is remembered.
func TestIdentityHoldsNothingElse(t *testing.T) {
	base := full(mcp.KindToolCall, mcp.SideClient)
	same := identityOf(1, Told, &base)
	matters := map[string]bool{}
	mutations(&base, func(field string, changed *mcp.Call) {
		other := identityOf(1, Told, changed)
		matters[field] = matters[field] || same != other
	})
	for _, field := range []string{
		"ToolCallID.", "ResourceURI.", "RequestID.", "SessionID.", "ConversationID.", "ClientName.",
		"Usage.Input.", "Usage.Output.", "StatusMessage.", "Arguments.",
		"TraceID.", "SpanID.", "ParentID.", "Start.", "End.", "Odd.", "Duplicate.", "ResultDigest.", "Turns.", "ToolCalls.", "Inferences.",
	} {
		is, mutated := matters[field]
		assert.True(t, mutated, field)
		assert.False(t, is, field)
	}
}

// The same by chance: pairs of calls that differ in several fields at once.
func TestEqualIdentitiesMeanEqualSeries(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 4))
	texts := []string{"", "a", "ping", "tools/call", "2.0"}
	random := func() mcp.Call {
		c := mcp.Call{
			Kind: mcp.KindToolCall + mcp.Kind(r.IntN(2)), Role: mcp.Role(r.IntN(2)), Side: mcp.Side(r.IntN(2)),
			ServerPort: r.Int64N(2), Usage: mcp.Usage{HasInput: r.IntN(2) == 0},
		}
		*c.Texts()[r.IntN(mcp.NumTexts)] = texts[r.IntN(len(texts))]
		return c
	}
	alike := 0
	for range 100_000 {
		a, b := random(), random()
		x, y := identityOf(1, Told, &a), identityOf(1, Told, &b)
		if x.alike(y) {
			alike++
			require.Equal(t, seriesOf(Told, &a), seriesOf(Told, &b))
		}
	}
	assert.Greater(t, alike, 100)
}

func TestIdentityTellsResourcesApart(t *testing.T) {
	call := full(mcp.KindToolCall, mcp.SideClient)
	x, y := identityOf(1, Told, &call), identityOf(2, Told, &call)
	assert.False(t, x.alike(y))
}

func TestIdentityTellsFieldsAndExtraLabelsApart(t *testing.T) {
	identities := map[identity]string{}
	add := func(name string, x identity) {
		assert.Empty(t, identities[x], name)
		identities[x] = name
	}
	event := &Event{What: Repeated}
	for i := range mcp.NumTexts {
		c := mcp.Call{Duplicate: true}
		*c.Texts()[i] = "a"
		if x := identify(1, event, &c, nil); x != identify(1, event, &mcp.Call{Duplicate: true}, nil) {
			add(fmt.Sprint("text ", i), x)
		}
	}
	assert.Greater(t, len(identities), 15)
	add("detail", identify(1, &Event{What: Repeated, Detail: "a"}, &mcp.Call{Duplicate: true}, nil))
	add("severity", identify(1, &Event{What: Repeated, Severity: "a"}, &mcp.Call{Duplicate: true}, nil))
	add("dialect", identify(1, event, &mcp.Call{Duplicate: true, Dialect: "a"}, nil))
	for name, extra := range map[string][]series.Value{
		"none":        nil,
		"text":        {series.String("1"), {}},
		"text second": {{}, series.String("1")},
		"integer":     {series.Int(1), {}},
		"true":        {series.Bool(true), {}},
		"false":       {series.Bool(false), {}},
		"fraction":    {series.Double(1), {}},
	} {
		add(name, identify(1, event, &mcp.Call{}, extra))
	}
}

// What is no text has bits of its own, so that no two of it make up for each other.
func TestFactsHaveBitsOfTheirOwn(t *testing.T) {
	const all = ^uint64(0)
	base := mcp.Call{FromLog: true, Start: 1, End: 2}
	taken := kindOf(&base)
	for name, change := range map[string]func(*mcp.Call, *Event){
		"kind":          func(c *mcp.Call, _ *Event) { c.Kind = 255 },
		"role":          func(c *mcp.Call, _ *Event) { c.Role = 255 },
		"side":          func(c *mcp.Call, _ *Event) { c.Side = 255 },
		"outcome":       func(c *mcp.Call, _ *Event) { c.Outcome = 255 },
		"repaired":      func(c *mcp.Call, _ *Event) { c.Repaired = true },
		"tallied":       func(c *mcp.Call, _ *Event) { c.Tallied = true },
		"long":          func(c *mcp.Call, _ *Event) { c.Long = true },
		"untimed":       func(c *mcp.Call, _ *Event) { c.End = 1 },
		"input":         func(c *mcp.Call, _ *Event) { c.Usage.HasInput = true },
		"output":        func(c *mcp.Call, _ *Event) { c.Usage.HasOutput = true },
		"what":          func(_ *mcp.Call, e *Event) { e.What = 127 },
		"whole":         func(_ *mcp.Call, e *Event) { e.Whole = true },
		"again":         func(_ *mcp.Call, e *Event) { e.Again = true },
		"request":       func(c *mcp.Call, _ *Event) { c.RequestSize = 1 },
		"response":      func(c *mcp.Call, _ *Event) { c.ResponseSize = 1 },
		"content":       func(c *mcp.Call, _ *Event) { c.ContentSize = 1 },
		"cache read":    func(c *mcp.Call, _ *Event) { c.Usage.CacheRead = 1 },
		"cache write":   func(c *mcp.Call, _ *Event) { c.Usage.CacheWrite = 1 },
		"reasoning":     func(c *mcp.Call, _ *Event) { c.Usage.Reasoning = 1 },
		"accepted":      func(c *mcp.Call, _ *Event) { c.Accepted = 1 },
		"declined":      func(c *mcp.Call, _ *Event) { c.Declined = 1 },
		"dismissed":     func(c *mcp.Call, _ *Event) { c.Dismissed = 1 },
		"a first chunk": func(c *mcp.Call, _ *Event) { c.FirstChunk = 0.1 },
	} {
		call, event := base, Event{}
		change(&call, &event)
		own := (kindOf(&call) | factsOf(&call) | event.facts()) &^ kindOf(&base)
		assert.NotZero(t, own, name)
		assert.Zero(t, own&taken, name)
		taken |= own
	}
	assert.Less(t, uint64(NumWhat), all>>57)
}
