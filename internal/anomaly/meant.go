package anomaly

import (
	"strings"

	"github.com/otelcol-mcp/otelcol-mcp/internal/threat"
)

// free are names of arguments that hold what somebody has written: commands are what some
// of them are for, and others are text in which anything may stand.
var free = map[string]bool{
	"command": true, "commands": true, "cmd": true, "script": true, "code": true, "source": true, "program": true, "query": true,
	"content": true, "contents": true, "body": true, "text": true, "message": true, "description": true, "comment": true, "note": true,
	"prompt": true, "input": true, "stdin": true, "patch": true, "diff": true, "markdown": true, "html": true, "data": true,
	"new_str": true, "old_str": true, "new_string": true, "old_string": true, "new_text": true, "old_text": true, "file_text": true,
	"title": true, "summary": true, "task": true, "expression": true,
}

// either are names of arguments that hold what somebody has written or where it is.
var either = map[string]bool{"source": true, "input": true, "script": true, "program": true, "data": true, "patch": true}

// meant reports whether a command or a path out is where one may be expected: in an argument
// that holds what somebody has written, by its name. What stands in names, paths and ids
// is not meant.
func meant(kind threat.Kind, arguments string, at int) bool {
	if kind != threat.Shell && kind != threat.Traversal {
		return false
	}
	name := strings.ToLower(member(arguments, at))
	return free[name] && (kind == threat.Shell || !either[name] || !begins(arguments, at))
}

// begins reports whether a text begins with the path that is at an offset: then that is what it
// is, and not a path in what somebody has written.
func begins(text string, at int) bool {
	return !strings.ContainsAny(text[beginning(text, at)+1:at], " \t\r\n\\")
}

// member is the name of the JSON member in whose text an offset is; empty if there is none.
// A quote within the text is escaped, so that the last one that is not begins it.
func member(text string, at int) string {
	end := beginning(text, at)
	if end < 0 {
		return ""
	}
	head := strings.TrimRight(text[:end], " \t\r\n[,")
	for strings.HasSuffix(head, `"`) { // an element of an array, behind others
		before := beginning(head, len(head)-1)
		if before < 0 {
			return ""
		}
		head = strings.TrimRight(head[:before], " \t\r\n[,")
	}
	head = strings.TrimRight(strings.TrimSuffix(head, ":"), " \t\r\n")
	if !strings.HasSuffix(head, `"`) {
		return ""
	}
	name := head[:len(head)-1]
	return name[strings.LastIndexByte(name, '"')+1:]
}

// beginning is where the text begins in which an offset is: its quote, or -1.
func beginning(text string, at int) int {
	for at = strings.LastIndexByte(text[:min(max(at, 0), len(text))], '"'); at > 0; at = strings.LastIndexByte(text[:at], '"') {
		escapes := 0
		for at-1-escapes >= 0 && text[at-1-escapes] == '\\' {
			escapes++
		}
		if escapes%2 == 0 {
			return at
		}
	}
	return at
}
