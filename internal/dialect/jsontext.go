package dialect

import (
	"encoding/json"

	"github.com/tidwall/gjson"
)

// maxJSON bounds in bytes the text that is read. Arguments and results beyond it
// are kept as they are, under their convention key, and counted.
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

// jsonSpace is the white space of RFC 8259, section 2.
const jsonSpace = " \t\r\n"

// scalar returns a JSON string or number as text, and "" for anything else.
func scalar(value gjson.Result) string {
	if value.Type == gjson.String || value.Type == gjson.Number {
		return value.String()
	}
	return ""
}
