package flow

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

func FuzzFlow(f *testing.F) {
	for _, steps := range scripts {
		for _, step := range steps {
			f.Add(letter+customer, step.arguments)
			f.Add(step.result, step.arguments)
		}
	}
	f.Add(`{"a":"\ud83d\ude00 \\\\u00e9 \u`, "%25%32%35%e9%zz'\\")
	e := New(Options{Key: []byte("k")})
	f.Fuzz(func(t *testing.T, result, arguments string) {
		var s Session
		require.Empty(t, e.Arguments(&s, arguments, nil), "nothing was returned yet")
		s = Session{}
		e.Result(&s, 5, result)
		for range 2 {
			got := e.Arguments(&s, arguments, nil)
			require.LessOrEqual(t, len(got), 1)
			for _, m := range got {
				require.EqualValues(t, 5, m.Source)
				require.Positive(t, m.Bytes)
				require.Positive(t, m.Share)
				require.LessOrEqual(t, m.Share, float32(1))
				require.GreaterOrEqual(t, m.Bytes, m.Values+m.Names)
			}
		}
	})
}

// FuzzPage compares a page with its own letters and digits: to write them again changes
// nothing.
func FuzzPage(f *testing.F) {
	for _, steps := range scripts {
		for _, step := range steps {
			f.Add(step.arguments + step.result)
		}
	}
	f.Add("0@.0@.0")
	f.Add("jane.roe@example.org a.b@c.d@e.f @@ \\u00c9\\n 'it''s' \"k\": \"v\"")
	f.Fuzz(func(t *testing.T, text string) {
		text = text[:min(len(text), pageSize)]
		requireSame(t, text)
		var p, again page
		p.fill(copy(p.text[:], text))
		p.addWords(true)
		require.True(t, p.begins.has(p.n), "the last word ends where the page does")
		for _, x := range p.spans[:p.nspans] {
			require.Less(t, x.from, x.to)
			require.LessOrEqual(t, int(x.to), p.n)
		}
		if p.n <= pageSize && !strings.ContainsRune(text, '\\') {
			again.fill(copy(again.text[:], p.buf[:p.n]))
			require.Equal(t, p.buf[:p.n], again.buf[:again.n])
		}
	})
}
