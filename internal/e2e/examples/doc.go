// Package examples starts every file of examples/ in the real binary, sends it a call, sees
// what the example promises arrive where it promises it, and stops it. It contains nothing but
// tests.
//
// The tests run side by side, so no port of a file can stay: an example is read, every address on
// the loopback interface in it gets a free port, and the rest is left as it is. What only costs
// time, such as the interval between two flushes, is set with --set on the command line.
//
// OTELCOL_MCP_BIN, MCPTAP_BIN and PROMETHEUS_BIN name the programs; `make e2e-examples` builds them.
// The first two are built if they are not given.
package examples
