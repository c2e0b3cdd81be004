// Package dialect turns spans of any instrumentation into spans of the
// OpenTelemetry MCP and GenAI conventions, in place.
//
// In goes a span as an emitter sent it; out comes the same span with
// convention names, kind and status where the emitter had its own. A [Dialect]
// is a table: how it is recognised, what its keys mean, and, in code, only what
// a table cannot say. One file holds one dialect.
//
// The rule a reader would get wrong: attributes alone have no meaning. The same
// key says different things in different dialects, so the dialect is decided
// first (scope name, then marker attribute, then shape) and only its table is
// used. Nothing is invented: where an emitter does not say, the attribute stays
// absent. A value that is already in convention form wins. Normalising twice
// changes nothing. A span that is neither MCP nor GenAI is not touched.
package dialect
