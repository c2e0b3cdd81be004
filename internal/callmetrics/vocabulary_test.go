package callmetrics

import (
	"fmt"
	"math"
	"slices"
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

// strict is a meter with a vocabulary and an expiry of an hour.
func strict() (*Meter, *Recorder, series.ResourceID) {
	m := everything(nil, series.Options{MaxSeries: 10_000, Expiry: int64(time.Hour)})
	m.Vocabulary = NewVocabulary()
	return m, m.NewRecorder(), m.Store.AddResource()
}

func failedPing(errorType string) *mcp.Call {
	return &mcp.Call{Kind: mcp.KindRequest, Method: "ping", Side: mcp.SideClient, ErrorType: errorType, Outcome: mcp.OutcomeServerError}
}

// labelsOf are the values of a label of a metric and what was counted with them.
func labelsOf(m *Meter, r *Recorder, metric *semconv.Metric, key string, now int64) map[any]uint64 {
	counts := map[any]uint64{}
	for _, o := range observations(m, r, now) {
		if o.metric == metric.Name {
			counts[o.labels[key]] += o.count
		}
	}
	return counts
}

func refusedOf(m *Meter, key string) uint64 {
	return m.Vocabulary.Refused(slices.IndexFunc(FreeLabels(), func(f FreeLabel) bool { return f.Key == key }))
}

func TestTextsBeyondTheMostAreOne(t *testing.T) {
	m, r, id := strict()
	for range 2 { // what was refused is not remembered, what was admitted stays
		for i := range 70 {
			r.Record(id, failedPing("made up "+strconv.Itoa(i)), nil, 1)
		}
	}
	for _, known := range []string{"tool_error", "timeout", "503", "-32603", semconv.Other} {
		r.Record(id, failedPing(known), nil, 1)
	}
	counts := labelsOf(m, r, &semconv.MCPClientOperationDuration, semconv.ErrorType, 2)
	assert.Len(t, counts, 64+5)
	assert.EqualValues(t, 2, counts["made up 63"])
	assert.EqualValues(t, 2*6+1, counts[semconv.Other])
	assert.EqualValues(t, 1, counts["503"])
	assert.EqualValues(t, 2*6, refusedOf(m, semconv.ErrorType))

	other := m.Store.AddResource()
	r.Record(other, failedPing("made up 69"), nil, 1)
	counts = labelsOf(m, r, &semconv.MCPClientOperationDuration, semconv.ErrorType, 2)
	assert.EqualValues(t, 1, counts["made up 69"], "each resource has its own")
	assert.Zero(t, (*Vocabulary)(nil).Refused(0))
}

// Every free label has its bound, and what stands for the rest.
func TestEveryFreeLabelIsBounded(t *testing.T) {
	for f := range numFree {
		t.Run(freeLabels[f].key, func(t *testing.T) {
			v := NewVocabulary()
			var c mcp.Call
			var e Event
			for n := range freeLabels[f].most + 1 {
				*f.of(&c, &e) = fmt.Sprint("made up ", n)
				refused := v.refuses(1<<f, 1, &c, &e, 1)
				require.Equal(t, n == freeLabels[f].most, refused != 0, n)
				refused.fold(&c, &e)
			}
			require.Equal(t, f.other(), *f.of(&c, &e))
			require.Zero(t, v.refuses(1<<f, 1, &c, &e, 1), "it takes no place itself")
			require.EqualValues(t, 1, v.Refused(int(f)))
			require.NotZero(t, freeOf([]Label{{Key: FreeLabels()[f].Key}}), "a rule's label is known by its key")
		})
	}
}

// Of an address each port is another value, and one that is told as another has no port.
func TestPortsAreBoundedAsAddressesAre(t *testing.T) {
	m, r, id := strict()
	for port := range int64(600) {
		call := &mcp.Call{Kind: mcp.KindRequest, Method: "ping", Side: mcp.SideClient, ServerAddress: "host", ServerPort: port + 1}
		r.Record(id, call, nil, 1)
		require.Equal(t, port+1, call.ServerPort, "the call is not changed")
	}
	ports := labelsOf(m, r, &semconv.MCPClientOperationDuration, semconv.ServerPort, 2)
	assert.Len(t, ports, 512+1)
	assert.EqualValues(t, 600-512, ports[nil])
	assert.EqualValues(t, 600-512, labelsOf(m, r, &semconv.MCPClientOperationDuration, semconv.ServerAddress, 2)[Other])
}

// A text keeps its place as long as there is a series with it, however seldom it is looked up,
// and gives it back afterwards.
func TestPlacesAreGivenBack(t *testing.T) {
	const minute = int64(time.Minute)
	m, r, id := strict()
	commit := func(now int64) {
		m.Store.Commit(collect(m, r, now))
		m.Tidy(now)
	}
	for i := range 64 {
		r.Record(id, failedPing("first "+strconv.Itoa(i)), nil, minute)
	}
	for now := 2 * minute; now < 90*minute; now += minute {
		r.Record(id, failedPing("first 0"), nil, now) // is remembered
		r.Record(id, failedPing("late"), nil, now)
		commit(now)
	}
	counts := labelsOf(m, r, &semconv.MCPClientOperationDuration, semconv.ErrorType, 90*minute)
	assert.EqualValues(t, 89, counts["first 0"])
	assert.NotZero(t, counts["late"])
	assert.Greater(t, counts[semconv.Other], uint64(55), "until an hour had passed")
	for i := range 64 {
		r.Record(id, failedPing("later "+strconv.Itoa(i)), nil, 90*minute)
	}
	counts = labelsOf(m, r, &semconv.MCPClientOperationDuration, semconv.ErrorType, 91*minute)
	assert.Contains(t, counts, any("later 61"))
	assert.NotContains(t, counts, any("later 62"), "two places are still taken")
}

// What is remembered of a text that has lost its place does not bring it back unseen.
func TestARememberedTextTakesAPlaceAgain(t *testing.T) {
	const minute = int64(time.Minute)
	m, r, id := strict()
	r.Record(id, failedPing("ours"), nil, 0)
	m.Store.Commit(collect(m, r, minute))
	collect(m, r, 100*minute) // it expires
	first := func(i int, now int64) { r.Record(id, failedPing("first "+strconv.Itoa(i)), nil, now) }
	for i := range 64 {
		first(i, 100*minute)
	}
	m.Tidy(102 * minute)
	first(63, 102*minute)
	require.Len(t, m.Vocabulary.words, 64)
	r.Record(id, failedPing("ours"), nil, 102*minute)
	r.Record(id, failedPing("one more"), nil, 102*minute)
	collect(m, r, 102*minute)
	m.Tidy(104 * minute)
	assert.Equal(t, 65, m.Vocabulary.taken[place{id, freeErrorType}], "it has a series")
	r.Record(id, failedPing("one more"), nil, 104*minute)
	assert.EqualValues(t, 3, refusedOf(m, semconv.ErrorType), "the last of 64, and one more twice")
}

// Resources that come and go leave nothing behind, though none of them has one text too many.
func TestWordsOfForgottenResourcesAreForgotten(t *testing.T) {
	const minute = int64(time.Minute)
	m, r, _ := strict()
	for now := minute; now < 2000*minute; now += minute {
		id := m.Store.AddResource()
		for i := range 10 {
			r.Record(id, failedPing(strconv.Itoa(i)), nil, now)
		}
		m.Store.Commit(collect(m, r, now))
		m.Tidy(now)
		m.Store.RemoveResource(id)
	}
	assert.Less(t, len(m.Vocabulary.words), 2*tidyAbove)
	assert.Zero(t, refusedOf(m, semconv.ErrorType))
}

func TestWordsOfEvents(t *testing.T) {
	m, r, id := strict()
	for i := range 200 {
		e := Event{What: Found, Detail: "d" + strconv.Itoa(i), Severity: "high"}
		r.Happened(id, &e, failedPing("x"), nil, 1)
		require.Equal(t, "d"+strconv.Itoa(i), e.Detail)
	}
	kinds := labelsOf(m, r, &semconv.MCPFindings, semconv.MCPFindingType, 2)
	assert.Len(t, kinds, 128+1)
	assert.EqualValues(t, 200-128, kinds[Other])
	assert.Len(t, m.Vocabulary.taken, 2, "what no label is made of takes no place")
}

// What begins under a text that is refused ends in the same series.
func TestAStandingOfARefusedText(t *testing.T) {
	m, r, id := strict()
	standings := make([]Standing, 20)
	for i := range standings {
		call := &mcp.Call{Kind: mcp.KindSession, Transport: "t" + strconv.Itoa(i)}
		r.Begin(&standings[i], id, &Event{What: SessionBegan}, call, nil, 1)
	}
	active := 0
	m.Store.Each(func(series.ResourceID, int, []series.Value) { active++ })
	assert.Equal(t, 16+1, active)
	for i := range standings {
		standings[i].End(2)
	}
	for _, p := range collect(m, r, 3) {
		require.Zero(t, p.Level)
	}
}

// Producers go on while a vocabulary is tidied: nothing is lost, and there are no more texts
// than may be.
func TestTidyingAmongProducers(t *testing.T) {
	const producers, each = 4, 3000
	m, _, id := strict()
	var wg sync.WaitGroup
	for p := range producers {
		wg.Go(func() {
			r := m.NewRecorder()
			for i := range each {
				r.Record(id, failedPing(fmt.Sprint("made up ", (i*7+p)%200)), nil, int64(i))
			}
			r.Drain(math.MaxInt)
		})
	}
	finished := make(chan struct{})
	go func() {
		wg.Wait()
		close(finished)
	}()
	for now := int64(0); ; now += 2 * int64(time.Minute) {
		m.Tidy(now)
		select {
		case <-finished:
			counts := labelsOf(m, m.NewRecorder(), &semconv.MCPClientOperationDuration, semconv.ErrorType, each)
			total := uint64(0)
			for _, n := range counts {
				total += n
			}
			assert.EqualValues(t, producers*each, total)
			assert.LessOrEqual(t, len(counts), 64+1+producers, "one of each producer may have been on its way")
			return
		default:
		}
	}
}
