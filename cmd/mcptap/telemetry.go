package main

import (
	"context"
	"crypto/rand"
	"math"
	mathrand "math/rand/v2"
	"path/filepath"
	"strings"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/cmd/mcptap/internal/export"
	"github.com/otelcol-mcp/otelcol-mcp/cmd/mcptap/internal/observe"
	"github.com/otelcol-mcp/otelcol-mcp/internal/capture"
	"github.com/otelcol-mcp/otelcol-mcp/internal/exchange"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/session"
)

// scope is that of the instrumentation.
const scope = "github.com/otelcol-mcp/otelcol-mcp/cmd/mcptap"

// telemetry observes the traffic and sends what comes of it.
type telemetry struct {
	settings *settings
	observer *observe.Observer
	exporter *export.Exporter
	report   *report
}

// newTelemetry makes what can be shown traffic, and no more: the command has not begun.
func newTelemetry(s *settings) *telemetry {
	return &telemetry{settings: s, observer: observe.New(s.queue), report: newReport(s.verbose)}
}

func (t *telemetry) start() {
	s := t.settings
	export.Quiet()
	t.exporter = export.New(context.Background(), export.Options{
		Service: service(s.command), Name: s.name,
		Scope: scope, Version: version, Bytes: s.queue / 4, Failed: t.report.failure,
	})
	t.observer.Start(observe.Options{
		Server: t.exporter.Service(), MaxMessage: s.maxMessage, Sink: t.exporter.Record,
		Capture: capture.Options{
			Exchange: exchange.Options{Role: mcp.RoleGateway, Side: mcp.SideServer},
			// The session is the process, however long it is silent.
			Session:   session.Options{Key: secret(), Idle: math.MaxInt64, TurnGap: s.turnGap},
			Arguments: s.arguments, Results: s.results, Definitions: s.definitions,
			MaxContent: s.maxContent, Logs: t.exporter.Logs(),
			Process: string(secret()), Resource: t.exporter.Resource,
			Scope: scope, Version: version, Random: mathrand.Uint64,
		},
	})
}

// secret is random, so that it stands for this process only.
func secret() []byte {
	b := make([]byte, 32)
	_, _ = rand.Read(b) // never fails
	return b
}

// service is what a server is called if nobody has named it: its command, without
// folder and ending. Arguments may be secret.
func service(command []string) string {
	name := filepath.Base(command[0])
	return strings.TrimSuffix(name, filepath.Ext(name))
}

// stop sends what there is, within the time that the settings allow, and less if
// somebody is in a hurry.
func (t *telemetry) stop(hurried <-chan struct{}) {
	ctx, cancel := context.WithTimeout(context.Background(), t.settings.flush)
	defer cancel()
	go func() {
		select {
		case <-hurried:
			cancel()
		case <-ctx.Done():
		}
	}()
	began := time.Now()
	seen := t.observer.Stop(ctx)
	spans, records := t.exporter.Stop(ctx)
	t.report.summary(seen, spans, records, time.Since(began))
}
