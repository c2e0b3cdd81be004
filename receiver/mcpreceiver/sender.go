package mcpreceiver

import (
	"context"

	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/ptrace"
	"go.opentelemetry.io/otel/metric"
	"go.uber.org/zap"

	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/metadata"
)

// recordSender hands to the pipelines what the proxy records, in a goroutine of its own:
// a pipeline that is slow or stuck holds up nothing else.
type recordSender struct {
	traces    consumer.Traces // nil without a pipeline, as logs
	logs      consumer.Logs
	telemetry *metadata.TelemetryBuilder
	logger    *zap.Logger
	queue     chan recorded
	cancel    context.CancelFunc
	done      chan struct{}

	sent, refused, dropped metric.MeasurementOption
}

type recorded struct {
	traces ptrace.Traces
	logs   plog.Logs
}

// maxRecorded is how many batches may wait for the pipelines. A batch has some hundred
// spans.
const maxRecorded = 128

func newRecordSender(traces consumer.Traces, logs consumer.Logs, telemetry *metadata.TelemetryBuilder, logger *zap.Logger) *recordSender {
	return &recordSender{
		traces: traces, logs: logs, telemetry: telemetry, logger: logger, queue: make(chan recorded, maxRecorded), done: make(chan struct{}),
		sent: label("result", "sent"), refused: label("result", "refused"), dropped: label("result", "dropped"),
	}
}

func (s *recordSender) start() {
	ctx, cancel := context.WithCancel(context.Background())
	s.cancel = cancel
	go func() {
		defer close(s.done)
		for r := range s.queue {
			s.send(ctx, r)
		}
	}()
}

// Record queues what was recorded, or drops it if there is no room.
func (s *recordSender) Record(traces ptrace.Traces, logs plog.Logs) {
	select {
	case s.queue <- recorded{traces, logs}:
	default:
		s.count(context.Background(), traces.SpanCount()+logs.LogRecordCount(), s.dropped)
	}
}

// send asks once: what a pipeline refuses is gone, as nobody could send it again.
func (s *recordSender) send(ctx context.Context, r recorded) {
	if n := r.traces.SpanCount(); n > 0 && s.traces != nil {
		s.result(ctx, n, s.traces.ConsumeTraces(ctx, r.traces))
	}
	if n := r.logs.LogRecordCount(); n > 0 && s.logs != nil {
		s.result(ctx, n, s.logs.ConsumeLogs(ctx, r.logs))
	}
}

func (s *recordSender) result(ctx context.Context, n int, err error) {
	if err != nil {
		s.count(ctx, n, s.refused)
		s.logger.Debug("The pipeline refused what the proxy recorded", zap.Int("records", n))
		return
	}
	s.count(ctx, n, s.sent)
}

func (s *recordSender) count(ctx context.Context, n int, result metric.MeasurementOption) {
	s.telemetry.ReceiverMcpProxyRecords.Add(ctx, int64(n), result)
}

// stop sends what is queued and returns at the deadline of ctx even if a pipeline
// does not. Nothing may be recorded any more.
func (s *recordSender) stop(ctx context.Context) error {
	close(s.queue)
	defer s.cancel()
	select {
	case <-s.done:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
