// Package proxy stands in front of MCP servers that speak HTTP: it relays every
// request and answer as it is and shows copies of them to a [capture.Recorder].
//
// Relaying comes first. What the recorder is to see goes into a bounded queue, off the
// path of the request; when that is full, the exchange goes unseen, which is counted,
// and nobody waits.
package proxy
