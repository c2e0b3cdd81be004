package mcp

import "strings"

// operations are the values of gen_ai.operation.name and the kind of
// observation each one is (GenAI conventions main, docs/gen-ai).
var operations = map[string]Kind{
	"chat": KindInference, "generate_content": KindInference,
	"text_completion": KindInference, "embeddings": KindInference,
	"execute_tool": KindToolCall,
	"invoke_agent": KindAgent, "create_agent": KindOperation,
	"invoke_workflow": KindTask, "plan": KindOperation,
	"retrieval": KindOperation, "fetch_response": KindOperation,
	"search_memory": KindOperation, "create_memory": KindOperation,
	"update_memory": KindOperation, "upsert_memory": KindOperation,
	"delete_memory": KindOperation, "create_memory_store": KindOperation,
	"delete_memory_store": KindOperation,
}

// KindOfOperation returns the kind of observation that an operation is, and
// [KindOther] for names that the conventions do not have.
func KindOfOperation(name string) Kind {
	switch name {
	case "":
		return KindOther
	case "execute_tool":
		return KindToolCall
	case "chat":
		return KindInference
	}
	return operations[name]
}

// CutOperation splits text that begins with a known operation, alone or
// followed by a space and a target, as span names do: "chat gpt-5".
func CutOperation(text string) (operation, target string, ok bool) {
	operation, target, _ = strings.Cut(text, " ")
	if KindOfOperation(operation) == KindOther {
		return "", "", false
	}
	return operation, target, true
}
