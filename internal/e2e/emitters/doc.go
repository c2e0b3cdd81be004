// Package emitters drives published instrumentations end to end: a real MCP
// client and a real MCP server under a real emitter, in its own pinned
// environment, into the real collector, and compares the metrics with what the
// two of them did. It contains nothing but tests.
//
// All emitters follow one script, testdata/steps.json. What the metrics said is
// in testdata/expected, reviewed by hand (-update writes it); where that differs
// from the script, the table of exceptions says why, and docs/emitters.md shows
// both.
//
// OTELCOL_MCP_BIN names the collector to test; without it the tests build one.
// EMITTERS_DIR is the folder that environments are installed in, once for each
// state of their lock files; without it the tests are skipped, since they would
// download packages. They need npm, Node.js and python3: where these are missing
// the tests are skipped, or fail if CI is set.
package emitters
