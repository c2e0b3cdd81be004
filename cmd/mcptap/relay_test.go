package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// conversation is cut off at every byte.
const conversation = `{"jsonrpc":"2.0","id":1,"method":"tools/call","params":{"name":"sun"}}` + "\n" +
	`{"jsonrpc":"2.0","id":2,"method":"ping"}` + "\n"

// modes are those in which bytes must pass alike.
var modes = map[string][]string{
	"observed":     {absent},
	"not observed": {"OTEL_SDK_DISABLED=true"},
}

// TestBytes compares every byte of a long conversation in pieces of any size, in both
// directions at once: text in lines, lines that are longer than anything that is looked
// at, and bytes that are no text.
func TestBytes(t *testing.T) {
	random := rand.New(rand.NewPCG(3, 4))
	noise := make([]byte, 8<<20)
	for i := range noise {
		noise[i] = byte(random.Uint32())
	}
	for name, content := range map[string][]byte{
		"noise": noise,
		"lines": bytes.Repeat([]byte(conversation), 40_000),
		"one line of 64 MB": append(append([]byte(`{"jsonrpc":"2.0","id":1,"result":{"text":"`),
			bytes.Repeat([]byte("0123456789abcdef"), 4<<20)...), "\"}}\r\n"...),
		"nothing": nil,
	} {
		for mode, env := range modes {
			t.Run(name+" "+mode, func(t *testing.T) {
				p := start(t, env, nil, "echo")
				go inPieces(p.stdin, content)
				heard := sha256.New()
				n, err := io.Copy(heard, p.stdout)
				require.NoError(t, err)
				require.EqualValues(t, len(content), n)
				sum := fmt.Sprintf("%x", sha256.Sum256(content))
				require.Equal(t, sum, hex.EncodeToString(heard.Sum(nil)), "what the client heard")
				require.Zero(t, p.end())
				require.Equal(t, sum, p.stderr.String(), "what the server heard")
			})
		}
	}
}

// inPieces writes in pieces of any size, and closes.
func inPieces(to io.WriteCloser, b []byte) {
	random := rand.New(rand.NewPCG(5, 6))
	for len(b) > 0 {
		n := min(len(b), 1+random.IntN(1<<(1+random.IntN(20))))
		if _, err := to.Write(b[:n]); err != nil {
			return
		}
		b = b[n:]
	}
	_ = to.Close()
}

func TestServerClosesItsOutput(t *testing.T) {
	p := start(t, nil, nil, "halves")
	require.Equal(t, "said", p.hear(), "the end comes before the server's")
	p.say(strings.Repeat("x", 100_000))
	require.NoError(t, p.stdin.Close())
	require.Equal(t, 7, p.end())
	require.Equal(t, "heard 100000", p.stderr.String())
}

func TestServerClosesItsInput(t *testing.T) {
	p := start(t, nil, nil, "deaf")
	var err error
	for range 1000 { // a pipe that nobody reads breaks, for the client as well
		if _, err = p.stdin.Write(make([]byte, 1<<10)); err != nil {
			break
		}
		time.Sleep(time.Millisecond)
	}
	require.Error(t, err)
	require.Equal(t, "said", p.hear())
	require.Equal(t, 8, p.end())
}

func TestClientClosesItsOutput(t *testing.T) {
	p := start(t, nil, nil, "mute")
	p.say("hello")
	require.NoError(t, p.stdin.Close())
	require.Equal(t, "heard 5", p.hear())
	require.Zero(t, p.end())
}

func TestClientStopsHearing(t *testing.T) {
	p := start(t, nil, nil, "endless")
	_, err := io.ReadFull(p.stdout, make([]byte, 10_000))
	require.NoError(t, err)
	require.NoError(t, p.stdout.Close())
	require.Equal(t, 9, p.end())
	require.Equal(t, "nobody hears", p.stderr.String())
}

// TestServerDiesAtEveryByte cuts the conversation off from the server's side.
func TestServerDiesAtEveryByte(t *testing.T) {
	t.Parallel()
	for n := range len(conversation) + 1 {
		how, status := "exits", 3
		if n%2 == 1 && canKill {
			how, status = "killed", 128+9
		}
		p := start(t, nil, []string{"-flush-timeout=0s"}, "die", strconv.Itoa(n), how)
		p.say(conversation[:n])
		require.Equal(t, conversation[:n], p.hear())
		require.Equal(t, status, p.end(), "after %d bytes", n)
		require.Empty(t, p.stderr.String())
	}
}

