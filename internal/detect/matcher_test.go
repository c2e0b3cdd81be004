package detect

import (
	"strings"
	"testing"
)

// found returns what a text loses, parted by commas.
func found(text string) string {
	var all []string
	for _, f := range Builtin().Find(nil, text) {
		all = append(all, text[f.Start:f.End])
	}
	return strings.Join(all, ",")
}

type lost struct{ name, text, want string }

func check(t *testing.T, tests []lost) {
	t.Helper()
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := found(test.text); got != test.want {
				t.Errorf("lost %q, want %q", got, test.want)
			}
		})
	}
}

func TestSpansAreTheValueAlone(t *testing.T) {
	secret := "hV9x" + "Lm2p" + "Q7"
	check(t, []lost{
		{"an environment variable", "API_TOKEN=" + secret, secret},
		{"a quoted value", `password = "` + secret + `"`, secret},
		{"a member of JSON", `{"db_password": "` + secret + `", "x": 1}`, secret},
		{"JSON within JSON", `{"text": "{\"db_password\": \"` + secret + `\"}"}`, secret},
		{"JSON within JSON within JSON", `{\\\"client_secret\\\":\\\"` + secret + `\\\"}`, secret},
		{"lines within JSON", `{"text": "A=1\nAPI_TOKEN=` + secret + `\nB=2"}`, secret},
		{"a mapping of YAML", "db:\n  password: " + secret + "\n", secret},
		{"an element of XML", "<apiToken>\n  " + secret + "\n</apiToken>", secret},
		{"a header", "X-Api-Key: " + secret + "\r\n", secret},
		{"a header with a scheme", "Authorization: Token " + secret + "abcd", secret + "abcd"},
		{"a query", "https://x.example/?a=1&access_token=" + secret + "&b=2", secret},
		{"a flag", "login --password " + secret + " --verbose", secret},
		{"a call", `os.Setenv("API_TOKEN", "` + secret + `")`, secret},
		{"a name and a value", `{"name": "API_TOKEN", "value": "` + secret + `"}`, secret},
		{"a declaration", `var apiToken string = "` + secret + `"`, secret},
		{"a hash rocket", `:secret_key => '` + secret + `'`, secret},
		{"a URL", "postgres://app:" + secret + "@db:5432/x", secret},
		{"signs in a settings file", "A=1\nDB_PASSWORD=" + secret + "(x)!\nB=2", secret + "(x)!"},
		{"Markdown", "**Password:** ``" + secret + "``", secret},
		{"attributes", `<add key="DbPassword" value="` + secret + `"/>`, secret},
		{"a sentence", "The password is " + secret + ", keep it.", secret},
		{"a curl command", "curl -u admin:" + secret + " https://x.example", secret},
		{"two of them", "token=" + secret + " password=" + secret + "z", secret + "," + secret + "z"},
	})
}

func TestLongValuesAreLostAsAWhole(t *testing.T) {
	secret := mixed(3 * valueReach)
	jwt := "eyJ" + mixed(40) + "." + mixed(3*maxRun) + "." + mixed(86)
	check(t, []lost{
		{"without quotes", "API_TOKEN=" + secret + " b", secret},
		{"in quotes", `{"api_token":"` + secret + `"}`, secret},
		{"cut off in quotes", `{"api_token":"` + secret, secret},
		{"a signed token", "x " + jwt + " y", jwt},
	})
}

func TestWhatTheEndCutsOffIsLost(t *testing.T) {
	token := "glpat-" + mixed(16)
	check(t, []lost{
		{"a token", "use " + token, token},
		{"nothing with more behind it", "use " + token + " now", ""},
		{"nothing that is too short", "use glpat-" + mixed(6), ""},
		{"nothing of words", "use glpat-personal-access", ""},
	})
}

func TestRulesOfUsersDoNotStandInForBuiltinOnes(t *testing.T) {
	set, err := Compile([]RuleSpec{{ID: "email", Pattern: `mailto:[a-z]{3}`}})
	if err != nil {
		t.Fatal(err)
	}
	if got := set.Find(nil, "jane@example.org"); len(got) != 0 {
		t.Errorf("%d findings", len(got))
	}
}

func TestPlaceholdersAreNoSecrets(t *testing.T) {
	for _, value := range []string{
		"YOUR_API_KEY", "your-token-here", "<token>", "${TOKEN}", "$TOKEN", "{{ .Values.token }}", "%TOKEN%", "xxxxxxxxxxxxxxxx", "****************",
		"REPLACE_ME", "changeme", "example", "null", "true", "none", "process.env.TOKEN", "vault:secret/data/app#token", "os.environ['TOKEN']",
		"1234567890", "test", "[REDACTED]", "$(cat /run/secrets/token)", "arn:aws:secretsmanager:eu-west-1:1:secret:x", "/run/secrets/db_password",
	} {
		for _, text := range []string{"API_TOKEN=" + value, `{"password": "` + value + `"}`, "Authorization: Bearer " + value} {
			if got := found(text); got != "" {
				t.Errorf("%s loses %q", text, got)
			}
		}
	}
}

