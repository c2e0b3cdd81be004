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

// saysError reports whether a JSON object has a true member isError at its top
// level, as CallToolResult does. It looks for the words first because it runs on
// every captured result, and most of them say false or nothing.
func saysError(text string) bool {
	if !mentionsError(text) {
		return false
	}
	result, ok := parse(text)
	if !ok || !result.IsObject() {
		return false
	}
	var isError bool
	result.ForEach(func(name, value gjson.Result) bool {
		if name.Str == "isError" {
			isError = value.Type == gjson.True // the last one counts, as in the SDKs
		}
		return true
	})
	return isError
}

// mentionsError reports whether the words "isError" and true stand together
// anywhere in the text, as a member would be written.
func mentionsError(text string) bool {
	const name = `"isError"`
	for {
		at := strings.Index(text, name)
		if at < 0 {
			return false
		}
		text = text[at+len(name):]
		rest := strings.TrimLeft(text, jsonSpace)
		if value, ok := strings.CutPrefix(rest, ":"); ok && strings.HasPrefix(strings.TrimLeft(value, jsonSpace), "true") {
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

// firstText returns the text of the first content part of a CallToolResult.
func firstText(result string) string {
	object, _ := parse(result)
	return object.Get("content.0.text").String()
}
