package detect

import (
	"encoding/base64"
	"testing"
)

func TestWhatReadsLikeAProgramStays(t *testing.T) {
	check(t, []lost{
		{"tags of Go's fields", "Token string `json:\"jwts\"`", ""},
		{"a generated tag", "Secret *X `protobuf:\"bytes,5,opt,name=generic_secret,proto3\"`", ""},
		{"a literal of a type", "secret := TPM2BEncryptedSecret{\n", ""},
		{"an empty literal", "credentials = &X509Provider{}\n", ""},
		{"a text that is put together", `"&token="+a.accessToken1)`, ""},
		{"a value that is put in", "{\"ConsumerKey\":\"`+MockConsumerKey+`\"}", ""},
		{"an option behind another", "run --token --sem-ver-filter=3.5.0", ""},
		{"a pattern", `tokenPattern := "AIza[0-9A-Za-z\\-_]{35}"`, ""},
		{"a pattern of what is not in it", `cookiePattern = "^[^\x00\n\r]*$"`, ""},
		{"a format", `token: "SESSION_TOKEN_%d"`, ""},
		{"a function of a module", "secret = JWT.JWKSet [x]", ""},
		{"an element", `"output_token": "Jobs[-1].JobId"`, ""},
		{"a path in JSON", `JWT_ROLE_CLAIM_KEY: '.user[0]."real-role"'`, ""},
		{"a path in a quoted call", "pass `logger.V(3)` instead", ""},
		{"an algorithm", `"key_algorithm_auth": "RSAES_OAEP_SHA_256", "token": "SHA256withRSA"`, ""},
		{"a protocol", `CredentialsKind = "Oauth2ClientCredentials"`, ""},
		{"a public key", `secret: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIGBAarftlLeoyf+v+nVchEZII/vna2PCV8FaX4vsF5BX"`, ""},
		{"a path of a file", `"secret": "/etc/krb5-keytabs/kafka.keytab"`, ""},
		{"a path of Windows", `token = "\Device\NamedPipe\cygwin1"`, ""},
	})
}

func TestPasswordsWithSignsOfProgramsAreLost(t *testing.T) {
	check(t, []lost{
		{"a brace", "PASSWORD=k7Qw2ZtBx{\n", "k7Qw2ZtBx{"},
		{"a plus", `password: "+k7Qw2ZtB"`, "+k7Qw2ZtB"},
		{"base64 that begins with a plus", `secret: "+qcnfOFX3aRXM9PuY7lQXDWYIQ3GWUdBc3nYBo91SCA="`, "+qcnfOFX3aRXM9PuY7lQXDWYIQ3GWUdBc3nYBo91SCA="},
		{"two dashes", `password: "--7Qw2ZtB"`, "--7Qw2ZtB"},
		{"a bracket", `"NewPassword": "]35d/{pB9Fo9wJ"`, "]35d/{pB9Fo9wJ"},
		{"brackets", `password: "q[3]xW9z!"`, "q[3]xW9z!"},
		{"a percent sign", `password: "k7%dQw2ZtB"`, "k7%dQw2ZtB"},
		{"the name of an algorithm", `api_key: "sha256q8XkV0pLz41mT"`, "sha256q8XkV0pLz41mT"},
		{"a dot", `password: "Qx9.Zw7kPt"`, "Qx9.Zw7kPt"},
		{"a slash at its beginning", `secret: "/q8XkV0pL/z41mTx+Yw9"`, "/q8XkV0pL/z41mTx+Yw9"},
	})
}

func TestWhatStandsAroundANameSaysWhatItsValueIs(t *testing.T) {
	secret := "aFr56HjK" + "3DrB8t3S"
	check(t, []lost{
		{"the salt that a password is hashed with", `HashPassword("password", "` + secret + `", 16)`, ""},
		{"the hash that a password is compared with", `bcrypt.CompareHash("password", "$2a$04$` + secret + `")`, ""},
		{"the second argument of any other call", `os.Setenv("PASSWORD", "` + secret + `")`, secret},
		{"the hash of a token", `AUTH_TOKEN_HASH = "9f86d081884c7d659a2feaa0c55ad015"`, ""},
		{"the hash of a password", `PASSWORD_HASH = "9f86d081884c7d659a2feaa0c55ad015"`, "9f86d081884c7d659a2feaa0c55ad015"},
		{"a code about passwords", `ldapPasswordComplexityCode = "0000052D."`, ""},
		{"a reset of a password", `PASSWORD_RESET_KEY = "` + secret + `"`, secret},
		{"a member of something short", `Pw.Tb="core.async/t_core$async43126"`, ""},
		{"something short alone", `pw="` + secret + `"`, secret},
		{"an order", "pass `" + secret + "` to it", ""},
		{"a setting", "requirepass `" + secret + "`", secret},
	})
}

