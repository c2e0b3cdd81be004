package export

import (
	"cmp"
	"fmt"
	"os"
	"strings"
)

// Signals as they are in the names of environment variables.
const (
	traces = "TRACES"
	logs   = "LOGS"
)

// Protocols (OpenTelemetry specification, OTLP exporter configuration). A third,
// http/json, is not spoken.
const (
	protocolGRPC = "grpc"
	protocolHTTP = "http/protobuf"
)

// Disabled reports whether telemetry is switched off (specification, SDK environment
// variables).
func Disabled() bool { return strings.EqualFold(os.Getenv("OTEL_SDK_DISABLED"), "true") }

// unwanted reports whether a signal is switched off.
func unwanted(signal string) bool { return os.Getenv("OTEL_"+signal+"_EXPORTER") == "none" }

// variable returns what is set for the signal, or else for all.
func variable(signal, name string) string {
	return cmp.Or(os.Getenv("OTEL_EXPORTER_OTLP_"+signal+"_"+name), os.Getenv("OTEL_EXPORTER_OTLP_"+name))
}

// protocolOf returns the protocol of a signal. The server may have the same
// environment and know more protocols, so that another is no reason to end: the
// default stands in for it, and the error says so.
func protocolOf(signal string) (string, error) {
	switch p := variable(signal, "PROTOCOL"); p {
	case protocolGRPC, protocolHTTP:
		return p, nil
	case "":
		return protocolHTTP, nil
	default:
		return protocolHTTP, fmt.Errorf("OTEL_EXPORTER_OTLP_PROTOCOL: must be %s or %s; %s is used", protocolGRPC, protocolHTTP, protocolHTTP)
	}
}

// defaultEndpoint returns where to send if the environment does not say, and nothing
// if it does. The clients would use TLS, which the specification's default does not.
func defaultEndpoint(signal, protocol string) string {
	for _, name := range []string{"ENDPOINT", "INSECURE", "CERTIFICATE", "CLIENT_CERTIFICATE"} {
		if variable(signal, name) != "" {
			return ""
		}
	}
	if protocol == protocolGRPC {
		return "http://localhost:4317"
	}
	return "http://localhost:4318/v1/" + strings.ToLower(signal)
}

// mendedLogsEndpoint returns where log records go if the endpoint for all signals ends
// in a slash, of which that client makes two, and else nothing.
func mendedLogsEndpoint() string {
	base, slash := strings.CutSuffix(os.Getenv("OTEL_EXPORTER_OTLP_ENDPOINT"), "/")
	if !slash || os.Getenv("OTEL_EXPORTER_OTLP_LOGS_ENDPOINT") != "" {
		return ""
	}
	return strings.TrimRight(base, "/") + "/v1/logs"
}
