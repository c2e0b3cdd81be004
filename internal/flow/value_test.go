package flow

import (
	"encoding/base64"
	"encoding/hex"
	"strings"
	"testing"

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
