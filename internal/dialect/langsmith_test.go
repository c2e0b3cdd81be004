package dialect_test

import "testing"

var langsmithExamples = []example{
	{
		"a tool's run has inputs and outputs under the names of messages",
		given{scope: "langsmith", name: "add", status: "ok", attrs: attrs{
			"langsmith.span.kind": "tool", "gen_ai.operation.name": "execute_tool", "gen_ai.system": "langchain",
			"gen_ai.serialized.name": "add", "gen_ai.prompt": `{"input":"{'a': 1}"}`, "gen_ai.completion": `{"output":"2"}`,
			"langsmith.metadata.thread_id": "t", "langsmith.metadata.session_id": "s", "langsmith.trace.session_id": "project",
		}},
		`langsmith: internal "execute_tool add" unset
		gen_ai.conversation.id "t"
		gen_ai.operation.name "execute_tool"
		gen_ai.provider.name "langchain"
		gen_ai.tool.call.arguments "{\"input\":\"{'a': 1}\"}"
		gen_ai.tool.call.result "{\"output\":\"2\"}"
		gen_ai.tool.name "add"
		langsmith.metadata.session_id "s"
		langsmith.trace.session_id "project"`,
	},
	{
		"the kind is a marker when the scope was lost, and the run's name the tool's",
		given{name: "add", attrs: attrs{"langsmith.span.kind": "tool"}},
		`langsmith: internal "execute_tool add" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "add"`,
	},
	{
		"a model's run keeps its messages",
		given{scope: "langsmith", name: "ChatOpenAI", attrs: attrs{
			"langsmith.span.kind": "llm", "gen_ai.operation.name": "chat", "gen_ai.prompt": "{}", "gen_ai.usage.input_tokens": 3,
		}},
		`langsmith: internal "ChatOpenAI" unset
		gen_ai.operation.name "chat"
		gen_ai.prompt "{}"
		gen_ai.usage.input_tokens int 3`,
	},
	{
		"a chain is no operation, even if its name is one",
		given{scope: "langsmith", name: "chat", attrs: attrs{
			"langsmith.span.kind": "chain", "gen_ai.operation.name": "chain", "gen_ai.system": "langchain", "gen_ai.usage.input_tokens": 3,
		}},
		`langsmith: internal "chat" unset
		gen_ai.system "langchain"
		gen_ai.usage.input_tokens int 3
		langsmith.span.kind "chain"
		mcp.span.type "structure"`,
	},
	{
		"filling in a prompt is no chat",
		given{scope: "langsmith", name: "ChatPromptTemplate", attrs: attrs{"langsmith.span.kind": "prompt", "gen_ai.operation.name": "chat"}},
		`langsmith: internal "ChatPromptTemplate" unset
		langsmith.span.kind "prompt"`,
	},
	{
		"a retriever retrieves",
		given{scope: "langsmith", name: "docs", attrs: attrs{"langsmith.span.kind": "retriever", "gen_ai.operation.name": "embeddings"}},
		`langsmith: internal "docs" unset
		gen_ai.operation.name "retrieval"`,
	},
	{"a parser is neither", given{scope: "langsmith", name: "StrOutputParser", attrs: attrs{"langsmith.span.kind": "parser"}}, asStructure},
}

func TestLangSmith(t *testing.T) { check(t, langsmithExamples) }
