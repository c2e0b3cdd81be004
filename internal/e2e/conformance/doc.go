// Package conformance holds the proxy against the conformance suite of the
// protocol: published servers and clients have to give the same result, check for
// check, with the collector's proxy between them as without it. It contains nothing
// but tests; docs/conformance.md says what they found.
//
// OTELCOL_MCP_BIN names the collector to test and MCP_SDK_BIN the folder with the Go
// SDK's everything-server and everything-client; without them the tests build them.
// EMITTERS_DIR is the folder that npm packages are installed in, once for each state
// of their lock files; without it the tests are skipped, since they would download
// packages. They need npm and linux/amd64 or a Node.js of at least 22: where npm is
// missing they are skipped, or fail if CI is set.
package conformance
