package mcpreceiver

import (
	"crypto/tls"
	"net"
	"slices"
)

// tlsListener speaks TLS, and HTTP/2 to who can.
func tlsListener(inner net.Listener, config *tls.Config) net.Listener {
	for _, protocol := range []string{"h2", "http/1.1"} {
		if !slices.Contains(config.NextProtos, protocol) {
			config.NextProtos = append(config.NextProtos, protocol)
		}
	}
	return tls.NewListener(inner, config)
}
