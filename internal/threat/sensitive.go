package threat

import (
	"math/bits"
	"strings"
	"unsafe"

	"github.com/otelcol-mcp/otelcol-mcp/internal/ascii"
)

// A secretPath is how a path to something secret, or to what starts programs, goes on
// after a dot or a separator.
type secretPath struct {
	text   string // lower case, with slashes; begins with a dot or a slash
	whole  bool   // no letter, digit or dash may follow
	detail string
	weights
}

// What a path weighs. A result often lists files, and a description says what kinds there
// are, so a name alone says little there.
var (
	credentials = weights{Description: 0.7, Arguments: 0.7, Result: 0.3}
	settings    = weights{Description: 0.4, Arguments: 0.3, Result: 0.1}
	refused     = weights{Description: 0.3, Arguments: 0.7, Result: 0.3}
)

// secretPaths are the files and folders that stealers of credentials look for; MITRE
// ATT&CK T1552.001, T1552.004, T1555 and T1003 name most of them.
var secretPaths = []secretPath{
	{"/etc/shadow", true, "system password file", credentials},
	{"/etc/gshadow", true, "system password file", credentials},
	{"/etc/passwd", true, "system password file", credentials},
	{"/etc/sudoers", false, "system password file", credentials},
	{"/master.key", true, "private key", credentials},
	{"/id_rsa", true, "private key", credentials},
	{"/id_dsa", true, "private key", credentials},
	{"/id_ecdsa", true, "private key", credentials},
	{"/id_ed25519", true, "private key", credentials},
	{".ssh/", false, "private key", credentials},
	{"/.ssh", true, "private key", credentials},
	{".gnupg", true, "private key", credentials},
	{".aws/credentials", true, "cloud credentials", credentials},
	{".aws/config", true, "cloud credentials", settings},
	{".config/gcloud", true, "cloud credentials", credentials},
	{".azure/", false, "cloud credentials", credentials},
	{".kube/config", true, "cluster credentials", credentials},
	{".docker/config.json", true, "cluster credentials", credentials},
	{"/run/secrets/", false, "cluster credentials", credentials},
	{"/run/docker.sock", true, "cluster credentials", credentials},
	{".netrc", true, "stored passwords", credentials},
	{".pgpass", true, "stored passwords", credentials},
	{".my.cnf", true, "stored passwords", credentials},
	{".git-credentials", true, "stored passwords", credentials},
	{".npmrc", true, "stored passwords", settings},
	{".pypirc", true, "stored passwords", settings},
	{".vault-token", true, "stored passwords", credentials},
	{".env", true, "environment file", settings},
	{".env.local", true, "environment file", settings},
	{".env.production", true, "environment file", settings},
	{"/proc/self/environ", true, "environment of a process", credentials},
	{"/proc/1/environ", true, "environment of a process", credentials},
	{"/login data", false, "browser profile", credentials},
	{"/user data/default", false, "browser profile", credentials},
	{"/cookies.sqlite", true, "browser profile", credentials},
	{"/key4.db", true, "browser profile", credentials},
	{"/firefox/profiles", false, "browser profile", credentials},
	{"/keychains/", false, "keychain", credentials},
	{"/config/sam", true, "system password file", credentials},
	{"/ntds.dit", true, "system password file", credentials},
	{"/wallet.dat", true, "wallet", credentials},
	{"/.cursor/mcp.json", true, "settings of an agent", credentials},
	{".claude.json", true, "settings of an agent", credentials},
	{".claude/settings", false, "settings of an agent", credentials},
	{".codex/auth.json", true, "settings of an agent", credentials},
	{".bash_history", true, "shell history", credentials},
	{".zsh_history", true, "shell history", credentials},
	{".bashrc", true, "shell start file", credentials},
	{".zshrc", true, "shell start file", credentials},
	{".bash_profile", true, "shell start file", credentials},
	{"/etc/cron", false, "shell start file", settings},
}

// settingsFiles end in .json.
var settingsFiles = []struct {
	name, detail string
	weights
}{
	{"mcp", "settings of an agent", settings},
	{"claude_desktop_config", "settings of an agent", credentials},
	{"application_default_credentials", "cloud credentials", credentials},
	{"logins", "browser profile", settings},
}

// dotPaths and slashPaths are the secret paths by the byte that follows the first one.
var dotPaths, slashPaths = pathsAfter('.'), pathsAfter('/')

func pathsAfter(first byte) (table [256][]*secretPath) {
	for i := range secretPaths {
		if s := &secretPaths[i]; s.text[0] == first {
			small, large := s.text[1], upper(s.text[1])
			table[small] = append(table[small], s)
			if large != small {
				table[large] = append(table[large], s)
			}
		}
	}
	return table
}

