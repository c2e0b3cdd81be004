package mcpreceiver

import (
	"cmp"
	"context"
	"crypto/rand"
	"errors"
	"fmt"
	mathrand "math/rand/v2"
	"net"
	"net/http"
	"net/url"
	"sync"
	"time"

	"go.opentelemetry.io/collector/component"
	"go.opentelemetry.io/collector/component/componentstatus"
	"go.opentelemetry.io/collector/consumer"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/receiver"
	"go.uber.org/zap"

	"github.com/otelcol-mcp/otelcol-mcp/internal/capture"
	"github.com/otelcol-mcp/otelcol-mcp/internal/exchange"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
	"github.com/otelcol-mcp/otelcol-mcp/internal/session"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/metadata"
	"github.com/otelcol-mcp/otelcol-mcp/receiver/mcpreceiver/internal/proxy"
)

// proxyServer is the proxy of one configuration, whatever signals the receiver is in.
type proxyServer struct {
	config *ProxyConfig
	set    receiver.Settings
	// traces and logs are set while pipelines are built; nil without one.
	traces consumer.Traces
	logs   consumer.Logs

	mu        sync.Mutex // covers what follows
	running   bool
	server    *http.Server
	observers []*proxy.Observer
	upstreams []*http.Transport
	sender    *recordSender
	telemetry *metadata.TelemetryBuilder
	serving   sync.WaitGroup
}

func newProxyServer(config *ProxyConfig, set receiver.Settings) *proxyServer {
	return &proxyServer{config: config, set: set}
}

// start begins to listen, once.
func (p *proxyServer) start(ctx context.Context, host component.Host) (err error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.running {
		return nil
	}
	handler, err := p.build(ctx, host)
	if err != nil {
		return err
	}
	listener, err := p.listen(ctx)
	if err != nil {
		return err
	}
	p.server = &http.Server{
		Handler: handler, Protocols: new(http.Protocols), ErrorLog: zap.NewStdLog(p.set.Logger),
		ReadHeaderTimeout: time.Minute, // and no other: answers may take hours
	}
	p.server.Protocols.SetHTTP1(true)
	p.server.Protocols.SetHTTP2(true)
	p.server.Protocols.SetUnencryptedHTTP2(true)
	p.sender.start()
	for _, o := range p.observers {
		o.Start()
	}
	p.serving.Go(func() {
		if err := p.server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
			componentstatus.ReportStatus(host, componentstatus.NewFatalErrorEvent(err))
		}
	})
	p.running = true
	p.set.Logger.Info("Proxy listens", zap.Stringer("endpoint", listener.Addr()), zap.Int("routes", len(p.config.Routes)))
	return nil
}

func (p *proxyServer) listen(ctx context.Context) (net.Listener, error) {
	listener, err := p.config.NetAddr.Listen(ctx)
	if err != nil {
		return nil, fmt.Errorf("proxy::endpoint: %w", err)
	}
	if !p.config.TLS.HasValue() {
		return listener, nil
	}
	config, err := p.config.TLS.Get().LoadTLSConfig(ctx)
	if err != nil {
		return nil, errors.Join(fmt.Errorf("proxy::tls: %w", err), listener.Close())
	}
	return tlsListener(listener, config), nil
}

// build makes everything that a request needs.
func (p *proxyServer) build(ctx context.Context, host component.Host) (http.Handler, error) {
	telemetry, err := metadata.NewTelemetryBuilder(p.set.TelemetrySettings)
	if err != nil {
		return nil, err
	}
	p.telemetry = telemetry
	p.sender = newRecordSender(p.traces, p.logs, telemetry, p.set.Logger)
	options := proxy.Options{
		MaxBody: p.config.Capture.MaxMessageSize, AllowedOrigins: p.config.AllowedOrigins,
		InjectTraceparent: p.config.InjectTraceparent, Errors: zap.NewStdLog(p.set.Logger),
	}
	if p.config.Auth.HasValue() {
		auth, err := p.config.Auth.Get().GetServerAuthenticator(ctx, host.GetExtensions())
		if err != nil {
			return nil, fmt.Errorf("proxy::auth: %w", err)
		}
		options.Authenticate = auth.Authenticate
	}
	key := []byte(p.config.Sessions.HashKey)
	if len(key) == 0 {
		key = make([]byte, 32)
		_, _ = rand.Read(key) // never fails
	}
	var routes []proxy.Route
	for i := range p.config.Routes {
		route, upstream, err := newRoute(ctx, host, &p.config.Routes[i])
		if err != nil {
			return nil, fmt.Errorf("proxy::routes::%d: %w", i, err)
		}
		p.upstreams = append(p.upstreams, upstream)
		routes = append(routes, route)
		p.observers = append(p.observers, proxy.NewObserver(p.observing(&route, key)))
	}
	if err := watch(telemetry, routes, p.observers); err != nil {
		return nil, err
	}
	return proxy.NewHandler(options, routes, p.observers), nil
}

