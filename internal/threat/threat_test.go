package threat

import (
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A sample is a text with the only detail that should be found in it, or none.
type sample struct {
	text   string
	place  Place
	detail string
	least  float64 // score
}

// check runs samples whose names are facts. Of each, nothing but one detail is found.
func check(t *testing.T, kind Kind, samples map[string]sample) {
	t.Helper()
	for name, s := range samples {
		t.Run(name, func(t *testing.T) {
			found := Find(nil, s.text, s.place)
			if s.detail == "" {
				for _, e := range found {
					assert.NotEqual(t, kind, e.Kind, e.Detail)
				}
				return
			}
			for _, e := range found {
				if e.Kind == kind && e.Detail == s.detail {
					assert.GreaterOrEqual(t, e.Score, s.least)
					return
				}
			}
			assert.Failf(t, "not found", "%s in %v", s.detail, found)
		})
	}
}

func TestEvidenceSaysWhere(t *testing.T) {
	found := Find(nil, "see ~/.ssh/id_rsa now", Arguments)
	require.Len(t, found, 1)
	assert.Equal(t, Evidence{Kind: Sensitive, Start: 5, End: 10, Score: 0.7, Count: 2, Detail: "private key"}, found[0])
	assert.Equal(t, "sensitive", found[0].Kind.String())
	assert.Empty(t, NumKinds.String())
}

func TestTheSameBytesWeighDifferently(t *testing.T) {
	colour := "\x1b[31mred\x1b[0m"
	of := func(p Place) float64 { return Find(nil, colour, p)[0].Score }
	assert.GreaterOrEqual(t, of(Description), 0.5)
	assert.Less(t, of(Result), 0.5)
	assert.Empty(t, Find(nil, colour, numPlaces), "no place")
}

func TestEachDetailIsToldOnce(t *testing.T) {
	found := Find(nil, strings.Repeat("x \x1b[2K", 1000), Result)
	require.Len(t, found, 1)
	assert.Equal(t, 1000, found[0].Count)
	again := Find(found, "x \x1b[2K", Result)
	assert.Len(t, again, 2, "what was found before is of another text")
}

func TestWhatIsBeyondTheBoundIsNotSeen(t *testing.T) {
	assert.Empty(t, Find(nil, strings.Repeat(" ", MaxText)+"\x1b[2K", Result))
}

// clean is JSON as calls carry it, of about 1.3 KB.
var clean = strings.Repeat(`{"id":"3f2b8c1e-77aa-4d10-9c2e-0b5a6f7d8e90","title":"Fix the login page","state":"open","count":12,"labels":["bug","ui"],"created_at":"2025-03-04T10:20:30Z","body":"The page is slow. It takes 3.5 s to load; see the log (attached)."},`, 6)

func TestCleanTextCostsNoAllocation(t *testing.T) {
	var dst [4]Evidence
	for _, place := range []Place{Description, Arguments, Result} {
		assert.Zero(t, testing.AllocsPerRun(100, func() {
			if len(Find(dst[:0], clean, place)) != 0 {
				t.Fail()
			}
		}))
	}
}

func BenchmarkFind(b *testing.B) {
	for name, text := range map[string]string{
		"json": clean, "prose": strings.Repeat("The quick brown fox jumps over the lazy dog. ", 30),
		"chinese": strings.Repeat("列出仓库中的所有问题。", 40), "paths": strings.Repeat("/home/user/src/app/main.go\n", 50),
		"links": strings.Repeat("https://example.com/a/b?page=2&sort=asc ", 32), "base64": strings.Repeat("QUJDRIFGabj0ZZ91", 80),
	} {
		b.Run(name, func(b *testing.B) {
			var dst [8]Evidence
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				Find(dst[:0], text, Result)
			}
		})
	}
}
