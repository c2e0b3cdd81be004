package anomaly

import (
	"math"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/internal/anomaly/sequence"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// settling is how long a model learns sequences before it tells of any: in its first days
// every other session is new to it.
const settling = 48 * time.Hour

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
	oddity := oddityOf(v.Score, x.anyone)
	if oddity <= s.oddest {
		return
	}
	s.oddest = oddity
	budget := x.budgets.sequences
	if v.Score >= sequence.Flag && oddity > budget.Level() && x.at-x.began > int64(settling) {
		f := x.found(UnusualSequence, v.Kind.String(), none, none)
		f.Score = sureness(budget.PerDay(oddity), budget.AlertsPerDay)
		x.tell(f, x.anyone)
	}
}

// oddityOf is the logarithm of how few sessions are like one of a score: what tails are
// made of. Sessions are ranked among a few hundred, so that many share a rank; these are
// told apart by chance, as smoothed conformal p-values are (Vovk and others, Algorithmic
// Learning in a Random World, 2005, 2.2), the same for a session whenever it is judged.
func oddityOf(score float64, session uint64) float64 {
	luck := float64(series.Mix(session, 'o')>>11+1) / (1 << 53)
	return -math.Log1p(-min(score, 1-1e-9)) - luckWeight*math.Log(luck)
}

// luckWeight is what a factor e of rarity is on the scale of scores, at a budget of one
// session in twenty.
const luckWeight = math.Ln2 / 2.9957

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
