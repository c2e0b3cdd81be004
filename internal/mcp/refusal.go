package mcp

import "strings"

// RefusedArgumentsText reports whether text is what a server answers, as isError or as
// a protocol error, when the arguments of a call do not fit the tool's schema:
//
//	MCP error -32602: Input validation error: Invalid arguments for tool x   (TypeScript SDK 1)
//	Input validation error: Invalid arguments for tool x: …                  (TypeScript SDK 2)
//	Input validation error: 'a' is a required property                       (Python SDK 1.10 to 1.30, low level)
//	Error executing tool x: 1 validation error for yArguments                (Python SDK 1.30 and 2.3)
//	2 validation errors for call[x]                                          (FastMCP 4.1)
//	validating "arguments": validating root: …                               (Go SDK 1.8)
//	failed to deserialize parameters: invalid type: …                        (Rust SDK 3.9)
//	Tool (x) input validation failed: Validation failed: …                   (Java SDK 2.1)
//
// Python's are the words of pydantic, which checks the signature of the tool's function,
// whose name need not be the tool's. A model of the tool's own has another name, and its
// error is the tool's.
func RefusedArgumentsText(text string) bool {
	for _, words := range [...]string{invalidParamsPrefix, "Input validation error: ", `validating "arguments": `, "failed to deserialize parameters: "} {
		if strings.HasPrefix(text, words) {
			return true
		}
	}
	if rest, ok := strings.CutPrefix(text, "Tool ("); ok {
		name, _, ok := strings.Cut(rest, ") input validation failed: ")
		return ok && !strings.ContainsAny(name, " \n")
	}
	rest, failed := strings.CutPrefix(text, "Error executing tool ")
	if failed {
		_, text, _ = strings.Cut(rest, ": ")
	}
	text, _, _ = strings.Cut(text, "\n")
	count, model, _ := strings.Cut(text, " for ")
	if !countsValidationErrors(count) {
		return false
	}
	if failed {
		function, ok := strings.CutSuffix(model, "Arguments")
		return ok && function != "" && !strings.Contains(function, " ")
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

// refusedFor reports whether text is what a server that checks arguments itself says of
// those of the called tool: "Invalid arguments for x: …", also behind the words of an SDK
// or "Error: ". The tool's name is the evidence.
func refusedFor(tool, text string) bool {
	if tool == "" {
		return false
	}
	if rest, ok := strings.CutPrefix(text, "Error executing tool "+tool+": "); ok {
		text = rest
	} else if rest, ok := strings.CutPrefix(text, "Error calling tool '"+tool+"': "); ok { // FastMCP
		text = rest
	}
	text = strings.TrimPrefix(text, "Error: ")
	const invalid = "invalid arguments for "
	if len(text) < len(invalid) || !strings.EqualFold(text[:len(invalid)], invalid) {
		return false
	}
	text = strings.TrimLeft(strings.TrimPrefix(text[len(invalid):], "tool "), quotes)
	rest, ok := strings.CutPrefix(text, tool)
	return ok && (rest == "" || strings.IndexByte(quotes+": ,.;\n", rest[0]) >= 0)
}

// quotes are put around names.
const quotes = "'\"`"
