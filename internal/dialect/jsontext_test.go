package dialect

import (
	"bytes"
	"encoding/json"
	"testing"

	"github.com/stretchr/testify/require"
)

func TestSaysError(t *testing.T) {
	for text, want := range map[string]bool{
		`{"isError":true}`: true,
		`{"content":[{"type":"text","text":"x"}],"isError":true}`:   true,
		`{"isError":false,"isError":true}`:                          true,
		`{"isError":true,"isError":false}`:                          false,
		`{"isError":"true"}`:                                        true,
		`{"isError":"false"}`:                                       false,
		`{"isError":1}`:                                             false,
		`{"iserror":true}`:                                          false,
		`{"structuredContent":{"isError":true}}`:                    false,
		`{"content":[{"type":"text","text":"{\"isError\":true}"}]}`: false,
		`[{"isError":true}]`:                                        false,
		`"isError"`:                                                 false,
		`see {"isError":true}`:                                      false,
		`{"isError":true`:                                           false,
		`{"isError":true}{`:                                         false,
		``:                                                          false,
	} {
		require.Equal(t, want, answerOfText(text).isError, text)
	}
}

func TestIsCode(t *testing.T) {
	for text, want := range map[string]bool{"-32603": true, "-1": true, "": false, "-": false, "32603": false, "-12345678901": false, "-3a": false} {
		require.Equal(t, want, isCode(text), text)
	}
}

// FuzzJSONText compares what is read from JSON in attributes with the standard
// library's reading.
func FuzzJSONText(f *testing.F) {
	for _, seed := range []string{
		`{"isError":true,"content":[{"type":"text","text":"Unknown tool: x"}]}`, `{"content":[{"text":1}],"isError":false}`,
		`[1,2]`, `{"a":{"isError":true}}`, `{"isError":true`, "", `{"content.0.text":"x"}`, `{"isError":true,"isError":null}`,
	} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		var object map[string]json.RawMessage
		isObject := len(text) > 0 && text[0] == '{' && json.Unmarshal([]byte(text), &object) == nil
		if got, ok := parse(text); ok != (isObject || len(text) > 1 && text[0] == '[' && json.Valid([]byte(text))) {
			t.Errorf("parse is %v for a text of %d bytes", ok, len(text))
		} else if ok && got.IsObject() != isObject {
			t.Error("an object is not an object")
		}
		// A name that is written with escapes is not looked for: that costs
		// every result a parse, and no SDK writes it so.
		said := string(object["isError"])
		want := isObject && (said == "true" || said == `"true"`)
		if got := answerOfText(text).isError; got != want && bytes.Contains([]byte(text), []byte(`"isError"`)) && !bytes.Contains(object["isError"], []byte(`\`)) {
			t.Errorf("isError is %v", got)
		}
	})
}