func TestHarmlessNamesAreNotSensitive(t *testing.T) {
	for _, text := range []string{
		`"token_type": "k7Qw2ZtB9xLm"`, `"max_tokens": 4096`, `"primary_key": "k7Qw2ZtB9xLmR4vN"`, `"password_reset_url": "k7Qw2ZtB9xLm"`,
		`"tokenizer": "k7Qw2ZtB9xLm"`, `"next_page_token": "CiAKGjBpNDd2Nmp2Zml2cXRwYjBp"`, `"progressToken": "k7Qw2ZtB9xLm"`, `keyboard: "k7Qw2ZtB9xLmR4vN"`, "passenger: k7Qw2ZtB9xLm", `"secret_name": "k7Qw2ZtB9xLm"`,
		"The token count is 1532.", "secret/default-token-pbhv8 kubernetes.io/service-account-token 3 41d", "--- PASS: TestX1 (0.00s)",
	} {
		if got := found(text); got != "" {
			t.Errorf("%s loses %q", text, got)
		}
	}
}

func TestLookAlikesAreLeftAlone(t *testing.T) {
	for _, text := range []string{
		"commit " + hexa(40), uuid(), "sha256:" + hexa(64), "trace_id=" + hexa(32), "00-" + hexa(32) + "-" + hexa(16) + "-01", "sha512-" + mixed(86) + "==",
		`{"type":"image","data":"iVBORw0KGgo` + mixed(400) + `"}`, "v1.2.3-rc.4", "2025-03-04T11:22:33.120Z", "12:34:56", `{"id": 571189130271157123}`,
		"ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAA" + mixed(43) + " dev@laptop", "price 4798.85", "00:00:00:00:00:00", "h1:" + mixed(43) + "=",
		"https://cdn.example.com/assets/" + hexa(20) + "/main." + hexa(8) + ".js", "12.5 %", "1Z 507 770 52 3012 473 1", "std::vector<int>::iterator",
	} {
		if got := found(text); got != "" {
			t.Errorf("a text loses %q", got)
		}
	}
}

func TestPhones(t *testing.T) {
	check(t, []lost{
		{"with a country code", "dial +44 20 7946 0958 now", "+44 20 7946 0958"},
		{"with the code in brackets", "(+49) 30 901820", "(+49) 30 901820"},
		{"with an area in brackets", "(415) 555-0132", "(415) 555-0132"},
		{"of North America", "415-555-0132 or 415.555.0133x12", "415-555-0132,415.555.0133x12"},
		{"with a trunk prefix", "0496 78 75 49", "0496 78 75 49"},
		{"behind a word", "phone: 7858949", "7858949"},
		{"in a card of contacts", "TEL;TYPE=CELL:7858949", "7858949"},
		{"in another script", "电话：010-82544688", "010-82544688"},
		{"in a sentence", "my new number is 7858949", "7858949"},
		{"nothing of an order", "the order number is 7858949", ""},
		{"before a word", "9498777106-Fax", "9498777106"},
		{"in a column that is called so", "id,phone\n17,430 2467\n", "430 2467"},
		{"nothing without a word", "430 2467", ""},
		{"nothing in another member", `{"name": "Smartphone", "id": "1801728040"}`, ""},
		{"nothing in a date", "phone call on 2024-03-04", ""},
		{"no user agent", "(iPhone; CPU iPhone OS 14_7_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)", ""},
		{"no exponent", "1e+123456789", ""},
	})
}

func TestAddressesOfMachines(t *testing.T) {
	check(t, []lost{
		{"with a port", "192.0.2.7:8080", "192.0.2.7"},
		{"with a prefix length", "10.0.0.0/8", "10.0.0.0/8"},
		{"in brackets", "http://[2001:db8::1]/x", "2001:db8::1"},
		{"with a zone", "fe80::1%eth0", "fe80::1%eth0"},
		{"an embedded one", "::ffff:192.0.2.1", "::ffff:192.0.2.1"},
		{"all groups", "2001:db8:0:0:1:2:3:4", "2001:db8:0:0:1:2:3:4"},
		{"a network card", "00:1A:2B:3C:4D:5E", "00:1A:2B:3C:4D:5E"},
		{"too many groups", "1:2:3:4:5:6:7:8:9", ""},
		{"too large a number", "256.1.1.1", ""},
		{"a version of four parts", "v1.2.3.4", ""},
		{"a version behind its name", "Chrome/120.0.0.0 Safari/537.36", ""},
		{"a version that is called so", "Lib, Version=1.0.0.0", ""},
		{"a host", "http://192.0.2.7/x", "192.0.2.7"},
	})
}

func TestKeccak(t *testing.T) {
	// The hash of the empty message, as Ethereum's yellow paper has it.
	hash := keccak256(nil)
	if hash[0] != 0xc5 || hash[1] != 0xd2 || hash[31] != 0x70 {
		t.Errorf("hash %x", hash)
	}
}

func TestBetterFindingsWin(t *testing.T) {
	text := `{"github_token": "ghp_` + mixed(36) + `"}`
	got := Builtin().Find(nil, text)
	if len(got) != 1 || got[0].Rule.ID != "github-pat" {
		t.Errorf("%d findings", len(got))
	}
}
