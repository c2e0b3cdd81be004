package export

import (
	"io"
	"log"

	"github.com/go-logr/logr"
	"go.opentelemetry.io/otel"
	"google.golang.org/grpc/grpclog"
)

// Quiet keeps every library from writing to standard error. What goes wrong while
// sending is told by the clients' errors.
func Quiet() {
	log.SetOutput(io.Discard)
	otel.SetLogger(logr.Discard())
	otel.SetErrorHandler(otel.ErrorHandlerFunc(func(error) {}))
	grpclog.SetLoggerV2(grpclog.NewLoggerV2(io.Discard, io.Discard, io.Discard))
}
