package harness

import (
	"context"
	"errors"
	"net"
	"net/http"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// PollEvery is the distance between two looks at something awaited.
const PollEvery = 50 * time.Millisecond

// Client gives up on a peer that does not answer.
var Client = &http.Client{Timeout: 5 * time.Second}

// Poll calls check until it returns nil, and fails the test with its last error when that does not happen in time.
func Poll(t testing.TB, within time.Duration, check func() error) {
	t.Helper()
	deadline := time.NewTimer(within)
	defer deadline.Stop()
	tick := time.NewTicker(PollEvery)
	defer tick.Stop()
	for {
		err := check()
		if err == nil {
			return
		}
		select {
		case <-deadline.C:
			t.Fatalf("not after %v: %v", within, err)
		case <-tick.C:
		}
	}
}

// Get returns an error unless url answers 200.
func Get(ctx context.Context, url string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodGet, url, http.NoBody)
	if err != nil {
		return err
	}
	resp, err := Client.Do(req)
	if err != nil {
		return err
	}
	if err := resp.Body.Close(); err != nil {
		return err
	}
	if resp.StatusCode != http.StatusOK {
		return errors.New(resp.Status)
	}
	return nil
}

// Dial returns an error unless something listens at a TCP address.
func Dial(ctx context.Context, address string) error {
	connection, err := new(net.Dialer).DialContext(ctx, "tcp", address)
	if err != nil {
		return err
	}
	return connection.Close()
}

// given are the addresses that were given out: the system may offer one again as soon as nobody listens on it.
var given = make(chan map[string]bool, 1)

func init() { given <- map[string]bool{} }

// FreeAddresses returns n loopback addresses that nothing listens on, and that no other test of the package was given.
func FreeAddresses(t testing.TB, n int) []string {
	t.Helper()
	taken := <-given
	defer func() { given <- taken }()
	var addresses []string
	for len(addresses) < n {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		require.NoError(t, err)
		address := l.Addr().String()
		require.NoError(t, l.Close())
		if !taken[address] {
			taken[address] = true
			addresses = append(addresses, address)
		}
	}
	return addresses
}

// FreeAddress returns one of [FreeAddresses].
func FreeAddress(t testing.TB) string {
	t.Helper()
	return FreeAddresses(t, 1)[0]
}

// Port returns the port of an address.
func Port(t testing.TB, address string) string {
	t.Helper()
	_, port, err := net.SplitHostPort(address)
	require.NoError(t, err)
	return port
}
