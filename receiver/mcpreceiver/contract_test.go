package mcpreceiver

import (
	"bytes"
	"fmt"
	"net/http"
	"strconv"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/plog/plogotlp"
	"go.opentelemetry.io/collector/pdata/pmetric/pmetricotlp"
	"go.opentelemetry.io/collector/pdata/ptrace/ptraceotlp"
	"go.opentelemetry.io/collector/pipeline"
	"go.opentelemetry.io/collector/receiver/receivertest"
)

// TestConsumeContract checks for each signal that data is accepted, retried or
// dropped exactly as the next consumer answers, under concurrency.
func TestConsumeContract(t *testing.T) {
	for signal, request := range map[pipeline.Signal]func(id receivertest.UniqueIDAttrVal) ([]byte, error){
		pipeline.SignalTraces: func(id receivertest.UniqueIDAttrVal) ([]byte, error) {
			td := receivertest.CreateOneSpanWithID(id)
			td.ResourceSpans().At(0).ScopeSpans().At(0).Spans().At(0).Attributes().PutStr("mcp.method.name", "tools/call")
			return ptraceotlp.NewExportRequestFromTraces(td).MarshalProto()
		},
		pipeline.SignalMetrics: func(id receivertest.UniqueIDAttrVal) ([]byte, error) {
			return pmetricotlp.NewExportRequestFromMetrics(receivertest.CreateGaugeMetricWithID(id)).MarshalProto()
		},
		pipeline.SignalLogs: func(id receivertest.UniqueIDAttrVal) ([]byte, error) {
			return plogotlp.NewExportRequestFromLogs(receivertest.CreateOneLogWithID(id)).MarshalProto()
		},
	} {
		t.Run(signal.String(), func(t *testing.T) {
			at := freeAddress(t)
			cfg, err := parseYAML(t, fmt.Sprintf("otlp: {protocols: {http: {endpoint: %q}}}", at))
			require.NoError(t, err)
			receivertest.CheckConsumeContract(receivertest.CheckConsumeContractParams{
				T: t, Factory: NewFactory(), Signal: signal, Config: cfg, GenerateCount: 200,
				Generator: &sender{t: t, url: "http://" + at + "/v1/" + signal.String(), request: request},
			})
		})
	}
}

// sender posts one item at a time and tries again for as long as it is told to.
type sender struct {
	t       *testing.T
	url     string
	request func(receivertest.UniqueIDAttrVal) ([]byte, error)
	client  *http.Client
	last    atomic.Int64
}

func (s *sender) Start() { s.client = &http.Client{Transport: &http.Transport{}} }
func (s *sender) Stop()  { s.client.CloseIdleConnections() }

func (s *sender) Generate() []receivertest.UniqueIDAttrVal {
	id := receivertest.UniqueIDAttrVal(strconv.FormatInt(s.last.Add(1), 10))
	body, err := s.request(id)
	require.NoError(s.t, err)
	for range 1000 {
		resp, err := s.client.Post(s.url, "application/x-protobuf", bytes.NewReader(body))
		require.NoError(s.t, err)
		require.NoError(s.t, resp.Body.Close())
		if resp.StatusCode != http.StatusServiceUnavailable {
			return []receivertest.UniqueIDAttrVal{id}
		}
	}
	s.t.Error("refused a thousand times")
	return nil
}
