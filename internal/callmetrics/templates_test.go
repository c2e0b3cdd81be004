package callmetrics

import (
	"fmt"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestTheTemplateOfAURI(t *testing.T) {
	known, err := NewTemplates([]string{
		"file:///{path}", "file:///{+path}", "weather://{city}/now", "weather://berlin/{when}", "db://main/tables", "search://all{?q,limit}", "log://x{/day*}",
	})
	require.NoError(t, err)
	for _, test := range []struct {
		name, uri, want string
		declared        bool
	}{
		{"a variable is one segment", "file:///notes.txt", "file:///{path}", true},
		{"a reserved expansion is several", "file:///home/me/notes.txt", "file:///{+path}", true},
		{"between literals", "weather://paris/now", "weather://{city}/now", true},
		{"of several the one with the most literal text", "weather://berlin/now", "weather://berlin/{when}", true},
		{"a template without variables", "db://main/tables", "db://main/tables", true},
		{"a query may be there", "search://all?q=x&limit=3", "search://all{?q,limit}", true},
		{"or not", "search://all", "search://all{?q,limit}", true},
		{"a path of segments", "log://x/2026/11/21", "log://x{/day*}", true},
		{"a variable is not empty", "weather:///now", "weather:{+rest}", false},
		{"no template, but a scheme", "HTTPS://example.com/a?b", "https:{+rest}", false},
		{"a scheme with digits", "s3://bucket/key", "s3:{+rest}", false},
		{"none begins with one", "3s://bucket/key", "{+rest}", false},
		{"no scheme", "/etc/passwd", "{+rest}", false},
		{"a scheme that is none", "my secret: x", "{+rest}", false},
		{"a scheme that is too long", strings.Repeat("a", 33) + ":", "{+rest}", false},
		{"a URI that is too long", "file:///" + strings.Repeat("a", maxURI), "file:{+rest}", false},
		{"no URI", "", "", false},
	} {
		t.Run(test.name, func(t *testing.T) {
			text, declared := known.Of(test.uri)
			assert.Equal(t, test.want, text)
			assert.Equal(t, test.declared, declared)
		})
	}
}

func TestWhatIsNoTemplateIsRefused(t *testing.T) {
	for name, text := range map[string]string{
		"empty": "", "an open brace": "a{b", "a closed brace": "a}b{c}", "an empty expression": "a{}", "too long": strings.Repeat("a", 257),
	} {
		_, err := NewTemplates([]string{text})
		assert.Error(t, err, name)
	}
}

func TestTemplatesAreBounded(t *testing.T) {
	known, err := NewTemplates(nil)
	require.NoError(t, err)
	for i := range MaxTemplates {
		require.NoError(t, known.Declare(fmt.Sprintf("x://%d/{y}", i)))
		require.NoError(t, known.Declare(fmt.Sprintf("x://%d/{y}", i)), "it is known")
	}
	require.Error(t, known.Declare("x://more/{y}"))
	text, declared := known.Of("x://255/z")
	assert.Equal(t, "x://255/{y}", text)
	assert.True(t, declared)
}

func FuzzTemplates(f *testing.F) {
	f.Add("file:///{+path}", "file:///a/b")
	f.Add("{?a*}", "?a")
	f.Fuzz(func(t *testing.T, text, uri string) {
		known, err := NewTemplates([]string{text})
		if err != nil {
			return
		}
		got, declared := known.Of(uri)
		if declared && got != text {
			t.Fatal("a template that nobody declared")
		}
	})
}
