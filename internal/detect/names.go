package detect

// A word of a name that says its value is sensitive.
type word struct {
	text string
	kind nameKind
}

// nameKind says what to expect of the value.
type nameKind uint8

const (
	noName     nameKind = iota
	keyName             // "key": of a map as often as of a lock
	tokenName           // made by a machine: long, without meaning
	passName            // made by people: short, sometimes words
	schemeName          // "Authorization: Basic …"
	handleName          // of a session: a secret unless it is a UUID
	cookieName          // several, each with a name of its own
)

// sensitive are the words that make a name sensitive, longest first where one
// contains the other.
var sensitive = []word{
	{"passphrase", passName},
	{"password", passName},
	{"passwd", passName},
	{"passwort", passName},
	{"pwd", passName},
	{"pass", passName},
	{"contraseña", passName},
	{"senha", passName},
	{"mot_de_passe", passName},
	{"motdepasse", passName},
	{"secret", tokenName},
	{"token", tokenName},
	{"credential", tokenName},
	{"bearer", tokenName},
	{"jwt", tokenName},
	{"apikey", tokenName},
	{"api_key", tokenName},
	{"api-key", tokenName},
	{"api key", tokenName},
	{"api.key", tokenName},
	{"access_key", tokenName},
	{"accesskey", tokenName},
	{"access-key", tokenName},
	{"access key", tokenName},
	{"auth_key", tokenName},
	{"authkey", tokenName},
	{"auth-key", tokenName},
	{"private_key", tokenName},
	{"privatekey", tokenName},
	{"private-key", tokenName},
	{"private key", tokenName},
	{"account_key", tokenName},
	{"accountkey", tokenName},
	{"account-key", tokenName},
	{"shared_key", tokenName},
	{"sharedkey", tokenName},
	{"master_key", tokenName},
	{"masterkey", tokenName},
	{"encryption_key", tokenName},
	{"encryptionkey", tokenName},
	{"encryption-key", tokenName},
	{"signing_key", tokenName},
	{"signingkey", tokenName},
	{"signing-key", tokenName},
	{"license_key", tokenName},
	{"licensekey", tokenName},
	{"license-key", tokenName},
	{"subscription-key", tokenName},
	{"subscription_key", tokenName},
	{"functions-key", tokenName},
	{"consumer_key", tokenName},
	{"consumerkey", tokenName},
	{"consumer key", tokenName},
	{"oauth", tokenName},
	{"verifier", tokenName},
	{"session_id", handleName},
	{"session-id", handleName},
	{"sessionid", handleName},
	{"phpsessid", tokenName},
	{"set-cookie", cookieName},
	{"cookie", cookieName},
	{"connect.sid", tokenName},
	{"sas_key", tokenName},
	{"x-auth", tokenName},
	{"nkey", tokenName},
	{"authorization", schemeName},
	{"authentication", schemeName},
	{"basic ", schemeName},
	{"auth", keyName},
	{"key", keyName},
	{"pw", passName},
	{"pin", passName},
	{"otp", passName},
	{"identified by", passName},
	{"identified with", passName},
	{"login password", passName},
}
