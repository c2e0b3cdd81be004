package dialect

import (
	"strings"

	"github.com/tidwall/gjson"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// langfuse is the SDK of langfuse.com, version 5 of Python, of 2026-11; attributes are the
// same since version 3. Spans are observations: INTERNAL, named like what they
// observe, with input, output and usage as JSON. Spans of other instrumentations, which
// the SDK exports too, are not its dialect.
var langfuse = &Dialect{
	Name:     "langfuse",
	Scopes:   []string{"langfuse-sdk"},
	Markers:  []string{langfuseType},
	Reads:    []string{langfuseInput, langfuseOutput, langfuseLevel, langfuseMessage, langfuseUsage, langfuseCost},
	Identify: langfuseIdentify,
	Fix:      langfuseFix,
	Renames:  true,
	Aliases: []Alias{
		{From: "session.id", To: semconv.GenAIConversationID, Keep: true},
		{From: "langfuse.observation.model.name", To: semconv.GenAIRequestModel},
	},
}

const (
	langfuseType    = "langfuse.observation.type"
	langfuseInput   = "langfuse.observation.input"
	langfuseOutput  = "langfuse.observation.output"
	langfuseLevel   = "langfuse.observation.level"
	langfuseMessage = "langfuse.observation.status_message"
	langfuseUsage   = "langfuse.observation.usage_details"
	langfuseCost    = "langfuse.observation.cost_details"
)

// langfuseOperations are the types of observations that are operations.
var langfuseOperations = map[string]string{
	"tool":       semconv.OperationExecuteTool,
	"agent":      semconv.OperationInvokeAgent,
	"generation": semconv.OperationChat,
	"embedding":  semconv.OperationEmbeddings,
	"retriever":  semconv.OperationRetrieval,
}

func langfuseIdentify(s *Span) {
	kind := s.Text(langfuseType)
	s.Put(semconv.GenAIOperationName, langfuseOperations[kind])
	if kind != "" && !s.identified() {
		s.state(mcp.KindStructure) // "span", "chain", "event", "guardrail", "evaluator"
	}
}

func langfuseFix(s *Span) {
	operation := s.Text(semconv.GenAIOperationName)
	if operation != "" && operation == langfuseOperations[s.Text(langfuseType)] {
		s.drop(langfuseType)
	}
	switch operation {
	case semconv.OperationExecuteTool:
		langfuseTool(s)
	case semconv.OperationInvokeAgent:
		s.Put(semconv.GenAIAgentName, strings.TrimPrefix(s.Name(), "invoke_agent "))
	case semconv.OperationChat, semconv.OperationEmbeddings:
		usage, _ := parse(s.Text(langfuseUsage))
		s.putCount(semconv.GenAIUsageInputTokens, usage.Get("input"))
		s.putCount(semconv.GenAIUsageOutputTokens, usage.Get("output"))
		if cost, _ := parse(s.Text(langfuseCost)); cost.Get("total").Type == gjson.Number && !s.Has(semconv.MCPCost) {
			s.attribute(semconv.MCPCost).SetDouble(cost.Get("total").Float())
		}
	}
}

// langfuseTool makes a call of an observed tool. Its level is what the application says
// of the end, for which the SDK sets the status.
func langfuseTool(s *Span) {
	s.Put(semconv.GenAIToolName, strings.TrimPrefix(s.Name(), "execute_tool "))
	s.move(langfuseInput, semconv.GenAIToolCallArguments)
	s.move(langfuseOutput, semconv.GenAIToolCallResult)
	if s.Text(langfuseLevel) == "ERROR" {
		s.fail()
		s.outcomeFromText(s.Text(langfuseMessage))
	} else if result := s.Text(semconv.GenAIToolCallResult); mentionsToolMessage(result) {
		message, _ := parse(result)
		if text, failed := caughtFailure(message.Get("content").Str); failed {
			s.fail()
			s.outcomeFromText(text)
		}
	}
}

// putCount sets a number that is a whole one and not below zero, unless there is one.
func (s *Span) putCount(key string, n gjson.Result) {
	if n.Type == gjson.Number && n.Num >= 0 && n.Num == float64(n.Int()) && !s.Has(key) {
		s.attribute(key).SetInt(n.Int())
	}
}