// observing says how a route is observed.
func (p *proxyServer) observing(route *proxy.Route, key []byte) proxy.ObserverOptions {
	c := p.config
	name := route.Name
	return proxy.ObserverOptions{
		Server: name, Address: route.Upstream.Hostname(), Port: portOf(route.Upstream),
		Hasher: session.NewHasher(key), MaxMessage: c.Capture.MaxMessageSize,
		QueueSize: c.Queue.Size, QueueBytes: c.Queue.Bytes,
		Sink: p.sender, Meter: newProxyMeter(p.telemetry, name),
		Capture: capture.Options{
			Exchange:  exchange.Options{Role: mcp.RoleGateway, Side: mcp.SideServer, SessionIdle: c.Sessions.IdleTimeout},
			Session:   session.Options{Key: key, Idle: c.Sessions.IdleTimeout, TurnGap: c.Sessions.TurnGap},
			Arguments: c.Capture.Arguments, Results: c.Capture.Results, Definitions: c.Capture.ToolDefinitions,
			MaxContent: c.Capture.MaxContentSize, Logs: p.logs != nil,
			Resource: func(r pcommon.Resource) { r.Attributes().PutStr(semconv.ServiceName, name) },
			Scope:    metadata.ScopeName, Version: p.set.BuildInfo.Version, Random: mathrand.Uint64,
		},
	}
}

// newRoute makes the way to one server, and returns what holds the connections.
func newRoute(ctx context.Context, host component.Host, c *RouteConfig) (proxy.Route, *http.Transport, error) {
	upstream, err := url.Parse(c.Upstream)
	if err != nil {
		return proxy.Route{}, nil, errors.New("upstream: must be a URL")
	}
	tlsConfig, err := c.TLS.LoadTLSConfig(ctx)
	if err != nil {
		return proxy.Route{}, nil, fmt.Errorf("tls: %w", err)
	}
	connections := &http.Transport{
		Proxy: http.ProxyFromEnvironment, TLSClientConfig: tlsConfig, ForceAttemptHTTP2: true,
		DisableCompression: true, // it would ask for gzip where the client did not
		MaxIdleConns:       0, MaxIdleConnsPerHost: maxIdleConns, IdleConnTimeout: 90 * time.Second,
		DialContext:         proxy.Dialing(&net.Dialer{Timeout: 30 * time.Second, KeepAlive: 30 * time.Second}),
		TLSHandshakeTimeout: 10 * time.Second,
	}
	var reach http.RoundTripper = connections
	if c.Auth.HasValue() {
		auth, err := c.Auth.Get().GetHTTPClientAuthenticator(ctx, host.GetExtensions())
		if err != nil {
			return proxy.Route{}, nil, fmt.Errorf("auth: %w", err)
		}
		if reach, err = auth.RoundTripper(reach); err != nil {
			return proxy.Route{}, nil, fmt.Errorf("auth: %w", err)
		}
	}
	return proxy.Route{Name: cmp.Or(c.Name, upstream.Host), Path: c.path(), Upstream: upstream, Transport: reach}, connections, nil
}

// maxIdleConns is how many connections to one server are kept for the next requests.
const maxIdleConns = 256

func portOf(u *url.URL) int64 {
	text := u.Port()
	if text == "" {
		text = u.Scheme
	}
	port, err := net.LookupPort("tcp", text)
	if err != nil {
		return 0
	}
	return int64(port)
}

// stop lets requests come to their end for a while, breaks off what then still goes on
// and records everything that is open, once.
func (p *proxyServer) stop(ctx context.Context) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	if !p.running {
		return nil
	}
	p.running = false
	drain, cancel := context.WithTimeout(ctx, p.config.DrainTimeout)
	defer cancel()
	err := p.server.Shutdown(drain)
	if err != nil {
		err = p.server.Close() // streams of events have no end of their own
	}
	p.serving.Wait()
	for _, o := range p.observers {
		o.Stop()
	}
	p.observers = nil
	for _, u := range p.upstreams {
		u.CloseIdleConnections()
	}
	p.upstreams = nil
	err = errors.Join(err, p.sender.stop(ctx))
	p.telemetry.Shutdown()
	return err
}
