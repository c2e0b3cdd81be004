package main

import (
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// side is a way to the server.
type side struct {
	name    string
	address string
	process *os.Process // nil for the direct way
	metrics string      // where ours tells of itself
}

// roleVariable makes this program one of the others.
const roleVariable = "BENCH_PROXY_ROLE"

// play is what this program does as another process: args are the address to listen at and what the role needs.
func play(role string, args []string) error {
	var handler http.Handler
	switch role {
	case "plain":
		handler = http.HandlerFunc(plainServer)
	case "sdk":
		handler = sdkServer()
	case "reverse":
		to, err := url.Parse(args[1])
		if err != nil {
			return err
		}
		handler = &httputil.ReverseProxy{
			Rewrite:   func(r *httputil.ProxyRequest) { r.SetURL(to); r.Out.Host = r.In.Host },
			Transport: &http.Transport{MaxIdleConnsPerHost: 256, DisableCompression: true},
		}
	default:
		return fmt.Errorf("no role %q", role)
	}
	return (&http.Server{Addr: args[0], Handler: handler, ReadHeaderTimeout: time.Minute}).ListenAndServe()
}

// starter starts processes and stops them all.
type starter struct {
	dir     string
	running []*exec.Cmd
}

// startSides starts the server and everything that stands in front of it. The function stops what was started.
func startSides(o *options) (sides []*side, stop func(), err error) {
	s := &starter{}
	s.dir, err = os.MkdirTemp("", "bench-proxy")
	if err != nil {
		return nil, s.stop, err
	}
	server, err := s.self(o.upstream, "")
	if err != nil {
		return nil, s.stop, err
	}
	sides = []*side{{name: "direct", address: server.address}}
	starts := []func(string, *options) (*side, error){s.reverse}
	for build := range strings.SplitSeq(o.collector, ",") {
		starts = append(starts, func(server string, o *options) (*side, error) { return s.ours(build, server, o) })
	}
	for _, start := range append(starts, s.nginx, s.haproxy) {
		next, err := start(server.address, o)
		if errors.Is(err, exec.ErrNotFound) {
			fmt.Println("left out:", err)
			continue
		}
		if err != nil {
			return nil, s.stop, err
		}
		sides = append(sides, next)
	}
	return sides, s.stop, nil
}

func (s *starter) stop() {
	for _, cmd := range slices.Backward(s.running) {
		_ = cmd.Process.Signal(os.Interrupt)
		_ = cmd.Wait() // however it ended, it has
	}
	_ = os.RemoveAll(s.dir)
}

// reverse is Go's own proxy.
func (s *starter) reverse(server string, _ *options) (*side, error) {
	r, err := s.self("reverse", "http://"+server)
	if err == nil {
		r.name = "httputil.ReverseProxy"
	}
	return r, err
}

// self starts this program in a role.
func (s *starter) self(role, arg string) (*side, error) {
	address, err := free()
	if err != nil {
		return nil, err
	}
	program, err := os.Executable()
	if err != nil {
		return nil, err
	}
	cmd := exec.Command(program, address, arg)
	cmd.Env = append(os.Environ(), roleVariable+"="+role)
	return s.start(role, address, cmd)
}

// oursConfig captures as by default; what it makes ends in the collector.
const oursConfig = `
receivers:
  mcp: {proxy: {endpoint: %q, routes: [{path: /, upstream: "http://%s", name: echo}]}}
exporters:
  debug: {verbosity: basic}
extensions:
  pprof: {endpoint: %q}
service:
  extensions: [pprof]
  telemetry: {logs: {level: error}, metrics: {level: normal, readers: [{pull: {exporter: {prometheus: {host: 127.0.0.1, port: %s}}}}]}}
  pipelines: {traces: {receivers: [mcp], exporters: [debug]}}
`

// ours starts a build of our collector.
func (s *starter) ours(build, server string, o *options) (*side, error) {
	metrics, err := free()
	if err != nil {
		return nil, err
	}
	_, port, err := net.SplitHostPort(metrics)
	if err != nil {
		return nil, err
	}
	pprof := o.pprof
	if pprof == "" {
		if pprof, err = free(); err != nil {
			return nil, err
		}
	}
	ours, err := s.configured(filepath.Base(build), build, oursConfig, []any{server, pprof, port}, func(file string) []string { return []string{"--config=" + file} })
	if err == nil {
		ours.metrics = "http://" + metrics + "/metrics"
	}
	return ours, err
}

const nginxConfig = `
daemon off; worker_processes 2; pid nginx.pid; error_log stderr crit;
events { worker_connections 2048; }
http {
  access_log off; client_body_temp_path body; proxy_temp_path proxy; fastcgi_temp_path f; uwsgi_temp_path u; scgi_temp_path s;
  keepalive_requests 100000000; client_max_body_size 0; client_body_buffer_size 128k;
  upstream server { server %[2]s; keepalive 256; keepalive_requests 100000000; }
  server {
    listen %[1]s reuseport;
    location / { proxy_pass http://server; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_set_header Host $http_host; proxy_buffering off; }
  }
}
`

func (s *starter) nginx(server string, _ *options) (*side, error) {
	return s.configured("nginx", "nginx", nginxConfig, []any{server}, func(file string) []string { return []string{"-p", s.dir, "-c", file} })
}

const haproxyConfig = `
global
  nbthread 2
  maxconn 2048
defaults
  mode http
  timeout connect 5s
  timeout client 1h
  timeout server 1h
  http-reuse always
frontend front
  bind %s
  default_backend back
backend back
  server server %s
`

func (s *starter) haproxy(server string, _ *options) (*side, error) {
	return s.configured("haproxy", "haproxy", haproxyConfig, []any{server}, func(file string) []string { return []string{"-db", "-f", file} })
}

// configured starts a program with a configuration that has its address and values, the server's address first.
func (s *starter) configured(name, program, config string, values []any, args func(file string) []string) (*side, error) {
	path, err := exec.LookPath(program)
	if err != nil {
		return nil, err
	}
	address, err := free()
	if err != nil {
		return nil, err
	}
	file := filepath.Join(s.dir, name+".conf")
	if err := os.WriteFile(file, fmt.Appendf(nil, config, append([]any{address}, values...)...), 0o600); err != nil {
		return nil, err
	}
	return s.start(name, address, exec.Command(path, args(file)...))
}

// start starts a process and waits until it listens.
func (s *starter) start(name, address string, cmd *exec.Cmd) (*side, error) {
	cmd.Stderr = os.Stderr
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	s.running = append(s.running, cmd)
	for range 200 {
		conn, err := net.Dial("tcp", address)
		if err == nil {
			return &side{name: name, address: address, process: cmd.Process}, conn.Close()
		}
		time.Sleep(50 * time.Millisecond)
	}
	return nil, fmt.Errorf("%s does not listen", name)
}

// free returns a loopback address that nothing listens on.
func free() (string, error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return "", err
	}
	return l.Addr().String(), l.Close()
}
