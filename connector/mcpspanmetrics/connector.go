package mcpspanmetrics

import (
	"context"
	"hash/maphash"
	"sync"
	"time"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/connector"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/consumer/consumererror"
	"go.opentelemetry.io/collector/pdata/pmetric"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.uber.org/zap"

	"github.com/otelcol-mcp/otelcol-mcp/connector/mcpspanmetrics/internal/metadata"
	"github.com/otelcol-mcp/otelcol-mcp/internal/callmetrics"
	"github.com/otelcol-mcp/otelcol-mcp/internal/catalog"
	"github.com/otelcol-mcp/otelcol-mcp/internal/census"
	"github.com/otelcol-mcp/otelcol-mcp/internal/dedup"
	"github.com/otelcol-mcp/otelcol-mcp/internal/dialect"
	"github.com/otelcol-mcp/otelcol-mcp/internal/logical"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// spanMetrics counts spans as they come and exports what it counted at an
// interval and at shutdown.
type spanMetrics struct {
	config *Config
	logger *zap.Logger
	next   consumer.Metrics

	normalizer *dialect.Normalizer
	window     *dedup.Window           // nil if every span counts
	census     *census.Census[member]  // nil if sessions are not followed
	tracker    *logical.Tracker[piece] // nil if whole calls are not followed
	catalog    *catalog.Catalog
	templates  *callmetrics.Templates
	prices     *callmetrics.Prices // nil without any
	results    *results            // nil if results are not compared
	seed       maphash.Seed
	meter      *callmetrics.Meter
	resources  *resources
	dimensions dimensions
	export     exporter
	self       *selfTelemetry
	counters   counters

	cancel context.CancelFunc // nil until Start
	done   chan struct{}      // closed when the flush loop has ended
	flush  sync.Mutex         // held while flushing: one flush at a time
}

func newConnector(set connector.Settings, cfg *Config, next consumer.Metrics) (*spanMetrics, error) {
	temporality := pmetric.AggregationTemporalityCumulative
	if cfg.AggregationTemporality == temporalityDelta {
		temporality = pmetric.AggregationTemporalityDelta
	}
	dimensions := newDimensions(cfg.allDimensions())
	meter := callmetrics.NewMeter(cfg.choices(), dimensions.names, series.Options{
		MaxSeries: cfg.MaxSeries,
		Expiry:    int64(cfg.Expiration),
		Delta:     temporality == pmetric.AggregationTemporalityDelta,
	})
	templates, err := callmetrics.NewTemplates(cfg.ResourceTemplates)
	if err != nil {
		return nil, err
	}
	if !cfg.TrustNames {
		meter.Names, meter.Vocabulary = callmetrics.NewNames(), callmetrics.NewVocabulary()
	}
	self, err := newSelfTelemetry(set.TelemetrySettings, meter)
	if err != nil {
		return nil, err
	}
	c := &spanMetrics{
		config: cfg, logger: set.Logger, next: next, normalizer: dialect.New(cfg.Normalize.options()),
		meter: meter, resources: newResources(meter.Store, cfg.ResourceKeys), dimensions: dimensions, self: self,
		census: newCensus(&cfg.Sessions, meter), tracker: newTracker(meter), catalog: catalog.New(), templates: templates, prices: cfg.Cost.prices(),
		results: newResults(meter), seed: maphash.MakeSeed(),
	}
	if cfg.Deduplicate {
		c.window = dedup.NewWindow()
	}
	c.export = exporter{meter.Instruments, c.resources, temporality, metadata.ScopeName, set.BuildInfo.Version, cfg.Exemplars}
	return c, nil
}

// Capabilities says that spans are only read.
func (*spanMetrics) Capabilities() consumer.Capabilities { return consumer.Capabilities{} }

// Start begins flushing.
func (c *spanMetrics) Start(context.Context, component.Host) error {
	ctx, cancel := context.WithCancel(context.Background())
	c.cancel, c.done = cancel, make(chan struct{})
	go c.run(ctx)
	return nil
}

func (c *spanMetrics) run(ctx context.Context) {
	defer close(c.done)
	ticker := time.NewTicker(c.config.FlushInterval)
	defer ticker.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-ticker.C:
			// Shutdown lets a flush end: one that is cut short may have been
			// delivered, and would be told again.
			c.flushOnce(context.WithoutCancel(ctx), false)
		}
	}
}

// ConsumeTraces counts spans. It never fails: what it cannot read it ignores
// and counts.
func (c *spanMetrics) ConsumeTraces(ctx context.Context, td ptrace.Traces) error {
	counter := c.counters.take(c)
	counter.count(td, time.Now().UnixNano())
	c.self.record(ctx, counter)
	c.counters.giveBack(counter)
	return nil
}

// expire counts what is over by now, or everything at the end.
func (c *spanMetrics) expire(now int64, all bool) {
	counter := c.counters.take(c)
	counter.expireSessions(now, all)
	counter.expireCalls(now, all)
	counter.tellOffers(now)
	c.counters.giveBack(counter)
	c.counters.drain()
}

// flushOnce exports every series. What a delta point tells is committed when it
// was taken or can never be; otherwise the next flush tells it again, and flushOnce reports
// false.
func (c *spanMetrics) flushOnce(ctx context.Context, last bool) (done bool) {
	c.flush.Lock()
	defer c.flush.Unlock()
	start := time.Now()
	c.expire(start.UnixNano(), last)
	points := c.meter.Store.Collect(start.UnixNano())
	c.meter.Tidy(start.UnixNano())
	c.expireResources(points, start)
	if len(points) == 0 {
		return true
	}
	err := c.next.ConsumeMetrics(ctx, c.export.metrics(points))
	if done = err == nil || consumererror.IsPermanent(err); done {
		c.meter.Store.Commit(points)
	}
	if err != nil {
		c.self.flushFailures.Add(ctx, 1)
		c.logger.Warn("Flushing metrics", zap.Bool("permanent", consumererror.IsPermanent(err)), zap.Error(err))
	}
	c.self.flushDuration.Record(ctx, time.Since(start).Seconds())
	return done
}

// lastPauses are between attempts at the last flush: what is refused then is lost.
var lastPauses = [...]time.Duration{100 * time.Millisecond, 400 * time.Millisecond, 1500 * time.Millisecond}

// flushLast flushes for the last time, again if that was refused, until there is no time left.
func (c *spanMetrics) flushLast(ctx context.Context) {
	for _, pause := range lastPauses {
		if c.flushOnce(ctx, true) {
			return
		}
		select {
		case <-ctx.Done():
			return
		case <-time.After(pause):
		}
	}
	c.flushOnce(ctx, true)
}

// expireResources forgets resources without series. Idle delta series have no
// point but still a resource, so with delta only age decides.
func (c *spanMetrics) expireResources(points []series.Point, now time.Time) {
	if c.config.Expiration == 0 {
		return
	}
	live := make(map[series.ResourceID]struct{})
	for i := range points {
		live[points[i].Resource] = struct{}{}
	}
	c.resources.expire(live, c.config.Expiration, now.UnixNano())
}

// Shutdown stops the loop and flushes for the last time. It returns at the deadline of
// ctx even if the next consumer does not.
func (c *spanMetrics) Shutdown(ctx context.Context) error {
	defer c.self.shutdown()
	if c.cancel == nil {
		return nil
	}
	c.cancel()
	c.cancel = nil
	flushed := make(chan struct{})
	go func() {
		defer close(flushed)
		<-c.done
		c.flushLast(ctx)
	}()
	select {
	case <-flushed:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
