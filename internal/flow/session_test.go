package flow

import (
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestAMatchTellsHowMuch(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 9))
	for range 200 {
		result := prose(random, 1500)
		whole := sent(result, result[300:1000])
		require.Len(t, whole, 1)
		require.InDelta(t, 1, whole[0].Share, 0.1)
		require.InDelta(t, 540, whole[0].Bytes, 80)
		require.False(t, whole[0].Encoded)
		half := sent(result, result[300:1000]+prose(random, 700))
		require.InDelta(t, 0.5, half[0].Share, 0.1)
		coded := sent(result, "https://a.example/?q="+b64encode(result[300:1000]))
		require.Len(t, coded, 1)
		require.True(t, coded[0].Encoded)
		require.InDelta(t, 0.95, coded[0].Share, 0.12)
		require.InDelta(t, 540, coded[0].Bytes, 80)
	}
}

func TestValuesAndNamesAreCounted(t *testing.T) {
	got := sent(record, `{"to":"x","body":"anya.garcia2061@example.com lives in 615 Laurel Lane and has gift_card_4374071"}`)
	require.Len(t, got, 1)
	require.Equal(t, 2, got[0].Values)
	require.Equal(t, 1, got[0].Names)
}

// Values that stand next to each other in the result, too, are a passage and values.
func TestValuesWithinAPassageAreCounted(t *testing.T) {
	const customer = `{"email":"anya.garcia2061@example.com","card":"4417123456789113","id":"CUS-88213"}`
	got := sent(customer, `{"text":"anya.garcia2061@example.com, 4417 1234 5678 9113, CUS-88213"}`)
	require.Len(t, got, 1)
	require.Equal(t, 3, got[0].Values)
	require.Equal(t, 48, got[0].Bytes, "each letter once")
}

func TestEachSourceIsTold(t *testing.T) {
	var s Session
	e := New(Options{Key: []byte("k")})
	e.Result(&s, 1, "order W4622215 of yesterday")
	e.Result(&s, 2, "jane.roe@example.org, W4622215")
	e.Result(&s, 0, "a source that is none 99887766")
	e.Result(&s, own, "a source that is none 99887766")
	got := e.Arguments(&s, "jane.roe@example.org asks for W4622215 and 99887766", nil)
	require.Len(t, got, 2)
	require.EqualValues(t, 2, got[0].Source)
	require.EqualValues(t, 1, got[1].Source, "who had it first is where it is from")
}

func TestWhatTheAgentHasSentBeforeIsItsOwn(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 4))
	e := New(Options{Key: []byte("k"), CommonAfter: -1})
	found := 0
	const tries = 500
	for range tries {
		var s Session
		letter := prose(random, 300) + " jane.roe@example.org W4622215"
		require.Empty(t, e.Arguments(&s, letter, nil))
		e.Result(&s, 1, `{"id": "msg8812734", "echo": "`+prose(random, random.IntN(200))+letter+prose(random, 50)+`"}`)
		found += len(e.Arguments(&s, letter, nil))
		require.Len(t, e.Arguments(&s, "msg8812734", nil), 1, "the rest of the result is not")
	}
	require.LessOrEqual(t, found, tries/100)
}

func TestWhatWasTakenIsTakenAgain(t *testing.T) {
	var s Session
	e := New(Options{Key: []byte("k")})
	random := rand.New(rand.NewPCG(4, 5))
	letter := prose(random, 600)
	e.Result(&s, 1, letter)
	for range 3 {
		require.Len(t, e.Arguments(&s, letter[100:300], nil), 1)
	}
}

func TestWhatManySessionsHaveIsNobodys(t *testing.T) {
	random := rand.New(rand.NewPCG(6, 6))
	e := New(Options{Key: []byte("k")})
	footer := prose(random, 200) + " support@example.org"
	told := 0
	for i := range 200 {
		var s Session
		secret := fmt.Sprintf(" account %d ", 4_000_000_000_000+random.Int64N(1e12))
		e.Result(&s, 1, footer+secret+prose(random, 800))
		if len(e.Arguments(&s, "dear all, "+footer, nil)) > 0 {
			told++
			require.Less(t, i, 4*DefaultCommonAfter)
		}
		require.Len(t, e.Arguments(&s, secret, nil), 1, "what one session has stays told")
	}
	require.Positive(t, told)
	quiet := New(Options{CommonAfter: -1})
	for range 50 {
		var s Session
		quiet.Result(&s, 1, footer)
		require.NotEmpty(t, quiet.Arguments(&s, footer, nil), "unless that is off")
	}
}

