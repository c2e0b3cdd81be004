package dialect

import (
	"encoding/json"
	"strings"

	"github.com/tidwall/gjson"
)

// maxJSON bounds in bytes the text that is read. Arguments and results beyond it
// are kept as they are, under their convention key, and counted.
const maxJSON = 1 << 20

// maxNesting bounds how deep JSON goes that is checked without copying it. What
// may be deeper is left to the standard library, which has a bound of its own.
const maxNesting = 1000

// parse returns the JSON object or array in text. Text that is not entirely
// valid, which includes text cut by an attribute length limit, is not JSON.
func parse(text string) (gjson.Result, bool) {
	if len(text) < 2 || len(text) > maxJSON || text[0] != '{' && text[0] != '[' {
		return gjson.Result{}, false
	}
	if !isJSON(text) {
		return gjson.Result{}, false
	}
	return gjson.Parse(text), true
}

func isJSON(text string) bool {
	if strings.Count(text, "{")+strings.Count(text, "[") > maxNesting {
		return json.Valid([]byte(text))
	}
	return gjson.Valid(text)
}

// skipSpace removes the white space of RFC 8259, section 2, from the beginning.
func skipSpace(text string) string {
	for len(text) > 0 && (text[0] == ' ' || text[0] == '\t' || text[0] == '\r' || text[0] == '\n') {
		text = text[1:]
	}
	return text
}

// scalar returns a JSON string or number as text, and "" for anything else.
func scalar(value gjson.Result) string {
	if value.Type == gjson.String || value.Type == gjson.Number {
		return value.String()
	}
	return ""
}
