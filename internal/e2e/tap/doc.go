// Package tap holds the tests of mcptap between published clients and servers: what
// arrives at an OTLP endpoint, and what the collector counts, against what the client
// says it did.
package tap
