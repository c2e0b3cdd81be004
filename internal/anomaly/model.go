package anomaly

import (
	"encoding/binary"

	"github.com/otelcol-mcp/otelcol-mcp/internal/anomaly/sequence"
	"github.com/otelcol-mcp/otelcol-mcp/internal/bounded"
	"github.com/otelcol-mcp/otelcol-mcp/internal/catalog"
	"github.com/otelcol-mcp/otelcol-mcp/internal/flow"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// Model is what is known of servers, tools, principals and sessions. It is not safe for
// concurrent use.
type Model struct {
	options Options
	secret  uint64
	began   int64 // time of the first call
	newest  int64 // time of the newest call
	stats   Stats
	// stateSize is about how long the next state will be.
	stateSize int

	sessions   *bounded.Table[uint64, session]
	crowds     *bounded.Table[uint64, crowd]
	principals *bounded.Table[uint64, principal]
	tools      *bounded.Table[uint64, tool]
	volumes    *bounded.Table[uint64, volumes]
	walks      *bounded.Table[uint64, walk]
	flows      *bounded.Table[uint64, flows]
	sequences  *bounded.Table[uint64, *sequence.Model]
	bases      *bounded.Table[uint64, baselines] // of tools and servers
	people     *bounded.Table[uint64, baselines] // of principals
	digests    *bounded.Table[uint64, uint64]    // of definitions whose text is not known
	budgets    budgets
	ledger     *catalog.Ledger
	changes    []catalog.Change // reused
	expired    int64            // when the ledger was looked through
	engine     *flow.Engine
	matches    []flow.Match // reused
	told       *bounded.Recent
	changedOn  *bounded.Recent // definitions that have changed lately
	floods     struct{ sessions, principals, tools flood }
}

// Stats are what a model says of itself. The first are what it holds, the others only
// grow.
type Stats struct {
	Sessions, Principals, Tools, Definitions int
	// Forgotten* count what was pushed out by more than there is room for.
	ForgottenSessions, ForgottenPrincipals, ForgottenTools, ForgottenDefinitions uint64
	// Late counts calls that came too late to teach a baseline.
	Late uint64
	// Repeated counts findings that were told lately already.
	Repeated uint64
}

// maxPeople bounds the principals whose baselines are known: each takes as much as a tool.
const maxPeople = 1000

// New returns a model that knows nothing.
func New(o Options) *Model {
	m := &Model{options: o, secret: binary.LittleEndian.Uint64(o.Key[:]) ^ series.Mix(binary.LittleEndian.Uint64(o.Key[8:]), 1)}
	m.sessions = bounded.NewTable[uint64, session](o.MaxSessions, o.SessionIdle)
	m.crowds = bounded.NewTable[uint64, crowd](o.MaxPrincipals, o.SessionIdle)
	m.principals = bounded.NewTable[uint64, principal](o.MaxPrincipals, principalExpiry)
	m.tools = bounded.NewTable[uint64, tool](o.MaxTools, toolExpiry)
	m.walks = bounded.NewTable[uint64, walk](o.MaxPrincipals, o.SessionIdle)
	m.volumes = bounded.NewTable[uint64, volumes](min(o.MaxPrincipals, maxVolumes), principalExpiry)
	m.flows = bounded.NewTable[uint64, flows](o.MaxSessions, o.SessionIdle)
	m.sequences = bounded.NewTable[uint64, *sequence.Model](maxPopulations, toolExpiry)
	m.bases = bounded.NewTable[uint64, baselines](o.MaxTools, toolExpiry)
	m.people = bounded.NewTable[uint64, baselines](min(o.MaxPrincipals, maxPeople), principalExpiry)
	m.digests = bounded.NewTable[uint64, uint64](o.MaxTools, toolExpiry)
	m.budgets = newBudgets(o.AlertsPerDay)
	m.ledger = catalog.NewLedger(o.Key)
	m.engine = flow.New(flow.Options{Key: o.Key[:]})
	m.changedOn = &bounded.Recent{Expiry: aDay}
	m.told = &bounded.Recent{Expiry: uint32(max(o.RepeatAfter.Seconds(), 1))}
	return m
}

// Stats returns what the model says of itself.
func (m *Model) Stats() Stats {
	s := m.stats
	s.Sessions, s.ForgottenSessions = m.sessions.Len(), m.sessions.Pushed+m.flows.Pushed+m.crowds.Pushed
	s.Principals, s.ForgottenPrincipals = m.principals.Len(), m.principals.Pushed+m.people.Pushed+m.walks.Pushed+m.volumes.Pushed
	s.Tools, s.ForgottenTools = m.tools.Len(), m.tools.Pushed+m.bases.Pushed+m.sequences.Pushed
	lost := m.ledger.Lost()
	s.Definitions, s.ForgottenDefinitions = m.ledger.Len(), m.digests.Pushed+lost.Servers+lost.Definitions+lost.Variants+lost.Observers
	return s
}

// Observe appends to out what is wrong with a call, and learns from it.
func (m *Model) Observe(o *Observation, out []Finding) []Finding {
	x := moment{Model: m, Observation: o, keys: m.keysOf(o), out: out}
	x.at, x.late = m.when(o)
	x.evidence()
	if x.counts() {
		x.behaviour()
	}
	return x.out
}

// counts reports whether a call is one, and not another view of one that was told.
func (x *moment) counts() bool {
	c := x.Call
	return !x.Twin && (c.Kind == mcp.KindToolCall || c.Kind == mcp.KindRequest) && c.Role != mcp.RoleInside
}
