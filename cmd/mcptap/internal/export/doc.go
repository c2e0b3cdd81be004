// Package export sends spans and log records by OTLP, as the environment says
// (OpenTelemetry specification, OTLP exporter configuration), with the clients of the
// OpenTelemetry SDK. What waits is bounded in bytes; the oldest is dropped first, and
// counted.
//
// What a reader would get wrong: the clients write to standard error when something is
// wrong, each in its own way. That belongs to the server, so [Quiet] takes it away
// from all of them.
package export
