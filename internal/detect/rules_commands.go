package detect

import "strings"

// Passwords on command lines, behind options that say nothing by themselves.
func commands() []RuleSpec {
	return []RuleSpec{
		{
			ID: "command-password", Source: "the manuals of sshpass, docker, mysql, redis-cli, ldapsearch, smbclient, zip", rank: byContext, match: commandPassword, fixed: commandNames(),
			True: texts("sshpass -p "+mixed(9)+" ssh a@b", "mysql -u root -p"+mixed(9)+" db", "docker login -u bob -p "+mixed(9)+" r.example", "redis-cli -h c -a "+mixed(9)+" ping", "smbclient //h/s -U bob%"+mixed(9),
				`mysqldump --host h "-p`+mixed(9)+`" db`),
			False: texts("mysql -u root -p db1x2y3", "mysql -P 3306 -h db", "docker login -u bob --password-stdin", "sshpass -p $PASSWORD ssh a@b", "sshpass -p <password> ssh"),
		},
		{
			ID: "digest-response", Source: "RFC 7616, 3.4", rank: byContext, match: digestResponse, fixed: []literal{{text: `response="`}, {text: "response="}},
			True:  texts(`Authorization: Digest username="bob", nonce="` + hexa(16) + `", response="` + hexa(32) + `"`),
			False: texts(`Digest of the response="`+hexa(7)+`"`, `response="`+hexa(32)+`"`),
		},
	}
}

// tools are commands with the option that a password follows: in the same word, in the
// next one, or, with a sign, behind that sign in the next one.
var tools = []struct {
	name, option string
	next         bool
	behind       byte
}{
	{"sshpass ", "-p", true, 0},
	{"mysql ", "-p", false, 0},
	{"mysqldump ", "-p", false, 0},
	{"mysqladmin ", "-p", false, 0},
	{"mariadb ", "-p", false, 0},
	{"docker login ", "-p", true, 0},
	{"podman login ", "-p", true, 0},
	{"registry login ", "-p", true, 0},
	{"az login ", "-p", true, 0},
	{"mongosh ", "-p", true, 0},
	{"mongodump ", "-p", true, 0},
	{"sqlcmd ", "-P", true, 0},
	{"zip ", "-P", true, 0},
	{"redis-cli ", "-a", true, 0},
	{"ldapsearch ", "-w", true, 0},
	{"ldapmodify ", "-w", true, 0},
	{"smbclient ", "-U", true, '%'},
}

func commandNames() (all []literal) {
	for _, t := range tools {
		all = append(all, literal{text: t.name})
	}
	return all
}

// commandPassword returns the password that a command has as an option.
func commandPassword(text string, at int) (start, end int, ok bool) {
	if !startsToken(text, at) {
		return 0, 0, false
	}
	for _, t := range tools {
		if !strings.HasPrefix(text[at:], t.name) {
			continue
		}
		limit := run(text, at, commandReach, &inCommand)
		for i := at + len(t.name); i < limit; i = nextWord(text, i, limit) {
			word := run(text, i, 2, &opening) // its quotes
			if !strings.HasPrefix(text[word:limit], t.option) {
				continue
			}
			if start, end, ok = optionValue(text, word+len(t.option), t.next); ok && t.behind != 0 {
				sign := strings.IndexByte(text[start:end], t.behind)
				start, ok = start+sign+1, sign >= 0
			}
			return start, end, ok && start < end && password(text[start:end], assignment{arrow: true}) && !reference(text[start:end], assignment{}) && !placeholder(text[start:end])
		}
	}
	return 0, 0, false
}

const commandReach = 512

// inCommand is what a command consists of up to the next one.
var inCommand = chars("\r\n;|").not()

func nextWord(text string, i, limit int) int {
	i = run(text, i, limit-i, &inWordOfCommand)
	return run(text, i, limit-i, &isBlank)
}

var inWordOfCommand = isBlank.not()

// optionValue returns the value of an option that ends at i.
func optionValue(text string, i int, next bool) (start, end int, ok bool) {
	gap := run(text, i, blankReach, &isBlank)
	if gap > i && !next {
		return 0, 0, false // asks for it, and a name follows
	}
	if opensQuote(text, gap) {
		return quotedValue(text, gap)
	}
	end = bareEnd(text, gap, judged)
	return gap, end, end > gap
}

// digestResponse returns the hash that answers for a password in HTTP's digest scheme.
func digestResponse(text string, at int) (start, end int, ok bool) {
	start = run(text, at+len("response="), 1, &quotes)
	end = run(text, start, 65, &isHex)
	if n := end - start; n != 32 && n != 64 {
		return 0, 0, false
	}
	return start, end, containsFold(text[max(0, at-commandReach):at], "digest ")
}
