package flow

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// english is text of the most frequent words of the language, each as frequent as it is
// there (Zipf's law). Whatever phrases it has in common with another come by chance.
func english(random *rand.Rand, size int) string {
	words := strings.Fields(`the of and to in is you that it he was for on are as with his they I at be this have from or
		one had by word but not what all were we when your can said there use an each which she do how their if will up
		other about out many then them these so some her would make like him into time has look two more write go see
		number no way could people my than first water been call who oil its now find long down day did get come made may
		part please meeting account customer report attached regards invoice payment project update information`)
	zipf := rand.NewZipf(random, 1.1, 3, uint64(len(words)-1))
	var b strings.Builder
	for b.Len() < size {
		b.WriteString(words[zipf.Uint64()])
		b.WriteString([]string{" ", " ", " ", " ", " ", ", ", ". "}[random.IntN(7)])
	}
	return b.String()
}

// object is JSON of always the same members, with other values.
func object(random *rand.Rand) string {
	return fmt.Sprintf(`{"customer_id": "cus_%08x", "created_at": "2024-%02d-%02dT10:00:00Z", "email": "jo.%x@example.com", `+
		`"payment_method_type": "card", "is_active": true, "balance": %d, "tags": ["new", "late"], "currency": "EUR", `+
		`"status": "In progress", "address": {"street": "%d Main Street", "country_code": "DE"}, "notes": "%s"}`,
		random.Uint32(), 1+random.IntN(12), 1+random.IntN(28), random.Uint32(), random.IntN(1000),
		100+random.IntN(900), english(random, 100))
}

// TestUnrelatedTextsDoNotMatch states the chance of a false match: less than one in 10^4
// calls, for a full session. Objects of one form share titles and rows of short values,
// some of which happen to be the same: a name alone or a passage that is shorter than what is
// found for certain says little there.
func TestUnrelatedTextsDoNotMatch(t *testing.T) {
	texts := map[string]func(*rand.Rand) string{
		"of no language": func(r *rand.Rand) string { return prose(r, 400) },
		"of English":     func(r *rand.Rand) string { return english(r, 400) },
		"of JSON":        object,
	}
	for name, text := range texts {
		t.Run(name, func(t *testing.T) {
			random := rand.New(rand.NewPCG(10, 10))
			e := New(Options{Key: []byte("k")})
			const sessions, calls = 300, 100
			found := 0
			for range sessions {
				var s Session
				for range 12 {
					e.Result(&s, 1, text(random))
				}
				for range calls {
					for _, m := range e.Arguments(&s, text(random), nil) {
						if m.Values > 0 || m.Bytes >= Guaranteed || name != "of JSON" {
							found++
						}
					}
				}
			}
			require.LessOrEqual(t, found, 2, "of %d", sessions*calls)
		})
	}
}

func TestFingerprintsAreToldApart(t *testing.T) {
	var s Session
	random := rand.New(rand.NewPCG(11, 11))
	for range 5000 {
		s.note(random.Uint64(), 1)
	}
	found := 0
	for range 5_000_000 {
		if s.lookup(random.Uint64()) != 0 {
			found++
		}
	}
	require.LessOrEqual(t, found, 1, "8/2^32 each, or 0.01 of them all")
}
