package anomaly

import (
	"bytes"
	"math/rand/v2"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/otelcol-mcp/otelcol-mcp/internal/bounded"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

// traffic shows a model calls that are the same on every run.
func (s *script) traffic(seed uint64, calls int) {
	random := rand.New(rand.NewPCG(seed, 1))
	outcomes := []mcp.Outcome{mcp.OutcomeSuccess, mcp.OutcomeSuccess, mcp.OutcomeSuccess, mcp.OutcomeToolError, mcp.OutcomeAuthDenied}
	for range calls {
		s.at = s.at.Add(time.Duration(random.IntN(60)) * time.Second)
		o := outcomes[random.IntN(len(outcomes))]
		edits := []edit{
			ofSession(strconv.Itoa(random.IntN(20))), by(strconv.Itoa(random.IntN(9))), resultSize(random.Int64N(200_000)),
			took(time.Duration(random.IntN(1000)) * time.Millisecond),
		}
		if o != mcp.OutcomeSuccess {
			edits = append(edits, failing(o))
		}
		s.call("tool"+strconv.Itoa(random.IntN(8)), `{"id":`+strconv.Itoa(random.IntN(50))+`}`, edits...)
		if random.IntN(100) == 0 {
			s.list("desk", 1, addTool, readTool)
		}
	}
}

// TestAModelThatWasRestoredJudgesAsBefore lets sessions and what was told lately expire
// first: they are not part of a state.
func TestAModelThatWasRestoredJudgesAsBefore(t *testing.T) {
	a := begin(t, nil)
	a.traffic(1, 3000)
	a.at = a.at.Add(3 * time.Hour)
	a.model.sessions.Expire(a.at.UnixNano(), a.model.sessionEnded) // nothing is under way any more
	state := a.model.AppendBinary(nil)

	restored, err := Restore(Defaults(), state, epoch.AddDate(1, 0, 0).UnixNano())
	require.NoError(t, err)
	require.True(t, bytes.Equal(state, restored.AppendBinary(nil)), "saved again it is the same")
	b := begin(t, nil)
	b.model, b.inspector, b.at, b.calls = restored, restored.NewInspector(), a.at, a.calls
	for _, table := range []*bounded.Table[uint64, baselines]{a.model.bases, a.model.people} {
		table.Each(func(_ uint64, _ int64, b *baselines) bool { // as those of the other
			*b = baselines{typical: b.typical, series: b.series, latches: b.latches}
			return true
		})
	}
	a.all = nil
	a.traffic(2, 3000)
	b.traffic(2, 3000)
	require.NotEmpty(t, a.all)
	require.Equal(t, describe(a.all), describe(b.all))
}

// describe is of what can be compared: figures may not be numbers.
func describe(found []Finding) (texts []string) {
	for _, f := range found {
		texts = append(texts, f.Type.String()+" "+f.Severity.String()+" "+f.Reason)
	}
	return texts
}

func TestABrokenStateIsRefused(t *testing.T) {
	s := begin(t, nil)
	s.traffic(1, 300)
	state := s.model.AppendBinary(nil)
	for _, broken := range [][]byte{nil, {1}, state[:10], state[:len(state)-1], append(append([]byte{}, state...), 0)} {
		_, err := Restore(Defaults(), broken, epoch.AddDate(1, 0, 0).UnixNano())
		require.ErrorIs(t, err, ErrState)
	}
	for i := 0; i < len(state); i += 1 + len(state)/200 {
		state[i] ^= 0x10
		_, err := Restore(Defaults(), state, epoch.AddDate(1, 0, 0).UnixNano())
		require.ErrorIs(t, err, ErrState, i)
		state[i] ^= 0x10
	}
}

func TestAStateOfMoreThanThereIsRoomFor(t *testing.T) {
	s := begin(t, nil)
	s.traffic(1, 3000)
	small := Defaults()
	small.MaxTools, small.MaxPrincipals = 2, 3
	m, err := Restore(small, s.model.AppendBinary(nil), epoch.AddDate(1, 0, 0).UnixNano())
	require.NoError(t, err)
	require.Equal(t, 2, m.Stats().Tools)
	require.Equal(t, 3, m.Stats().Principals)
}

// FuzzRestore seals what it is given, so that it gets beyond the checksum.
func FuzzRestore(f *testing.F) {
	s := begin(f, nil)
	s.traffic(1, 10)
	state := s.model.AppendBinary(nil)
	f.Add(state[:len(state)-4])
	f.Add([]byte(stateMagic))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := Restore(Defaults(), sealed(data), epoch.AddDate(1, 0, 0).UnixNano())
		if err != nil {
			require.ErrorIs(t, err, ErrState)
			return
		}
		b := begin(t, nil)
		b.model, b.inspector = m, m.NewInspector()
		b.traffic(3, 20)
	})
}

// TestAStateHoldsAllThatIsKnown, and not the first of each.
func TestAStateHoldsAllThatIsKnown(t *testing.T) {
	s := begin(t, nil)
	s.traffic(1, 2000)
	for i := range 5 {
		s.asks(0, 30, of("server"+strconv.Itoa(i)))
		s.batch("batch "+strconv.Itoa(i), 400, by("user"+strconv.Itoa(i)), of("server"+strconv.Itoa(i)))
		c := &mcp.Call{Kind: mcp.KindRequest, Method: mcp.MethodToolsList}
		s.show(&Observation{Call: c, Server: "server" + strconv.Itoa(i), Definitions: []Definition{{Kind: KindTool, Name: "add", Digest: "aa"}}})
		s.at = s.at.Add(time.Hour)
	}
	s.asks(0, 1)
	known := func(m *Model) map[string]int {
		throngs := 0
		m.tools.Each(func(_ uint64, _ int64, t *tool) bool {
			if t.throng.since != 0 {
				throngs++
			}
			return true
		})
		return map[string]int{
			"tools": m.tools.Len(), "principals": m.principals.Len(), "volumes": m.volumes.Len(), "digests": m.digests.Len(),
			"sequences": m.sequences.Len(), "bases": m.bases.Len(), "people": m.people.Len(), "throngs": throngs,
		}
	}
	want := known(s.model)
	for name, n := range want {
		require.Greater(t, n, 1, name)
	}
	m, err := Restore(s.model.options, s.model.AppendBinary(nil), s.at.UnixNano())
	require.NoError(t, err)
	require.Equal(t, want, known(m))
}
