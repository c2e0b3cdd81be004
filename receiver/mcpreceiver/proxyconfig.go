package mcpreceiver

import (
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
	"time"

	"go.opentelemetry.io/collector/config/configauth"
	"go.opentelemetry.io/collector/config/confignet"
	"go.opentelemetry.io/collector/config/configopaque"
	"go.opentelemetry.io/collector/config/configoptional"
	"go.opentelemetry.io/collector/config/configtls"
)

// ProxyConfig configures the proxy in front of MCP servers that speak HTTP.
type ProxyConfig struct {
	// NetAddr is where the proxy listens. Default localhost:8931.
	NetAddr confignet.TCPAddrConfig `mapstructure:",squash"`
	// TLS is the server side's. Default none.
	TLS configoptional.Optional[configtls.ServerConfig] `mapstructure:"tls"`
	// Auth is the extension that requests have to satisfy. Default none.
	Auth configoptional.Optional[configauth.Config] `mapstructure:"auth"`
	// AllowedOrigins are the values that a request's Origin header may have. Default
	// is to leave that to the servers, which see it as the client sent it.
	AllowedOrigins []string `mapstructure:"allowed_origins"`
	// Routes are the servers; at least one.
	Routes []RouteConfig `mapstructure:"routes"`
	// Capture says what is recorded besides what happened.
	Capture CaptureConfig `mapstructure:"capture"`
	// Sessions says when sessions and turns are over.
	Sessions SessionsConfig `mapstructure:"sessions"`
	// Queue bounds what waits to be inspected.
	Queue ProxyQueueConfig `mapstructure:"queue"`
	// InjectTraceparent adds a traceparent header to requests without one, so that
	// spans of the server behind join the call's. Default false: nothing is added.
	InjectTraceparent bool `mapstructure:"inject_traceparent"`
	// DrainTimeout is how long requests may go on after the proxy was told to stop.
	// Default 10s.
	DrainTimeout time.Duration `mapstructure:"drain_timeout"`
}

// RouteConfig is a path of the proxy and the server behind it.
type RouteConfig struct {
	// Path is what requests to the server begin with.
	Path string `mapstructure:"path"`
	// Upstream is the URL that Path stands for.
	Upstream string `mapstructure:"upstream"`
	// Name stands for the server in telemetry, as service.name. Default the host of
	// Upstream.
	Name string `mapstructure:"name"`
	// TLS is used if Upstream is https.
	TLS configtls.ClientConfig `mapstructure:"tls"`
	// Auth is the extension that adds credentials to requests. Default none: those
	// of the client pass.
	Auth configoptional.Optional[configauth.Config] `mapstructure:"auth"`
}

// CaptureConfig says what content is recorded. All of it is sensitive.
type CaptureConfig struct {
	// Arguments and Results are those of tool calls. Default false.
	Arguments bool `mapstructure:"arguments"`
	Results   bool `mapstructure:"results"`
	// ToolDefinitions are those of tools, and of prompts and resource templates. Name, size and digest are recorded
	// in any case. Default false.
	ToolDefinitions bool `mapstructure:"tool_definitions"`
	// MaxContentSize is the length in bytes beyond which one content is left out.
	// Default 16384.
	MaxContentSize int `mapstructure:"max_content_size"`
	// MaxMessageSize is the length in bytes up to which a message is inspected; of a
	// longer one the beginning and the end are. Default 4194304.
	MaxMessageSize int `mapstructure:"max_message_size"`
}

// SessionsConfig says when sessions and turns are over.
type SessionsConfig struct {
	// IdleTimeout ends a session of which nothing is heard. Default 1h.
	IdleTimeout time.Duration `mapstructure:"idle_timeout"`
	// TurnGap is the longest pause within a turn. Default 30s.
	TurnGap time.Duration `mapstructure:"turn_gap"`
	// HashKey is that of the hashes which stand for session ids. Several Collectors
	// with the same key give a session the same one. Default a random key.
	HashKey configopaque.String `mapstructure:"hash_key"`
}

// ProxyQueueConfig bounds what waits to be inspected, for each route. What finds no room
// is relayed all the same and counted as unseen.
type ProxyQueueConfig struct {
	// Size is the number of pieces of traffic. Default 8192.
	Size int `mapstructure:"size"`
	// Bytes is their length in all. Default 67108864.
	Bytes int64 `mapstructure:"bytes"`
}

const (
	defaultProxyEndpoint = "localhost:8931"
	defaultDrainTimeout  = 10 * time.Second
	minHashKey           = 16
)

