package flow

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/require"
)

// sent is what is found in an argument of what a tool has returned.
func sent(result, argument string) []Match {
	var s Session
	e := New(Options{Key: []byte("k")})
	e.Result(&s, 3, result)
	return e.Arguments(&s, argument, nil)
}

func TestAValueIsFound(t *testing.T) {
	tests := map[string][2]string{
		"an e-mail address":                   {`{"mail":"jane.roe@example.org"}`, "please tell Jane.Roe@EXAMPLE.ORG about it"},
		"an e-mail address in an address":     {"write to jane.roe@example.org.", "https://a.example/?m=jane.roe%40example.org&x=1"},
		"an e-mail address with a plus":       {"jane+roe@example.org", `{"to":"<jane+roe@example.org>"}`},
		"an e-mail address in base64":         {"from: jane.roe@example.org", "see https://a.example/" + base64.RawURLEncoding.EncodeToString([]byte("jane.roe@example.org"))},
		"an id":                               {"the order is W-4622215-AX", "status of #w4622215ax"},
		"a random id":                         {`{"id":"a8f3k2q9"}`, `{"item":"A8F3K2Q9"}`},
		"a UUID without hyphens":              {"3f2b8c1e-9a4d-4e7b-8f6a-2c5d1b9e7f30", "3F2B8C1E9A4D4E7B8F6A2C5D1B9E7F30"},
		"a number":                            {`{"phone":"+1 555-867-5309"}`, "call 5558675309"},
		"a number in hex":                     {`account 4417123456789113`, hex.EncodeToString([]byte("4417123456789113"))},
		"a key before the name of a host":     {"key: sk_live_9aB3xQ77", "nslookup sk-live-9ab3xq77.a.example"},
		"a number in groups":                  {"IBAN: NL91 ABNA 0417 1643 00, thanks", `{"iban":"NL91ABNA0417164300"}`},
		"a card in groups":                    {"it is 4417 1234 5678 9113.", "4417-1234-5678-9113"},
		"a phone number in prose":             {"call me at (555) 867-5309 tonight", "555.867.5309"},
		"an address of IP":                    {"connect to 192.168.10.24, port 22", "ssh root@192.168.10.24"},
		"a password in an address":            {"postgres://app:x7Kq93PzLm@db.example.org/", "the password is x7kq93pzlm"},
		"a name that was a string":            {`{"name":"Omar Rossi"}`, "A letter to omar rossi, from me"},
		"a name in a string of JSON":          {`{"text":"{\"name\":\"Omar Rossi\"}"}`, `{"q":"Omar  Rossi"}`},
		"a name of three words":               {`{"name":"Anna Maria Roe"}`, "for Anna Maria Roe only"},
		"a street":                            {`{"address": "615 Laurel Lane"}`, "send it to 615 Laurel Lane, please"},
		"a long string":                       {`{"title": "Plans for the next year"}`, `{"subject": "plans for the next year"}`},
		"a value of a Python dictionary":      {`{'name': 'Omar Rossi', 'age': 42}`, `{"to": "Omar Rossi"}`},
		"letters beyond ASCII":                {`{"name":"Žofie Nováková"}`, `{"to":"ŽOFIE NOVÁKOVÁ"}`},
		"letters beyond ASCII, escaped":       {`{"name":"\u017dofie Nov\u00e1kov\u00e1"}`, "to Žofie%20Nov%C3%A1kov%C3%A1 now"},
		"a passage without spaces in between": {"我们的银行账户余额是三百万元而且密码是芝麻开门请不要告诉任何人", "他说：我们的银行账户余额是三百万元而且密码是芝麻开门请不要告诉任何人。"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) {
			got := sent(tt[0], tt[1])
			require.Len(t, got, 1)
			require.EqualValues(t, 3, got[0].Source)
		})
	}
}

func TestWhatIsEverywhereIsNotFound(t *testing.T) {
	tests := map[string][2]string{
		"common words":         {"The department has confirmed the reservation of yesterday", "confirmed the reservation"},
		"a date":               {`{"at":"2024-05-25"}`, `{"from":"2024-05-25"}`},
		"a point in time":      {`{"at":"2024-05-25T10:00:00.000Z"}`, "since 2024-05-25T10:00:00.000Z"},
		"a time in two words":  {`{"at":"2024-05-25 10:00:00"}`, `{"at":"2024-05-25 10:00:00"}`},
		"a date in words":      {`{"at":"Saturday, May 25, 2024"}`, `{"at":"Saturday, May 25, 2024"}`},
		"a table of numbers":   {"1 2 3 4 5 6 7 8 9 10 11 12 13 14 15", "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15"},
		"booleans and null":    {`{"a":true,"b":false,"c":null}`, `{"a":true,"b":false,"c":null}`},
		"small numbers":        {`[100, 200, 4096, 65535]`, `[100, 200, 4096, 65535]`},
		"round numbers":        {`{"limit": 100000000}`, `{"limit": 100000000}`},
		"keys of objects":      {`{"customer_email_address_2024": 1, "billing_address_line_0001": 2}`, `{"customer_email_address_2024": 3, "billing_address_line_0001": 4}`},
		"keys in JSON in JSON": {`"{\"customer_email_address_2024\": 1}"`, `{"customer_email_address_2024":5}`},
		"one word":             {`{"status": "Delivered", "name": "Alexander"}`, `{"status": "Delivered", "name": "Alexander"}`},
		"a row of zeros":       {strings.Repeat("0", 400), strings.Repeat("0", 400)},
		"the end of a word":    {"a8f3k2q9", "xa8f3k2q9x"},
		"another host":         {"jane.roe@example.org", "john.roe@example.org"},
		"a name of a file":     {"see report.pdf and summary.docx", "open report.pdf and summary.docx"},
	}
	for name, tt := range tests {
		t.Run(name, func(t *testing.T) { require.Empty(t, sent(tt[0], tt[1])) })
	}
}

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
// some of which happen to be the same: a name alone or a single passage says little there.
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
			const sessions, calls = 1000, 30
			found := 0
			for range sessions {
				var s Session
				for range 12 {
					e.Result(&s, 1, text(random))
				}
				for range calls {
					for _, m := range e.Arguments(&s, text(random), nil) {
						if m.Values > 0 || m.Bytes > gramSize || name != "of JSON" {
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
	for range 20_000_000 {
		if s.lookup(random.Uint64()) != 0 {
			found++
		}
	}
	require.LessOrEqual(t, found, 2, "8/2^32 each, or 0.04 of them all")
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
