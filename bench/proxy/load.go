package main

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"net/http"
	"slices"
	"strconv"
	"sync"
	"time"
)

// result is what one turn gave.
type result struct {
	calls   int
	errors  int // calls that failed
	took    time.Duration
	latency []time.Duration // sorted
	cpu     time.Duration   // of the side's processes
}

func (r *result) perSecond() float64 { return float64(r.calls) / r.took.Seconds() }

func (r *result) perCall() float64 { return float64(r.cpu) / 1e3 / float64(r.calls) }

func (r *result) quantile(q float64) time.Duration {
	return r.latency[int(q*float64(len(r.latency)-1))]
}

// turn loads a side for a while. Any answer but the right one is an error, after which the session begins again.
func (s *side) turn(ctx context.Context, of *scenario, lasting time.Duration) (result, error) {
	clients := make([]*client, of.sessions)
	for i := range clients {
		c, err := dial(ctx, s.address, of)
		if err != nil {
			return result{}, err
		}
		defer c.close()
		clients[i] = c
	}
	before, err := s.cpu()
	if err != nil {
		return result{}, err
	}
	start := time.Now()
	var all sync.WaitGroup
	errs := make([]error, len(clients))
	for i, c := range clients {
		all.Go(func() { errs[i] = c.callUntil(ctx, start.Add(lasting)) })
	}
	all.Wait()
	r := result{took: time.Since(start)}
	after, err := s.cpu()
	r.cpu = after - before
	for _, c := range clients {
		r.latency = append(r.latency, c.latency...)
		r.errors += c.errors
	}
	slices.Sort(r.latency)
	r.calls = len(r.latency)
	return r, errors.Join(append(errs, err)...)
}

// client is a session with a connection of its own. It is less than an HTTP client, so that it takes little of the
// processors that the sides need.
type client struct {
	conn     net.Conn
	reader   *bufio.Reader
	scenario *scenario
	session  string
	host     string
	request  bytes.Buffer
	body     bytes.Buffer
	want     []byte
	latency  []time.Duration
	errors   int
	last     int
}

const protocol = "2025-06-18"

// dial makes a client and begins a session.
func dial(ctx context.Context, address string, of *scenario) (*client, error) {
	c := &client{scenario: of, host: address, want: bytes.Repeat([]byte("x"), of.size)}
	return c, c.begin(ctx)
}

// maxBegins is how often beginning a session is tried: the plain proxy loses an answer now and then.
const maxBegins = 5

// begin connects and begins a session. What fails before it has begun is counted.
func (c *client) begin(ctx context.Context) (err error) {
	for range maxBegins {
		if err = c.beginOnce(ctx); err == nil || ctx.Err() != nil {
			return err
		}
		c.errors++
		if c.conn != nil {
			c.close()
		}
	}
	return err
}

func (c *client) beginOnce(ctx context.Context) error {
	conn, err := new(net.Dialer).DialContext(ctx, "tcp", c.host)
	if err != nil {
		return err
	}
	c.conn, c.reader, c.session = conn, bufio.NewReaderSize(conn, 64<<10), ""
	head, err := c.post(`{"jsonrpc":"2.0","id":0,"method":"initialize","params":{"protocolVersion":"` + protocol +
		`","capabilities":{},"clientInfo":{"name":"bench","version":"1"}}}`)
	if err != nil {
		return err
	}
	c.session = head.Get("Mcp-Session-Id")
	_, err = c.post(`{"jsonrpc":"2.0","method":"notifications/initialized"}`)
	return err
}

func (c *client) close() { _ = c.conn.Close() } // it was only read from

func (c *client) callUntil(ctx context.Context, end time.Time) error {
	for time.Now().Before(end) && ctx.Err() == nil {
		c.last++
		call := c.scenario.call(c.last)
		start := time.Now()
		if _, err := c.post(call); err != nil {
			c.errors++
			c.close()
			if err := c.begin(ctx); err != nil {
				return err
			}
			continue
		}
		c.latency = append(c.latency, time.Since(start))
		if !bytes.Contains(c.body.Bytes(), c.want) || bytes.Count(c.body.Bytes(), []byte("data: ")) != c.scenario.events {
			return fmt.Errorf("an answer of %d bytes is not the one asked for", c.body.Len())
		}
	}
	return nil
}

// post sends a message and reads the whole answer.
func (c *client) post(body string) (http.Header, error) {
	b := &c.request
	b.Reset()
	b.WriteString("POST /" + c.scenario.tool + " HTTP/1.1\r\nHost: " + c.host + "\r\nUser-Agent: bench/1\r\nContent-Type: application/json\r\n" +
		"Accept: application/json, text/event-stream\r\nAuthorization: Bearer 0123456789abcdef0123456789abcdef\r\n" +
		"Mcp-Protocol-Version: " + protocol + "\r\n")
	if c.session != "" {
		b.WriteString("Mcp-Session-Id: " + c.session + "\r\n")
	}
	b.WriteString("Content-Length: " + strconv.Itoa(len(body)) + "\r\n\r\n" + body)
	if _, err := c.conn.Write(b.Bytes()); err != nil {
		return nil, err
	}
	response, err := http.ReadResponse(c.reader, nil)
	if err != nil {
		return nil, err
	}
	c.body.Reset()
	if _, err := io.Copy(&c.body, response.Body); err != nil {
		return nil, err
	}
	if response.StatusCode/100 != 2 {
		return nil, errors.New(response.Status)
	}
	return response.Header, response.Body.Close()
}
