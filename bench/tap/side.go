package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"time"
)

// side is one way to a server.
type side struct {
	name string
	args []string
	env  []string
}

// newSides returns the ways, that of mcptap first.
func newSides(tap string) ([]side, error) {
	tap, err := filepath.Abs(tap)
	if err != nil {
		return nil, err
	}
	if _, err := os.Stat(tap); err != nil {
		return nil, err
	}
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	endpoint := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		_, _ = io.Copy(io.Discard, r.Body)
	}))
	return []side{
		{"mcptap", []string{tap, "--", self, serveCommand}, []string{"OTEL_EXPORTER_OTLP_ENDPOINT=" + endpoint.URL}},
		{"mcptap, disabled", []string{tap, "--", self, serveCommand}, []string{"OTEL_SDK_DISABLED=true"}},
		{"tee both ways", []string{"sh", "-c", `tee /dev/null | "$0" ` + serveCommand + ` | tee /dev/null`, self}, nil},
		{"direct", []string{self, serveCommand}, nil},
	}, nil
}

// server is one that runs.
type server struct {
	cmd *exec.Cmd
	in  io.WriteCloser
	out io.ReadCloser
}

func (s *side) start() (*server, error) {
	cmd := exec.Command(s.args[0], s.args[1:]...)
	cmd.Env = append(os.Environ(), s.env...)
	cmd.Stderr = os.Stderr
	in, err := cmd.StdinPipe()
	if err != nil {
		return nil, err
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		return nil, err
	}
	return &server{cmd, in, out}, cmd.Start()
}

// stop ends the server, and returns what it and all that stood before it have taken of
// the processors.
func (s *server) stop() (cpu time.Duration, err error) {
	if err := s.in.Close(); err != nil {
		return 0, err
	}
	_, _ = io.Copy(io.Discard, s.out)
	err = s.cmd.Wait()
	return s.cmd.ProcessState.UserTime() + s.cmd.ProcessState.SystemTime(), err
}