func TestHashesOfPasswords(t *testing.T) {
	salted := "aFr56HjK3DrB8t3S" + "$zhPQiS85cgBlNhUKKE6n/AHMlpqrvYSnSL3fEVkK0yHFQ.oFFAd8D4OhPAy18K5U61Z2eBhxQXExGU/eknXlY1"
	b := "LoRPzN3GtF2pNX5QgCBBHeUr6/zVN." + "/RVGOu5U8SpHyg2sfzvfXji"
	tests := []struct {
		name, hash string
		lost       bool
	}{
		{"of bcrypt", "$2a$10$" + b, false},
		{"of bcrypt, in Spring", "{bcrypt}$2b$12$" + b, false},
		{"of bcrypt, too cheap", "$2a$04$" + b, true},
		{"of argon2", "$argon2id$v=19$m=65536,t=3,p=2$" + b, false},
		{"of yescrypt", "$y$j9T$" + salted, false},
		{"of SHA-512 crypt", "$6$rounds=500000$" + salted, false},
		{"of SHA-512 crypt, in LDAP", "{CRYPT}$6$rounds=500000$" + salted, false},
		{"of SHA-512 crypt, too cheap", "$6$" + salted, true},
		{"of SHA-512 crypt, too few rounds", "$6$rounds=50000$" + salted, true},
		{"of PBKDF2", "pbkdf2_sha256$600000$" + b, false},
		{"of PBKDF2, too few rounds", "$pbkdf2-sha256$29000$" + b, true},
		{"of MD5", "$apr1$aFr56HjK$3DrB8t3SzhPQiS85cgBl0", true},
		{"of MD5, alone", "5f4dcc3b5aa765d61d8327deb882cf99", true},
		{"of SHA-1, in LDAP", "{SHA}vFznddje0Ht4+pmO0FaxwrUKN/M=", true},
		{"of nothing, but short", "$2a$10$k7Qw2ZtB", true},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			if got := found(`{"password": "` + test.hash + `"}`); (got == test.hash) != test.lost {
				t.Errorf("lost %q", got)
			}
		})
	}
}

func TestVariables(t *testing.T) {
	check(t, []lost{
		{"of a shell", `password="$DB_PASSWORD"`, ""},
		{"of a shell, in a text", `password="$prefix-$suffix"`, ""},
		{"of PHP", "$password = $_POST['pass1'];", ""},
		{"of an object", "$token = $this->token1;", ""},
		{"no variable", `password: "$k7Qw!2ZtB"`, "$k7Qw!2ZtB"},
		{"no variable either", `password: "$7Qw2ZtB"`, "$7Qw2ZtB"},
	})
}

func TestMoreWaysToGiveAValueToAName(t *testing.T) {
	secret := "hunter2" + "x9"
	ways := []string{
		`<entry key="password">` + secret + `</entry>`,
		`<wsse:Password Type="PasswordText">` + secret + `</wsse:Password>`,
		`<password><![CDATA[` + secret + `]]></password>`,
		`<setting name="ApiKey"><value>` + secret + `</value></setting>`,
		"db:\n  password: >-\n    " + secret + "\n",
		"ALTER USER 'root'@'localhost' IDENTIFIED WITH mysql_native_password BY '" + secret + "';",
		"SET PASSWORD FOR 'bob'@'%' = '" + secret + "';",
		"CREATE LOGIN app WITH PASSWORD = N'" + secret + "';",
		"ALTER USER sys IDENTIFIED BY " + secret + " CONTAINER=ALL;",
		"the api key for the test system is " + secret + ".",
		"machine api.example login bob password " + secret + "\n",
		"The token (" + secret + ") expires soon",
		"set password " + secret,
	}
	for _, text := range ways {
		t.Run(text, func(t *testing.T) {
			if got := found(text); got != secret {
				t.Errorf("lost %q", got)
			}
		})
	}
	check(t, []lost{
		{"words beside a name", "password auth2 and token sha256 were refused", ""},
		{"an id beside a name", "deleted token 3f8a2c1d-0b4e-4a6f-9c3d-5e7f8a9b0c1d", ""},
		{"a number beside a name", "token 5 of 7, secret 20250304", ""},
		{"a curve beside a name", "| EC private key (secp384r1) |", ""},
		{"words for somebody", "the token for the user is missing", ""},
		{"an empty element", "<password/>" + secret, ""},
	})
}

func TestCredentialsInBase64(t *testing.T) {
	encoded := func(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) }
	for _, password := range []string{"RDUJJTjJ", "XeLrNBoniK2b", "DqQChaMQiK0fDwtq", "OisBDrBzagi1P81dZree", "correct-horse"} {
		value := encoded("user:" + password)
		for _, text := range []string{`{"auths":{"r.example":{"auth":"` + value + `"}}}`, "//r.example/:_auth=" + value, "auth = " + value} {
			if got := found(text); got != value {
				t.Errorf("lost %q of %q", got, text)
			}
		}
	}
	for text, want := range map[string]bool{
		"user:pass": true, "user:pas": false, ":password": false, "a name alone": false, "user:p\u00e4sswort": false, "user:pass\x00": false, "": false,
	} {
		if got := userAndPassword(encoded(text)); got != want {
			t.Errorf("%q: %v", text, got)
		}
	}
	check(t, []lost{{"a word of the alphabet of base64", "auth = BenjaminFranklin", ""}})
}