func TestWhatWasCommonIsForgotten(t *testing.T) {
	random := rand.New(rand.NewPCG(7, 7))
	e := New(Options{Key: []byte("k")})
	shown := func() int {
		var s Session
		e.Result(&s, 1, "support@example.org")
		return len(e.Arguments(&s, "support@example.org", nil))
	}
	for range 20 {
		shown()
	}
	require.Zero(t, shown())
	for range 3000 {
		var s Session
		e.Result(&s, 1, prose(random, 1000))
	}
	require.NotZero(t, shown())
}

func TestASessionForgetsTheFirst(t *testing.T) {
	random := rand.New(rand.NewPCG(8, 8))
	var s Session
	e := New(Options{Key: []byte("k"), CommonAfter: -1})
	first, last := prose(random, 1000), prose(random, 1000)
	e.Result(&s, 1, first)
	for range 30 {
		e.Result(&s, 2, prose(random, 1000))
	}
	e.Result(&s, 3, last)
	require.Empty(t, e.Arguments(&s, first, nil))
	require.Len(t, e.Arguments(&s, last, nil), 1)
}

// TestWhatIsToldOfNobodyStaysWhatItWas hands a result to a tool that keeps it, and then to
// another.
func TestWhatIsToldOfNobodyStaysWhatItWas(t *testing.T) {
	random := rand.New(rand.NewPCG(4, 6))
	e := New(Options{Key: []byte("k"), CommonAfter: -1})
	for range 100 {
		var s Session
		letter := prose(random, 600) + " jane.roe@example.org W4622215 "
		e.Result(&s, 1, letter)
		e.Own(&s, letter[100:]+prose(random, 100))
		from := random.IntN(400)
		require.Len(t, e.Arguments(&s, letter[from:from+120], nil), 1)
		require.Len(t, e.Arguments(&s, "ask jane.roe@example.org for w4622215", nil), 1)
		mine := prose(random, 200)
		e.Own(&s, mine)
		e.Result(&s, 2, "you said: "+mine)
		require.Empty(t, e.Arguments(&s, mine, nil))
	}
}

func TestLongArgumentsPushOutNoResults(t *testing.T) {
	random := rand.New(rand.NewPCG(8, 9))
	e := New(Options{Key: []byte("k"), CommonAfter: -1})
	found := 0
	const tries = 50
	for range tries {
		var s Session
		letter := prose(random, 1000)
		e.Result(&s, 1, letter)
		for range 30 {
			e.Arguments(&s, prose(random, 3000), nil)
		}
		found += len(e.Arguments(&s, letter[200:600], nil))
	}
	require.GreaterOrEqual(t, found, tries*98/100)
}

func TestASessionIsSmall(t *testing.T) {
	require.LessOrEqual(t, unsafe.Sizeof(Session{}), uintptr(2048))
}

func TestKeysMakeOtherFingerprints(t *testing.T) {
	var s Session
	New(Options{Key: []byte("one")}).Result(&s, 1, record)
	require.Empty(t, New(Options{Key: []byte("two")}).Arguments(&s, record, nil))
}

func TestOfALongTextBothEndsAreSeen(t *testing.T) {
	random := rand.New(rand.NewPCG(2, 3))
	result := prose(random, 800)
	for _, argument := range []string{
		result + prose(random, 2*MaxText), prose(random, 2*MaxText) + result,
		prose(random, MaxText/3) + b64encode(result) + prose(random, 2*MaxText),
	} {
		require.NotEmpty(t, sent(result, argument))
	}
	require.Empty(t, sent(result, prose(random, 2*MaxText)+result+prose(random, 2*MaxText)), "what is between is lost")
	long := prose(random, MaxText)
	require.Len(t, sent(long, long[9000:9000+600]), 1, "of a long result, a long passage")
}

func TestSessionsShareAnEngine(t *testing.T) {
	e := New(Options{Key: []byte("k"), CommonAfter: -1})
	shared := New(Options{Key: []byte("k")})
	var wait sync.WaitGroup
	for i := range 4 {
		wait.Go(func() {
			random := rand.New(rand.NewPCG(12, uint64(i)))
			for range 50 {
				var s, s2 Session
				letter := prose(random, 500)
				e.Result(&s, 1, letter)
				shared.Result(&s2, 1, record)
				assert.NotEmpty(t, e.Arguments(&s, letter, nil))
				shared.Arguments(&s2, record, nil)
			}
		})
	}
	wait.Wait()
	var s Session
	shared.Result(&s, 1, record)
	require.Empty(t, shared.Arguments(&s, record, nil), "what all of them had is common")
}

func TestNothingAllocates(t *testing.T) {
	var s Session
	e := New(Options{Key: []byte("k")})
	dst := make([]Match, 0, MaxMatches)
	coded := "see " + b64encode(b64encode(record))
	require.Zero(t, testing.AllocsPerRun(100, func() {
		e.Result(&s, 1, record)
		dst = e.Arguments(&s, record, dst[:0])
		dst = e.Arguments(&s, coded, dst[:0])
	}))
	require.NotEmpty(t, dst)
}
