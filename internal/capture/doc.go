// Package capture turns MCP traffic that passes by into spans and log records: a call
// becomes a span when it has ended, a session and a turn when they are over, and
// notifications/message becomes a log record. It is what the proxy and the stdio tap
// have in common; they bring the bytes, the time and the way out.
//
// What a reader would get wrong: nothing is sent from here. [Recorder.Take] hands out
// what has come together since the last time.
package capture
