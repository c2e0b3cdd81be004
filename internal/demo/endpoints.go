package main

import (
	"context"
	"fmt"
	"net"
	"net/url"
	"slices"
)

// endpoints are where a collector is used.
type endpoints struct {
	health, traces, metrics string   // URLs
	others                  []string // host:port it listens on besides
}

// sidecar holds the addresses of examples/sidecar.yaml.
var sidecar = endpoints{
	health:  "http://127.0.0.1:13133/",
	traces:  "http://127.0.0.1:4318/v1/traces",
	metrics: "http://127.0.0.1:9464/metrics",
	others:  []string{"127.0.0.1:4317", "127.0.0.1:8888", "127.0.0.1:9465"},
}

// free reports an error if something listens on one of the addresses already:
// its answers would be taken for those of our collector.
func (e endpoints) free(ctx context.Context) error {
	addresses := slices.Clone(e.others)
	for _, raw := range []string{e.health, e.traces, e.metrics} {
		u, err := url.Parse(raw)
		if err != nil {
			return err
		}
		addresses = append(addresses, u.Host)
	}
	for _, address := range addresses {
		if err := free(ctx, address); err != nil {
			return fmt.Errorf("the collector needs %s for itself: %w", address, err)
		}
	}
	return nil
}

func free(ctx context.Context, address string) error {
	var lc net.ListenConfig
	l, err := lc.Listen(ctx, "tcp", address)
	if err != nil {
		return err
	}
	return l.Close()
}
