package mcpanomalyprocessor

import (
	"crypto/rand"
	"fmt"
	"reflect"
	"sync"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/internal/anomaly"
	"github.com/otelcol-mcp/otelcol-mcp/internal/dedup"
)

// models are those that processors have in common, by name.
type models struct {
	mu     sync.Mutex // covers all
	byName map[string]*model
}

func newModels() *models { return &models{byName: map[string]*model{}} }

// model is one that several processors may use. It lives from the first start of one to
// the last shutdown.
type model struct {
	name   string
	config *Config
	users  int // covered by models.mu
	window *dedup.Window
	claims dedup.Claims
	open   sync.Mutex // held while the state is read or saved
	keeper *keeper    // nil until the state was read; covered by open

	mu        sync.Mutex // covers what follows
	anomalies *anomaly.Model
	reported  anomaly.Stats // what of it was counted
}

// join returns the model of a name, a new one for the first who wants it.
func (m *models) join(name string, c *Config) (*model, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	known := m.byName[name]
	if known == nil {
		known = &model{name: name, config: c, window: dedup.NewWindow()}
		m.byName[name] = known
	}
	if !reflect.DeepEqual(known.config, c) {
		return nil, fmt.Errorf("model: %q is configured in two ways; processors that share a model must be configured alike", name)
	}
	known.users++
	return known, nil
}

// leave reports whether nobody uses the model any more.
func (m *models) leave(known *model) (last bool) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if known.users--; known.users == 0 {
		delete(m.byName, known.name)
		return true
	}
	return false
}

// begin makes the model: what was saved or, without it, one that knows nothing.
func (m *model) begin(saved []byte) error {
	options := m.config.options()
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(saved) > 0 {
		restored, err := anomaly.Restore(options, saved, time.Now().UnixNano())
		if m.anomalies = restored; restored == nil {
			m.fresh(options)
		}
		return err
	}
	m.fresh(options)
	return nil
}

func (m *model) fresh(options anomaly.Options) {
	_, _ = rand.Read(options.Key[:]) // never fails
	m.anomalies = anomaly.New(options)
}

// judge appends what is wrong with a call.
func (m *model) judge(o *anomaly.Observation, out []anomaly.Finding) []anomaly.Finding {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.anomalies.Observe(o, out)
}

// skipped returns how many calls were late and findings repeated since it was asked last.
func (m *model) skipped() (lateCalls, repeats int64) {
	m.mu.Lock()
	defer m.mu.Unlock()
	before, now := m.reported, m.anomalies.Stats()
	m.reported = now
	return int64(now.Late - before.Late), int64(now.Repeated - before.Repeated)
}

func (m *model) stats() anomaly.Stats {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.anomalies.Stats()
}

func (m *model) learning() int {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.anomalies.Learning()
}

// inspector returns one for one goroutine.
func (m *model) inspector() *anomaly.Inspector {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.anomalies.NewInspector()
}
