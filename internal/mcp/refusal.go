package mcp

import "strings"

// RefusedArgumentsText reports whether text is what a server answers, as isError or as
// a protocol error, when the arguments of a call do not fit the tool's schema:
//
//	MCP error -32602: Input validation error: Invalid arguments for tool x   (TypeScript SDK 1)
//	Input validation error: Invalid arguments for tool x: …                  (TypeScript SDK 2)
//	Error executing tool x: 1 validation error for xArguments                (Python SDK 1.30 and 2.3)
//	2 validation errors for call[x]                                          (FastMCP 4.1)
//	validating "arguments": validating root: …                               (Go SDK 1.8)
//	failed to deserialize parameters: invalid type: …                        (Rust SDK 3.9)
//	Tool (x) input validation failed: Validation failed: …                   (Java SDK 2.1)
//
// Python's are the words of pydantic, which checks the tool's signature. A model of the
// tool's own has another name, and its error is the tool's.
func RefusedArgumentsText(text string) bool {
	for _, words := range [...]string{invalidParamsPrefix, "Input validation error: Invalid arguments for tool ", `validating "arguments": `, "failed to deserialize parameters: "} {
		if strings.HasPrefix(text, words) {
			return true
		}
	}
	if rest, ok := strings.CutPrefix(text, "Tool ("); ok {
		name, _, ok := strings.Cut(rest, ") input validation failed: ")
		return ok && !strings.ContainsAny(name, " \n")
	}
	const failed, invalid = "Error executing tool ", " for "
	tool := ""
	if rest, ok := strings.CutPrefix(text, failed); ok {
		tool, text, _ = strings.Cut(rest, ": ")
	}
	text, _, _ = strings.Cut(text, "\n")
	count, model, _ := strings.Cut(text, invalid)
	if !countsValidationErrors(count) {
		return false
	}
	if tool != "" {
		return model == tool+"Arguments"
	}
	return strings.HasPrefix(model, "call[") && strings.HasSuffix(model, "]")
}

// countsValidationErrors reports whether text begins an error of pydantic's:
// "1 validation error", "2 validation errors".
func countsValidationErrors(text string) bool {
	count, what, _ := strings.Cut(text, " ")
	return count != "" && strings.Trim(count, "0123456789") == "" &&
		(what == "validation error" || what == "validation errors")
}
