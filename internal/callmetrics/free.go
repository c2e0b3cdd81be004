package callmetrics

import (
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// free is a label whose text peers choose, and which no call can prove.
type free uint8

const (
	freeErrorType free = iota
	freeStatusCode
	freeProtocolVersion
	freeTransport
	freeNetworkProtocol
	freeNetworkVersion
	freeServerAddress // with the port beside it
	freeServerName
	freeEvidence
	freeToolType
	freeOperation
	freeProvider
	freeRequestModel
	freeResponseModel
	freeAgent
	freeWorkflow
	freeFindingType
	freeSeverity
	freeRedaction
	numFree
)

// freeLabels say of each how many values it has for one resource, besides those that nobody
// can have made up. They are far apart where nobody is hostile: there are some protocols, but
// hundreds of servers behind a gateway.
var freeLabels = [numFree]struct {
	key   string
	most  int
	known func(string) bool // nil is none
}{
	freeErrorType:       {semconv.ErrorType, 64, mcp.KnownError},
	freeStatusCode:      {semconv.RPCResponseStatusCode, 64, mcp.KnownCode},
	freeProtocolVersion: {semconv.MCPProtocolVersion, 16, mcp.KnownVersion},
	freeTransport:       {semconv.NetworkTransport, 16, nil},
	freeNetworkProtocol: {semconv.NetworkProtocolName, 16, nil},
	freeNetworkVersion:  {semconv.NetworkProtocolVersion, 16, nil},
	freeServerAddress:   {semconv.ServerAddress, 512, nil},
	freeServerName:      {semconv.MCPServerName, 512, nil},
	freeEvidence:        {semconv.MCPSessionEvidence, 16, nil},
	freeToolType:        {semconv.GenAIToolType, 16, nil},
	freeOperation:       {semconv.GenAIOperationName, 32, knownOperation},
	freeProvider:        {semconv.GenAIProviderName, 64, nil},
	freeRequestModel:    {semconv.GenAIRequestModel, 256, nil},
	freeResponseModel:   {semconv.GenAIResponseModel, 256, nil},
	freeAgent:           {semconv.GenAIAgentName, 256, nil},
	freeWorkflow:        {semconv.GenAIWorkflowName, 256, nil},
	freeFindingType:     {semconv.MCPFindingType, 128, nil},
	freeSeverity:        {semconv.MCPFindingSeverity, 16, nil},
	freeRedaction:       {semconv.MCPRedactionCategory, 256, nil},
}

func knownOperation(name string) bool { return mcp.KindOfOperation(name) != mcp.KindOther }

// of is where the text of a label is.
func (f free) of(c *mcp.Call, e *Event) *string {
	switch f {
	case freeErrorType:
		return &c.ErrorType
	case freeStatusCode:
		return &c.StatusCode
	case freeProtocolVersion:
		return &c.ProtocolVersion
	case freeTransport:
		return &c.Transport
	case freeNetworkProtocol:
		return &c.NetworkProtocol
	case freeNetworkVersion:
		return &c.NetworkProtocolVersion
	case freeServerAddress:
		return &c.ServerAddress
	case freeServerName:
		return &c.ServerName
	case freeEvidence:
		return &c.SessionEvidence
	case freeToolType:
		return &c.ToolType
	case freeOperation:
		return &c.Operation
	case freeProvider:
		return &c.Provider
	case freeRequestModel:
		return &c.RequestModel
	case freeResponseModel:
		return &c.ResponseModel
	case freeAgent:
		return &c.Agent
	case freeWorkflow:
		return &c.Workflow
	case freeSeverity:
		return &e.Severity
	}
	return &e.Detail
}

// other stands for texts of which there are too many.
func (f free) other() string {
	if f == freeErrorType {
		return semconv.Other // as the conventions have it
	}
	return Other
}

// madeUp reports whether a peer may have made a text up.
func (f free) madeUp(text string) bool {
	known := freeLabels[f].known
	return text != "" && text != f.other() && (known == nil || !known(text))
}

// freeSet are some of these labels, a bit each.
type freeSet uint32

func (s freeSet) has(f free) bool { return s&(1<<f) != 0 }

// freeOf are those among the labels of a rule.
func freeOf(labels []Label) (set freeSet) {
	for f := range numFree {
		for _, label := range labels {
			if label.Key == freeLabels[f].key {
				set |= 1 << f
			}
		}
	}
	return set
}

// fold makes the texts of the labels the ones that stand for too many.
func (s freeSet) fold(c *mcp.Call, e *Event) {
	for f := range numFree {
		if s.has(f) {
			*f.of(c, e) = f.other()
		}
	}
	if s.has(freeServerAddress) {
		c.ServerPort = 0
	}
}
