package dialect

import (
	"encoding/json"
	"strings"

	"github.com/tidwall/gjson"
)

// maxJSON bounds the text that is parsed. Arguments and results beyond it are
// kept as they are.
const maxJSON = 1 << 20

// parse returns the JSON object or array in text. Text that is not entirely
// valid, which includes text cut by an attribute length limit, is not JSON.
// Validity is checked by the standard library because its depth is bounded.
func parse(text string) (gjson.Result, bool) {
	if len(text) < 2 || len(text) > maxJSON || text[0] != '{' && text[0] != '[' {
		return gjson.Result{}, false
	}
	if !json.Valid([]byte(text)) {
		return gjson.Result{}, false
	}
	return gjson.Parse(text), true
}

// toolError returns the text of the first content part of a CallToolResult, and
// whether the object has a true member isError at its top level. It looks for
// the words first because it runs on every captured result, and most of them say
// false or nothing.
func toolError(text string) (first string, isError bool) {
	if !mentionsError(text) {
		return "", false
	}
	result, ok := parse(text)
	if !ok || !result.IsObject() {
		return "", false
	}
	result.ForEach(func(name, value gjson.Result) bool {
		if name.Str == "isError" {
			isError = value.Type == gjson.True // the last one counts, as in the SDKs
		}
		return true
	})
	if !isError {
		return "", false
	}
	return result.Get("content.0.text").String(), true
}

// mentionsError reports whether the words "isError" and true stand together
// anywhere in the text, as a member would be written. It searches for the part of
// the name that begins with a rare letter: quotes are everywhere in JSON.
func mentionsError(text string) bool {
	const head, tail = `"is`, `Error"`
	for {
		at := strings.Index(text, tail)
		if at < 0 {
			return false
		}
		named := strings.HasSuffix(text[:at], head)
		text = text[at+len(tail):]
		value, ok := strings.CutPrefix(strings.TrimLeft(text, jsonSpace), ":")
		if named && ok && strings.HasPrefix(strings.TrimLeft(value, jsonSpace), "true") {
			return true
		}
	}
}

// jsonSpace is the white space of RFC 8259, section 2.
const jsonSpace = " \t\r\n"

// scalar returns a JSON string or number as text, and "" for anything else.
func scalar(value gjson.Result) string {
	if value.Type == gjson.String || value.Type == gjson.Number {
		return value.String()
	}
	return ""
}