func defaultProxyConfig() ProxyConfig {
	return ProxyConfig{
		NetAddr:      confignet.TCPAddrConfig{Endpoint: defaultProxyEndpoint},
		Capture:      CaptureConfig{MaxContentSize: 16 << 10, MaxMessageSize: 4 << 20},
		Sessions:     SessionsConfig{IdleTimeout: time.Hour, TurnGap: 30 * time.Second},
		Queue:        ProxyQueueConfig{Size: 8192, Bytes: 64 << 20},
		DrainTimeout: defaultDrainTimeout,
	}
}

// Validate checks what concerns the proxy as a whole; the framework validates its parts
// and names their path.
func (c *ProxyConfig) Validate() error {
	errs := []error{validateAddress("endpoint", c.NetAddr.Endpoint)}
	if len(c.Routes) == 0 {
		errs = append(errs, errors.New("routes: must have at least one entry, got none"))
	}
	paths := map[string]int{}
	for i := range c.Routes {
		r := &c.Routes[i]
		if first, ok := paths[r.path()]; ok {
			errs = append(errs, fmt.Errorf("routes::%d::path: must be unique, got %q, which is that of routes::%d", i, r.Path, first))
		}
		paths[r.path()] = i
		if u, err := url.Parse(r.Upstream); err == nil && u.Host != "" && sameHost(u, c.NetAddr.Endpoint) {
			errs = append(errs, fmt.Errorf("routes::%d::upstream: must not be the proxy itself, got %q, which is its endpoint", i, r.Upstream))
		}
	}
	if c.DrainTimeout < 0 {
		errs = append(errs, fmt.Errorf("drain_timeout: must not be negative, got %v", c.DrainTimeout))
	}
	return errors.Join(errs...)
}

// sameHost reports whether a URL's host and port are literally an endpoint's.
func sameHost(u *url.URL, endpoint string) bool {
	port := u.Port()
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[u.Scheme]
	}
	return net.JoinHostPort(u.Hostname(), port) == endpoint
}

func (r *RouteConfig) path() string {
	if r.Path == "/" {
		return r.Path
	}
	return strings.TrimSuffix(r.Path, "/")
}

// Validate checks one route.
func (r *RouteConfig) Validate() error {
	var errs []error
	if !strings.HasPrefix(r.Path, "/") || strings.ContainsAny(r.Path, "?#%") {
		errs = append(errs, fmt.Errorf(`path: must begin with "/" and have neither query, fragment nor escapes, got %q`, r.Path))
	}
	u, err := url.Parse(r.Upstream)
	switch {
	case err != nil || u.Scheme != "http" && u.Scheme != "https" || u.Host == "":
		errs = append(errs, errors.New("upstream: must be a URL with scheme http or https and a host"))
	case u.Fragment != "" || u.User != nil:
		errs = append(errs, errors.New("upstream: must have no fragment and no user; credentials belong in an auth extension"))
	}
	return errors.Join(errs...)
}

// Validate checks the bounds.
func (c *CaptureConfig) Validate() error {
	if c.MaxContentSize < 0 {
		return fmt.Errorf("max_content_size: must not be negative, got %d", c.MaxContentSize)
	}
	if c.MaxMessageSize < minMessageSize || c.MaxMessageSize > maxMessageSize {
		return fmt.Errorf("max_message_size: must be from %d to %d, got %d", minMessageSize, maxMessageSize, c.MaxMessageSize)
	}
	return nil
}

const (
	minMessageSize = 4 << 10
	maxMessageSize = 64 << 20
)

// Validate checks the times and the key.
func (c *SessionsConfig) Validate() error {
	var errs []error
	if c.IdleTimeout <= 0 {
		errs = append(errs, fmt.Errorf("idle_timeout: must be positive, got %v", c.IdleTimeout))
	}
	if c.TurnGap <= 0 {
		errs = append(errs, fmt.Errorf("turn_gap: must be positive, got %v", c.TurnGap))
	}
	if n := len(c.HashKey); n > 0 && n < minHashKey {
		errs = append(errs, fmt.Errorf("hash_key: must have at least %d characters, got %d", minHashKey, n))
	}
	return errors.Join(errs...)
}

// Validate checks the bounds.
func (c *ProxyQueueConfig) Validate() error {
	var errs []error
	if c.Size < 1 || c.Size > 1<<20 {
		errs = append(errs, fmt.Errorf("size: must be from 1 to %d, got %d", 1<<20, c.Size))
	}
	if c.Bytes < 1<<20 {
		errs = append(errs, fmt.Errorf("bytes: must be at least %d, got %d", 1<<20, c.Bytes))
	}
	return errors.Join(errs...)
}