// TestClientClosesAtEveryByte cuts it off from the client's.
func TestClientClosesAtEveryByte(t *testing.T) {
	t.Parallel()
	for n := range len(conversation) + 1 {
		p := start(t, nil, []string{"-flush-timeout=0s"}, "echo")
		p.say(conversation[:n])
		require.NoError(t, p.stdin.Close())
		require.Equal(t, conversation[:n], p.hear())
		require.Zero(t, p.end(), "after %d bytes", n)
	}
}

func TestExitStatus(t *testing.T) {
	for _, status := range []int{0, 1, 2, 42, 126, 127, 255} {
		p := start(t, nil, nil, "exit", strconv.Itoa(status))
		require.Equal(t, status, p.end())
		require.Empty(t, p.stderr.String())
	}
}

func TestStandardErrorIsTheServers(t *testing.T) {
	p := start(t, nil, nil, "complain")
	require.Zero(t, p.end())
	require.Equal(t, "a complaint", p.stderr.String())
}

// TestNothingIsLostAtTheEnd lets the server end before the client begins to read.
func TestNothingIsLostAtTheEnd(t *testing.T) {
	p := start(t, nil, nil, "burst", "120000")
	time.Sleep(500 * time.Millisecond)
	require.Len(t, p.hear(), 120_000)
	require.Zero(t, p.end())
}

// TestUnresponsiveEndpoint is one that takes a connection and says nothing: the exit
// status comes when the time for telemetry is over.
func TestUnresponsiveEndpoint(t *testing.T) {
	endpoint := "OTEL_EXPORTER_OTLP_ENDPOINT=http://" + unresponsive(t)
	for _, protocol := range []string{"grpc", "http/protobuf"} {
		p := start(t, []string{endpoint, "OTEL_EXPORTER_OTLP_PROTOCOL=" + protocol}, []string{"-flush-timeout=700ms"}, "server")
		p.ask(`{"jsonrpc":"2.0","id":1,"method":"ping"}`)
		require.NoError(t, p.stdin.Close())
		began := time.Now()
		require.Zero(t, p.end())
		took := time.Since(began)
		assert.Greater(t, took, 500*time.Millisecond, protocol)
		assert.Less(t, took, 5*time.Second, protocol)
		require.Empty(t, p.stderr.String())
	}
}

// TestAbsentEndpoint is one where nobody is: there is nothing to wait for.
func TestAbsentEndpoint(t *testing.T) {
	for _, protocol := range []string{"grpc", "http/protobuf"} {
		p := start(t, []string{"OTEL_EXPORTER_OTLP_PROTOCOL=" + protocol}, []string{"-flush-timeout=20s"}, "server")
		p.ask(`{"jsonrpc":"2.0","id":1,"method":"ping"}`)
		require.NoError(t, p.stdin.Close())
		began := time.Now()
		require.Zero(t, p.end())
		assert.Less(t, time.Since(began), 5*time.Second, protocol)
		require.Empty(t, p.stderr.String())
	}
}

// TestEnvironmentThatIsWrong must not keep a server from running, nor appear in what it
// says.
func TestEnvironmentThatIsWrong(t *testing.T) {
	for _, variable := range []string{
		"OTEL_EXPORTER_OTLP_ENDPOINT=://", "OTEL_EXPORTER_OTLP_PROTOCOL=http/json", "OTEL_EXPORTER_OTLP_PROTOCOL=carrier pigeon",
		"OTEL_EXPORTER_OTLP_CERTIFICATE=/no/such/file", "OTEL_EXPORTER_OTLP_HEADERS=%zz", "OTEL_EXPORTER_OTLP_TIMEOUT=soon",
		"OTEL_RESOURCE_ATTRIBUTES=a=%zz,b", "OTEL_EXPORTER_OTLP_COMPRESSION=zip", "OTEL_SDK_DISABLED=perhaps",
		"OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE=/no/such/file", "OTEL_EXPORTER_OTLP_ENDPOINT=no scheme", "OTEL_TRACES_EXPORTER=zipkin",
	} {
		for _, protocol := range []string{"", "OTEL_EXPORTER_OTLP_TRACES_PROTOCOL=grpc"} {
			env := []string{variable}
			if protocol != "" {
				env = append(env, protocol)
			}
			p := start(t, env, []string{"-flush-timeout=100ms"}, "server")
			require.Contains(t, p.ask(`{"jsonrpc":"2.0","id":1,"method":"ping"}`), `"id":1`, variable)
			require.NoError(t, p.stdin.Close())
			require.Zero(t, p.end(), variable)
			require.Empty(t, p.stderr.String(), variable)
		}
	}
}
