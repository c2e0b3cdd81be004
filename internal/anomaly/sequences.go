package anomaly

import (
	"math"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/internal/anomaly/sequence"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// maxPopulations bounds the servers whose sequences of calls are known. Of more, those
// that were silent longest are forgotten.
const maxPopulations = 128

// population is that of a session: the sessions of one server or, where calls do not say
// whose they are, of one agent, in one role.
func (x *moment) population() uint64 {
	if x.Server == "" && x.Call.Agent != "" {
		return series.Mix(series.MixText(x.secret+'g', x.Call.Agent), uint64(x.Call.Role)+1)
	}
	return x.serverAt
}

// unusual looks for calls that do not follow as others did.
func (x *moment) unusual(s *session) {
	if x.Call.Kind != mcp.KindToolCall || !x.options.on(UnusualSequence) {
		return
	}
	if s.population == 0 {
		s.population, s.sequence.Who = x.population(), x.principal
	}
	model := x.sequenceOf(s.population, x.at)
	v := model.Next(&s.sequence, &sequence.Call{Tool: x.Call.Tool, Arguments: x.Call.Arguments})
	if !v.Ready || v.Score <= 0 {
		return
	}
	// The logarithm of how few sessions are like it: what tails are made of.
	oddity := -math.Log1p(-min(v.Score, 1-1e-9))
	if oddity <= s.oddest {
		return
	}
	s.oddest = oddity
	budget := x.budgets.sequences
	if perDay := budget.PerDay(oddity); v.Score >= sequence.Flag && perDay < budget.AlertsPerDay {
		f := x.found(UnusualSequence, v.Kind.String(), none, none)
		f.Score = sureness(perDay, budget.AlertsPerDay)
		x.tell(f, x.anyone)
	}
}

// sequenceOf is what is known of a population.
func (m *Model) sequenceOf(population uint64, at int64) *sequence.Model {
	model, added := m.sequences.Add(population, at, nil)
	if added {
		*model = m.newSequence()
	}
	return *model
}

func (m *Model) newSequence() *sequence.Model {
	return sequence.New(sequence.Options{Key: series.Mix(m.secret, 'q')})
}

// sessionEnded learns from a session that nobody will continue.
func (m *Model) sessionEnded(_ uint64, s *session) {
	if s.population == 0 {
		return
	}
	m.budgets.sequences.Observe(m.newest, s.oddest)
	if model := m.sequences.Get(s.population, m.newest); model != nil {
		(*model).End(&s.sequence, time.Unix(0, m.newest))
	}
}