// afterDot and afterSlash are the bytes that follow the first one of a secret path.
var afterDot, afterSlash = present(&dotPaths), present(&slashPaths)

func present(paths *[256][]*secretPath) (table [256]bool) {
	for b := range table {
		table[b] = len(paths[b]) > 0
	}
	return table
}

func upper(b byte) byte {
	if b >= 'a' && b <= 'z' {
		return b - 0x20
	}
	return b
}

func findSensitive(f *finder, text string) {
	for i := nextSign(text, 0); i >= 0; i = nextSign(text, i+1) {
		after := i + 1
		switch text[i] {
		case '.':
			if text[after]|0x20 == 'j' {
				f.settingsFile(text, i)
			} else if afterDot[text[after]] {
				i = f.secretPath(text, i, after)
			}
		case '/':
			if afterSlash[text[after]] {
				i = f.secretPath(text, i, after)
			}
		case '\\':
			if text[after] == '\\' { // escaped in JSON
				after++
			}
			if after < len(text) && afterSlash[text[after]] {
				after = f.secretPath(text, i, after) + 1
			}
			i = after - 1
		}
	}
}

// nextSign returns where the next dot or separator is, from i on, that a byte follows; -1 if there is
// none. In JSON most backslashes are before a quote, and no separators. It looks at eight places at once.
func nextSign(text string, i int) int {
	for ; i+1 < len(text); i += 8 {
		here, next := text, i
		var rest [9]byte
		if i+len(rest) > len(text) {
			copy(rest[:], text[i:])
			here, next = unsafe.String(&rest[0], len(rest)), 0
		}
		x := ascii.Eight(here[next:])
		signs := ascii.Are(x, '.') | ascii.Are(x, '/') | ascii.Are(x, '\\')&^ascii.Are(ascii.Eight(here[next+1:]), '"')
		if signs == 0 {
			continue
		}
		if i += bits.TrailingZeros64(signs) / 8; i+1 < len(text) {
			return i
		}
		return -1
	}
	return -1
}

// secretPath looks whether a path goes on as one to a secret: from a dot or separator
// at i, whose next byte is at after. It returns the last byte that it looked at.
func (f *finder) secretPath(text string, i, after int) (last int) {
	paths := &slashPaths
	if text[i] == '.' {
		paths = &dotPaths
		if i > 0 && (isWord(text[i-1]) || text[i-1] == ')' || text[i-1] == ']') {
			return i // process.env
		}
	}
	if after >= len(text) {
		return i
	}
	for _, s := range paths[text[after]] {
		if end, ok := goesOn(text, after, s.text[1:]); ok && (!s.whole || endsName(text, end)) {
			w := s.weights
			if f.place == Description && refuses(text, i, end) {
				w = refused
			}
			f.add(Sensitive, i, end, 1, s.detail, w)
			return end - 1
		}
	}
	return after - 1
}

// endsName reports whether the name of a file does not go on at i: an extension makes
// another of it, as .env.example.
func endsName(text string, i int) bool {
	return ends(text, i) && (i+1 >= len(text) || text[i] != '.' || !isLetter(text[i+1]))
}

// goesOn reports whether a path is the same from i on, whatever the case and the
// separator, and where that ends.
func goesOn(text string, i int, path string) (end int, ok bool) {
	for k := range len(path) {
		if i >= len(text) {
			return 0, false
		}
		switch b := text[i]; {
		case b == '\\' && path[k] == '/':
			if i+1 < len(text) && text[i+1] == '\\' {
				i++
			}
		case b != path[k] && upper(path[k]) != b:
			return 0, false
		}
		if i++; path[k] == '/' {
			i = here(text, i)
		}
	}
	return i, true
}

// here passes over more separators, and over the folder itself.
func here(text string, i int) int {
	for i < len(text) {
		switch {
		case text[i] == '/':
			i++
		case text[i] == '.' && i+1 < len(text) && text[i+1] == '/':
			i += 2
		default:
			return i
		}
	}
	return i
}

// ends reports whether a name does not go on at i.
func ends(text string, i int) bool { return i >= len(text) || !isWord(text[i]) && text[i] != '-' }

func (f *finder) settingsFile(text string, i int) {
	end, ok := goesOn(text, i+1, "json")
	if !ok || !ends(text, end) {
		return
	}
	for _, s := range settingsFiles {
		start := i - len(s.name)
		if start >= 0 && strings.EqualFold(text[start:i], s.name) && (start == 0 || !isWord(text[start-1]) && text[start-1] != '-') {
			f.add(Sensitive, start, end, 1, s.detail, s.weights)
			return
		}
	}
}
