package callmetrics

import (
	"fmt"
	"math"
	"strconv"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// calls is a meter of one counter: the tool calls.
func calls(extra []string, options series.Options) (*Meter, *Recorder, series.ResourceID) {
	m := NewMeter([]Choice{{Metric: &semconv.MCPToolCalls}}, extra, options)
	return m, m.NewRecorder(), m.Store.AddResource()
}

func toolCall(name string) *mcp.Call {
	return &mcp.Call{Kind: mcp.KindToolCall, Method: "tools/call", Side: mcp.SideClient, Tool: name}
}

// countsByTool collects; overflow is under "".
func countsByTool(m *Meter, r *Recorder, now int64) map[string]uint64 {
	counts := map[string]uint64{}
	for _, o := range observations(m, r, now) {
		name, _ := o.labels[semconv.GenAIToolName].(string)
		counts[name] += o.count
	}
	return counts
}

func TestMoreIdentitiesThanAreRemembered(t *testing.T) {
	const identities = 3 * routeSets * routeWays
	m, r, id := calls(nil, series.Options{MaxSeries: identities + 10})
	for range 3 {
		for n := range identities {
			require.Equal(t, 1, r.Record(id, toolCall(strconv.Itoa(n)), nil, 1))
		}
	}
	counts := countsByTool(m, r, 2)
	assert.Len(t, counts, identities)
	for name, n := range counts {
		require.EqualValues(t, 3, n, name)
	}
	remembered := 0
	for _, set := range r.routes {
		for _, way := range set.ways {
			if way != nil {
				remembered++
			}
		}
	}
	assert.LessOrEqual(t, remembered, routeSets*routeWays)
	assert.Greater(t, remembered, routeSets*routeWays*3/4)
}

func TestExpiredSeriesAreFoundAgain(t *testing.T) {
	m := everything(nil, series.Options{Expiry: 100})
	r, id := m.NewRecorder(), m.Store.AddResource()
	call := full(mcp.KindInference, mcp.SideClient)
	for round := range int64(5) {
		now := 1000 * (round + 1)
		require.Equal(t, 3, r.Record(id, &call, nil, now))
		require.Equal(t, 3, r.Record(id, &call, nil, now))
		points := collect(m, r, now+10)
		require.Len(t, points, 3)
		for _, p := range points {
			assert.EqualValues(t, 2, p.Count)
			assert.Equal(t, now, p.Start)
		}
		m.Store.Commit(points)
		require.Empty(t, collect(m, r, now+500))
	}
}

func TestOverflowIsNotRemembered(t *testing.T) {
	m, r, id := calls(nil, series.Options{MaxSeries: series.MinSeries(1), Expiry: 100})
	for n := range 5 {
		r.Record(id, toolCall(strconv.Itoa(n)), nil, 1000)
	}
	assert.Equal(t, map[string]uint64{"0": 1, "1": 1, "": 3}, countsByTool(m, r, 1001))
	m.Store.Commit(collect(m, r, 1002))
	require.Empty(t, collect(m, r, 2000))

	// There is room now: what overflowed before has series of its own.
	r.Record(id, toolCall("3"), nil, 2001)
	r.Record(id, toolCall("4"), nil, 2001)
	assert.Equal(t, map[string]uint64{"3": 1, "4": 1}, countsByTool(m, r, 2002))
}

// A remembered series expires and has no room to return to. Its calls overflow
// as long as that is so, and no longer.
func TestARememberedIdentityComesBackFromOverflow(t *testing.T) {
	m, r, id := calls(nil, series.Options{MaxSeries: series.MinSeries(1), Expiry: 100})
	commit := func(now int64) { m.Store.Commit(collect(m, r, now)) }
	r.Record(id, toolCall("ours"), nil, 1000)
	commit(1010)
	commit(2000) // it expires
	r.Record(id, toolCall("a"), nil, 2001)
	r.Record(id, toolCall("b"), nil, 2001)
	r.Record(id, toolCall("ours"), nil, 2002)
	require.Equal(t, map[string]uint64{"a": 1, "b": 1, "": 1}, countsByTool(m, r, 2003))

	commit(2010)
	for now := int64(2050); now < 2300; now += 50 { // the others expire, ours goes on
		r.Record(id, toolCall("ours"), nil, now)
		commit(now + 10)
	}
	r.Record(id, toolCall("ours"), nil, 2300)
	assert.NotZero(t, countsByTool(m, r, 2301)["ours"], "there is room again")
}

// The same for a histogram whose observations do not come together before they are told.
func TestARememberedExponentialComesBackFromOverflow(t *testing.T) {
	m := NewMeter([]Choice{{Metric: &semconv.MCPToolResultSize, MaxSize: 20}}, nil, series.Options{MaxSeries: series.MinSeries(1), Expiry: 100})
	r, id := m.NewRecorder(), m.Store.AddResource()
	record := func(tool string, now int64) {
		call := mcp.Call{Kind: mcp.KindToolCall, Tool: tool, ResponseSize: 7}
		require.Equal(t, 1, r.Record(id, &call, nil, now))
	}
	commit := func(now int64) { m.Store.Commit(collect(m, r, now)) }
	record("ours", 1000)
	commit(1010)
	commit(2000) // it expires
	record("a", 2001)
	record("b", 2001)
	record("ours", 2002)
	commit(2010)
	commit(2200) // all expire
	record("ours", 2300)
	points := collect(m, r, 2301)
	require.Len(t, points, 1)
	assert.False(t, points[0].Overflow)
	assert.EqualValues(t, 1, points[0].Count)
}

// A name is no label before it is proven, and one from then on: nothing that was remembered
// of its calls keeps it from that.
func TestANameThatIsProvenLater(t *testing.T) {
	m := NewMeter([]Choice{{Metric: &semconv.MCPToolCalls}}, nil, series.Options{MaxSeries: 100})
	m.Names = NewNames()
	r, id := m.NewRecorder(), m.Store.AddResource()
	failed, twin, fine := toolCall("x"), toolCall("x"), toolCall("x")
	failed.Outcome, failed.ErrorType = mcp.OutcomeTimeout, "timeout"
	twin.Outcome, twin.Duplicate = mcp.OutcomeSuccess, true
	fine.Outcome = mcp.OutcomeSuccess
	for now, c := range []*mcp.Call{failed, twin, failed, fine, failed} {
		call := *c
		r.Record(id, &call, nil, int64(now))
	}
	assert.Equal(t, map[string]uint64{"_other": 2, "x": 2}, countsByTool(m, r, 10), "what tells a call again proves nothing")
}

// A name that is in use stays known: for longer than names are, though its calls are
// remembered and prove nothing any more, and however many others are proven.
func TestANameInUseStaysKnown(t *testing.T) {
	const hour = int64(time.Hour)
	for name, others := range map[string]int{"for long": 0, "among many": 2 * MaxNames} {
		t.Run(name, func(t *testing.T) {
			m, r, id := calls(nil, series.Options{MaxSeries: 10_000, Expiry: hour})
			m.Names = NewNames()
			elsewhere := m.NewRecorder()
			record := func(r *Recorder, tool string, outcome mcp.Outcome, now int64) {
				call := toolCall(tool)
				call.Outcome = outcome
				r.Record(id, call, nil, now)
			}
			now := hour
			for ; now < 30*hour; now += hour / 2 {
				record(r, "ours", mcp.OutcomeSuccess, now)
				for i := range others / 58 {
					record(elsewhere, fmt.Sprint("other ", now, i), mcp.OutcomeSuccess, now)
				}
				m.Store.Commit(collect(m, r, now))
				m.Tidy(now)
			}
			failed := countsByTool(m, r, now)["ours"]
			record(r, "ours", mcp.OutcomeTimeout, now)
			assert.Equal(t, failed+1, countsByTool(m, r, now+1)["ours"])
		})
	}
}

// A declared template stands for what could not be read, too.
func TestADeclaredTemplateIsALabel(t *testing.T) {
	m := NewMeter([]Choice{{Metric: &semconv.MCPResourceReads}}, nil, series.Options{MaxSeries: 100})
	m.Names = NewNames()
	r, id := m.NewRecorder(), m.Store.AddResource()
	m.Names.DeclareResource("db:///{table}", 1)
	for _, template := range []string{"db:///{table}", "made up"} {
		call := mcp.Call{Kind: mcp.KindRequest, Method: mcp.MethodResourcesRead, Side: mcp.SideServer, Role: mcp.RoleServer, Resource: template}
		call.Outcome, call.ErrorType = mcp.OutcomeServerError, "-32002"
		r.Record(id, &call, nil, 2)
	}
	got := map[any]uint64{}
	for _, o := range observations(m, r, 3) {
		got[o.labels[semconv.MCPResourceTemplate]] = o.count
	}
	assert.Equal(t, map[any]uint64{"_other": 1, "db:///{table}": 1}, got)
}

func TestTextThatIsNotUTF8IsNeverALabel(t *testing.T) {
	m := everything(nil, series.Options{})
	r, id := m.NewRecorder(), m.Store.AddResource()
	for range 2 { // the second time nothing is remembered of it either
		call := full(mcp.KindToolCall, mcp.SideClient)
		call.Tool, call.Method, call.ErrorType, call.SessionID = "a\xff", "tools\xff", "\xc0", "\xff"
		require.Equal(t, 6, r.Record(id, &call, nil, 1))
		assert.EqualValues(t, 4, call.Odd[mcp.BadUTF8])
		assert.Empty(t, call.Tool)
	}
	got := observations(m, r, 2)
	require.Len(t, got, 6)
	operation := got[0]
	assert.Equal(t, clientOperation, operation.metric)
	assert.EqualValues(t, 2, operation.count)
	assert.NotContains(t, operation.labels, semconv.GenAIToolName)
	assert.Equal(t, "_OTHER", operation.labels[semconv.MCPMethodName], "it is still a message")
	assert.Equal(t, "_OTHER", operation.labels[semconv.ErrorType], "it is still a failure")
}

func TestRecorderKeepsNothingOfTheMessage(t *testing.T) {
	m, r, id := calls([]string{"team"}, series.Options{MaxSeries: 100})
	message := []byte("get_weather blue")
	text := string(message)
	call := toolCall(text[:11])
	extra := []series.Value{series.String(text[12:])}
	r.Record(id, call, extra, 1)
	extra[0] = series.String("red") // the caller's slice is the caller's
	r.Record(id, call, extra, 1)
	r.Record(id, toolCall("get_weather"), []series.Value{series.String("blue")}, 1)
	got := observations(m, r, 2)
	require.Len(t, got, 2)
	assert.EqualValues(t, 2, got[0].count, "blue")
	assert.EqualValues(t, 1, got[1].count, "red")
}

func TestExtraLabelsAreTyped(t *testing.T) {
	m, r, id := calls([]string{"a", "b"}, series.Options{MaxSeries: 100})
	lists := [][]series.Value{
		{series.Int(1), {}},
		{{}, series.Int(1)},
		{series.String("1"), {}},
		{series.Bool(true), {}},
		{series.Double(1), {}},
		{{}, {}},
	}
	for range 2 {
		for _, extra := range lists {
			r.Record(id, toolCall("x"), extra, 1)
		}
	}
	points := collect(m, r, 2)
	assert.Len(t, points, len(lists))
	for _, p := range points {
		assert.EqualValues(t, 2, p.Count)
	}
}

func TestRecordAllocatesNothing(t *testing.T) {
	m := everything([]string{"team"}, series.Options{Expiry: 1000})
	r, id := m.NewRecorder(), m.Store.AddResource()
	extra := []series.Value{series.String("blue")}
	var recorded []mcp.Call
	for _, kind := range []mcp.Kind{mcp.KindToolCall, mcp.KindRequest, mcp.KindInference, mcp.KindAgent, mcp.KindSession, mcp.KindTurn} {
		for n := range 20 {
			call := full(kind, mcp.SideClient)
			call.Tool = fmt.Sprint("tool ", n)
			recorded = append(recorded, call)
		}
	}
	record := func() {
		for i := range recorded {
			recorded[i].RequestID, recorded[i].SpanID[0] = recorded[i].SessionID, byte(i)
			r.Record(id, &recorded[i], extra, 1)
		}
	}
	record()
	assert.Zero(t, testing.AllocsPerRun(100, record))

	full := everything(nil, series.Options{MaxSeries: series.MinSeries(len(Metrics()))})
	r, id = full.NewRecorder(), full.Store.AddResource()
	record = func() {
		for i := range recorded {
			r.Record(id, &recorded[i], nil, 1)
		}
	}
	record()
	assert.Zero(t, testing.AllocsPerRun(100, record), "nor without room")
}

func TestConcurrentRecorders(t *testing.T) {
	for _, options := range []series.Options{
		{MaxSeries: 64, Expiry: 50},
		{MaxSeries: 64, Expiry: 50, Delta: true},
	} {
		const recorders, each = 6, 5000
		m, _, id := calls(nil, options)
		var mu sync.Mutex
		now := int64(0)
		tick := func() int64 {
			mu.Lock()
			defer mu.Unlock()
			now++
			return now
		}
		var wg sync.WaitGroup
		for range recorders {
			wg.Go(func() {
				r := m.NewRecorder()
				for n := range each {
					r.Record(id, toolCall(strconv.Itoa(n/50%100)), nil, tick())
					if n%20 == 0 {
						r.Drain(math.MaxInt)
					}
				}
				r.Drain(math.MaxInt)
			})
		}
		finished := make(chan struct{})
		go func() {
			wg.Wait()
			close(finished)
		}()
		type incarnation struct {
			name  string
			start int64
		}
		told := map[incarnation]uint64{}
		collect := func() {
			points := m.Store.Collect(tick())
			for _, p := range points {
				key := incarnation{"overflow", p.Start}
				if !p.Overflow {
					key.name = p.Values[0].Str()
				}
				told[key] = p.Count // delta points of a series have different starts
			}
			m.Store.Commit(points)
		}
		for running := true; running; collect() {
			select {
			case <-finished:
				running = false
			default:
			}
		}
		total := uint64(0)
		for _, n := range told {
			total += n
		}
		assert.EqualValues(t, recorders*each, total)
	}
}

func BenchmarkRecord(b *testing.B) {
	m := everything(nil, series.Options{})
	r, id := m.NewRecorder(), m.Store.AddResource()
	recorded := make([]mcp.Call, 100)
	for i := range recorded {
		recorded[i] = full(mcp.KindToolCall, mcp.SideClient)
		recorded[i].Tool = fmt.Sprint("tool ", i)
	}
	b.ReportAllocs()
	i := 0
	for b.Loop() {
		r.Record(id, &recorded[i%len(recorded)], nil, 1)
		i++
	}
}

// TestNamesMadeToCollideAreToldApart has two names of which one is shorter by a byte and
// has another one that could make up for that.
func TestNamesMadeToCollideAreToldApart(t *testing.T) {
	m, r, id := calls(nil, series.Options{MaxSeries: 100})
	for i := range 7 {
		longer, shorter := []byte("ABCDEFGXXYZTUVWQ"), []byte("ABCDEFGXYZTUVWQ")
		longer[i], shorter[i] = 'a', 'a'^16^15
		r.Record(id, toolCall(string(longer)), nil, 1)
		r.Record(id, toolCall(string(shorter)), nil, 1)
	}
	assert.Len(t, countsByTool(m, r, 2), 14)
}
