package mcpspan

import (
	"fmt"
	"math/bits"
	"unsafe"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// field is what an attribute says something of. Those that are a text come first: where it is
// put takes no decision.
type field uint8

const (
	fieldMethod field = iota
	fieldOperation
	fieldTool
	fieldToolType
	fieldToolCallID
	fieldPrompt
	fieldResourceURI
	fieldResourceTemplate
	fieldResultDigest
	fieldRequestID
	fieldSessionID
	fieldConversationID
	fieldProtocolVersion
	fieldJsonrpcVersion
	fieldTransport
	fieldNetworkProtocol
	fieldNetworkVersion
	fieldServerAddress
	fieldServerName
	fieldClientName
	fieldAgent
	fieldProvider
	fieldRequestModel
	fieldResponseModel
	fieldWorkflow
	fieldSessionEvidence
	fieldSessionKey
	fieldErrorType
	fieldStatusCode
	numTexts

	// Captured content may be something else than a text.
	fieldArguments field = iota - 1
	fieldResult
	numPlaces

	// Words are texts of which there are few.
	fieldSpanType field = iota - 2
	fieldRole
	fieldOutcome
	numWords

	fieldUnknown field = iota - 2
	fieldPort
	fieldInputTokens
	fieldOutputTokens
	fieldCacheReadTokens
	fieldCacheWriteTokens
	fieldReasoningTokens
	fieldFirstChunk
	fieldAccepted
	fieldDeclined
	fieldDismissed
	fieldRepaired
	fieldLong
	fieldRequestSize
	fieldResponseSize
	fieldContentSize
	fieldTurns
	fieldToolCalls
	fieldRedacted
	fieldSource
	fieldDuplicate
)

// places are where in a call the fields are that are a text.
var places = func() (at [numPlaces]uintptr) {
	var c mcp.Call
	for f, text := range [numPlaces]*string{
		fieldMethod: &c.Method, fieldOperation: &c.Operation, fieldTool: &c.Tool, fieldToolType: &c.ToolType, fieldToolCallID: &c.ToolCallID,
		fieldPrompt: &c.Prompt, fieldResourceURI: &c.ResourceURI, fieldResourceTemplate: &c.Resource, fieldResultDigest: &c.ResultDigest,
		fieldRequestID: &c.RequestID, fieldSessionID: &c.SessionID, fieldConversationID: &c.ConversationID,
		fieldProtocolVersion: &c.ProtocolVersion, fieldJsonrpcVersion: &c.JSONRPCVersion, fieldTransport: &c.Transport,
		fieldNetworkProtocol: &c.NetworkProtocol, fieldNetworkVersion: &c.NetworkProtocolVersion, fieldServerAddress: &c.ServerAddress,
		fieldServerName: &c.ServerName, fieldClientName: &c.ClientName, fieldAgent: &c.Agent, fieldProvider: &c.Provider,
		fieldRequestModel: &c.RequestModel, fieldResponseModel: &c.ResponseModel, fieldWorkflow: &c.Workflow,
		fieldSessionEvidence: &c.SessionEvidence, fieldSessionKey: &c.SessionKey, fieldErrorType: &c.ErrorType, fieldStatusCode: &c.StatusCode,
		fieldArguments: &c.Arguments, fieldResult: &c.Result,
	} {
		at[f] = uintptr(unsafe.Pointer(text)) - uintptr(unsafe.Pointer(&c))
	}
	return at
}()

// fieldsByKey are the attributes that Decode knows.
var fieldsByKey = map[string]field{
	semconv.MCPMethodName:                 fieldMethod,
	semconv.GenAIOperationName:            fieldOperation,
	semconv.GenAIToolName:                 fieldTool,
	semconv.GenAIToolType:                 fieldToolType,
	semconv.GenAIToolCallID:               fieldToolCallID,
	semconv.GenAIPromptName:               fieldPrompt,
	semconv.MCPResourceURI:                fieldResourceURI,
	semconv.MCPResourceTemplate:           fieldResourceTemplate,
	semconv.MCPResultDigest:               fieldResultDigest,
	semconv.JSONRPCRequestID:              fieldRequestID,
	semconv.MCPSessionID:                  fieldSessionID,
	semconv.GenAIConversationID:           fieldConversationID,
	semconv.MCPProtocolVersion:            fieldProtocolVersion,
	semconv.JSONRPCVersion:                fieldJsonrpcVersion,
	semconv.NetworkTransport:              fieldTransport,
	semconv.NetworkProtocolName:           fieldNetworkProtocol,
	semconv.NetworkProtocolVersion:        fieldNetworkVersion,
	semconv.ServerAddress:                 fieldServerAddress,
	semconv.ServerPort:                    fieldPort,
	semconv.MCPServerName:                 fieldServerName,
	semconv.MCPClientName:                 fieldClientName,
	semconv.GenAIAgentName:                fieldAgent,
	semconv.GenAIProviderName:             fieldProvider,
	semconv.GenAIRequestModel:             fieldRequestModel,
	semconv.GenAIResponseModel:            fieldResponseModel,
	semconv.GenAIUsageInputTokens:         fieldInputTokens,
	semconv.GenAIUsageOutputTokens:        fieldOutputTokens,
	semconv.GenAIUsageCacheReadTokens:     fieldCacheReadTokens,
	semconv.GenAIUsageCacheWriteTokens:    fieldCacheWriteTokens,
	semconv.GenAIUsageReasoningTokens:     fieldReasoningTokens,
	semconv.GenAIResponseTimeToFirstChunk: fieldFirstChunk,
	semconv.GenAIWorkflowName:             fieldWorkflow,
	semconv.MCPElicitationAccept:          fieldAccepted,
	semconv.MCPElicitationDecline:         fieldDeclined,
	semconv.MCPElicitationCancel:          fieldDismissed,
	semconv.MCPStatusRepaired:             fieldRepaired,
	semconv.MCPCallLong:                   fieldLong,
	semconv.MCPRequestSize:                fieldRequestSize,
	semconv.MCPResponseSize:               fieldResponseSize,
	semconv.MCPContentSize:                fieldContentSize,
	semconv.MCPSessionEvidence:            fieldSessionEvidence,
	semconv.MCPSessionKey:                 fieldSessionKey,
	semconv.MCPSessionTurnCount:           fieldTurns,
	semconv.MCPSessionToolCallCount:       fieldToolCalls,
	semconv.ErrorType:                     fieldErrorType,
	semconv.RPCResponseStatusCode:         fieldStatusCode,
	semconv.RPCStatusCode:                 fieldStatusCode,
	semconv.GenAIToolCallArguments:        fieldArguments,
	semconv.GenAIToolCallResult:           fieldResult,
	semconv.MCPRedactionCounts:            fieldRedacted,
	semconv.MCPSpanType:                   fieldSpanType,
	semconv.MCPCallSource:                 fieldSource,
	semconv.MCPDuplicate:                  fieldDuplicate,
	semconv.MCPCallRole:                   fieldRole,
	semconv.MCPCallOutcome:                fieldOutcome,
}

// directory finds the field of a key by eight bytes of its first half, its last eight and its
// length, which no two keys share. The factor is one for which each key has a slot of its own.
type directory struct {
	slots  [1 << slotBits]slot
	factor uint64
}

const (
	slotBits = 8
	wordSize = 8
	minKey   = 10 // bytes; error.type has as many
	maxKey   = 6 * wordSize
	maxTries = 1 << 16
)

// slot is what is known of a key: all of its words, some of them twice. Those of a key of up to
// 16 bytes are the first and the last, to which come the second up to 24, the last but one up to 32.
type slot struct {
	first, last, second, butLast, third, fourth uint64
	length                                      int    // -1 if there is no key
	place                                       uint32 // in a call, of what is a text; else 0
	field                                       field
}

var keys = newDirectory(fieldsByKey)

// noSlot is that of every key that nobody knows. No key is the one of it.
var noSlot = slot{length: -1, field: fieldUnknown}

// newDirectory looks for a factor. It panics if there is none, which is a fault of the keys.
func newDirectory(fields map[string]field) *directory {
	d := &directory{factor: 0x9e3779b97f4a7c15}
	for range maxTries {
		if d.fill(fields) {
			return d
		}
		d.factor = d.factor*0xd1342543de82ef95 + 0x2545f4914f6cdd1c // odd, as it was
	}
	panic(fmt.Sprintf("no factor gives %d keys of %d to %d bytes a slot each", len(fields), minKey, maxKey))
}

// fill puts keys into their slots and reports whether each has one.
func (d *directory) fill(fields map[string]field) bool {
	for i := range d.slots {
		d.slots[i] = noSlot
	}
	for key, f := range fields {
		if len(key) < minKey || len(key) > maxKey {
			return false
		}
		s := &d.slots[d.at(key)]
		if s.length >= 0 {
			return false
		}
		*s = slotOf(key, f)
		if f < numPlaces {
			s.place = uint32(places[f])
		}
	}
	return true
}

func slotOf(key string, f field) slot {
	s := slot{first: wordAt(key, 0), last: wordAt(key, len(key)-wordSize), length: len(key), field: f}
	if len(key) > 2*wordSize {
		s.second, s.butLast = wordAt(key, wordSize), wordAt(key, len(key)-2*wordSize)
	}
	if len(key) > 4*wordSize {
		s.third, s.fourth = wordAt(key, 2*wordSize), wordAt(key, 3*wordSize)
	}
	return s
}

// is reports whether a key is that of the slot.
func (s *slot) is(key string) bool {
	return s.ends(key) && (len(key) <= 2*wordSize || s.middle(key))
}

// ends reports whether a key is as long as that of the slot, and has the same first and last word. There
// are no more in a key of two words.
func (s *slot) ends(key string) bool {
	return len(key) == s.length && wordAt(key, 0) == s.first && wordAt(key, len(key)-wordSize) == s.last
}

// middle reports whether a key that is longer has the same words between them.
func (s *slot) middle(key string) bool {
	return wordAt(key, wordSize) == s.second && (len(key) <= 3*wordSize ||
		wordAt(key, len(key)-2*wordSize) == s.butLast && (len(key) <= 4*wordSize ||
			wordAt(key, 2*wordSize) == s.third && wordAt(key, 3*wordSize) == s.fourth))
}

// find returns the slot of a key, and one of no key if there is none.
func (d *directory) find(key string) *slot {
	if len(key) >= minKey {
		if s := &d.slots[d.at(key)]; s.is(key) {
			return s
		}
	}
	return &noSlot
}

// at returns the only slot that a key may be in. The key must not be shorter than all.
func (d *directory) at(key string) uint8 {
	mixed := bits.RotateLeft64(wordAt(key, len(key)>>2), wordSize) ^ wordAt(key, len(key)-wordSize) ^ uint64(len(key))
	return uint8(mixed * d.factor >> (64 - slotBits))
}

// wordAt are the eight bytes at a place of a text, which must have them. It is here since a check
// of each word costs more than the word.
func wordAt(text string, at int) uint64 {
	return *(*uint64)(unsafe.Add(unsafe.Pointer(unsafe.StringData(text)), at))
}
