package threat

import "strings"

// findShell finds commands of a shell. In arguments of a tool that is none they are
// injected (CWE-78); a description seldom needs one; results are full of honest ones.
func findShell(f *finder, text string) {
	for i := 0; i < len(text); i++ {
		if i%8 == 0 {
			i = skipPlain(text, i, sawShell)
		}
		if i >= len(text) || !shellSigns[text[i]] {
			continue
		}
		switch text[i] {
		case '|', ';', '&':
			i = f.joined(text, i)
		case '$':
			if name := command(text, i+2, true); name != "" && text[i+1] == '(' {
				f.add(Shell, i, i+2+len(name), 1, "command substitution", weights{0.6, 0.6, 0.1})
			}
		case '`':
			if name := command(text, i+1, true); name != "" && f.place == Arguments {
				f.add(Shell, i, i+1+len(name), 1, "command substitution", weights{Arguments: 0.4})
			}
		case '/':
			if strings.HasPrefix(text[i:], "/dev/tcp/") && (i == 0 || !isWord(text[i-1])) {
				f.add(Shell, i, i+9, 1, "reverse shell", weights{0.95, 0.95, 0.4})
			}
		case '-':
			if i > 0 && text[i-1] == ' ' {
				f.option(text, i-1)
			}
		}
	}
}

// shellSigns are the signs that the switch above is about.
var shellSigns = [256]bool{'|': true, ';': true, '&': true, '$': true, '`': true, '/': true, '-': true}

// mayBeShell reports whether the sign at i has next to it what one of a command has. Signs
// alone are everywhere in prose, in tables and in JSON.
func mayBeShell(text string, i int) bool {
	switch text[i] {
	case '$':
		return beginsCommand(text, i+2)
	case '/':
		return strings.HasPrefix(text[i:], "/dev/tcp/")
	case '-': // the last letter of what takes options
		return i > 1 && strings.IndexByte("mltoch", text[i-2]|0x20) >= 0
	case '|', ';', '&':
		if i+1 < len(text) && text[i+1] == text[i] {
			return false // the last one of a row tells
		}
		i++
		for i < len(text) && text[i] == ' ' {
			i++
		}
		return beginsCommand(text, i)
	}
	return beginsCommand(text, i+1)
}

// beginsCommand reports whether what is at i begins with the two letters of a command.
func beginsCommand(text string, i int) bool {
	return i+1 < len(text) && isLetter(text[i]) && isLetter(text[i+1]) && afterFirst[text[i]&0x1f]>>(text[i+1]&0x1f)&1 != 0
}

// afterFirst are the second letters of commands by their first ones: the lowest five bits
// of a letter are its number in the alphabet.
var afterFirst = func() (second [32]uint32) {
	for _, names := range [][]string{interpreters, commands} {
		for _, name := range names {
			second[name[0]&0x1f] |= 1 << (name[1] & 0x1f)
		}
	}
	return second
}()

// Commands that injected text runs. Interpreters run what is piped into them.
var (
	interpreters = []string{"sh", "bash", "zsh", "dash", "sudo", "python", "python3", "perl", "node", "iex", "powershell", "pwsh"}
	downloads    = []string{"curl", "wget", "iwr", "invoke-webrequest", "base64"}
	commands     = []string{"curl", "wget", "nc", "ncat", "bash", "rm", "cat", "chmod", "sudo", "whoami", "echo", "python3", "powershell", "scp", "printenv", "uname", "nslookup"}
)

// joined judges a pipe, or a separator, before a command.
func (f *finder) joined(text string, i int) (last int) {
	last = i
	for last+1 < len(text) && text[last+1] == text[i] {
		last++
	}
	start := last + 1
	for start < len(text) && text[start] == ' ' {
		start++
	}
	if i == 0 || !beginsCommand(text, start) {
		return last
	}
	name := word(text, start)
	end := start + len(name)
	switch {
	case text[i] == '|' && last == i:
		if !among(name, interpreters) || !ends(text, end) || tableRow(text, end) {
			break
		}
		if f.downloadsBefore(text, i) {
			f.add(Shell, i, end, 1, "download that is run", weights{0.95, 0.95, 0.3})
		} else {
			f.add(Shell, i, end, 1, "pipe into an interpreter", weights{0.6, 0.6, 0.1})
		}
	case text[i] == '&' && last == i: // prose
	case among(name, commands) && end < len(text) && text[end] == ' ':
		f.add(Shell, i, end, 1, "joined command", weights{0.6, 0.6, 0.1})
	}
	return last
}

// tableRow reports whether a word between bars is a cell of a table.
func tableRow(text string, end int) bool {
	rest := strings.TrimLeft(text[end:min(len(text), end+16)], " ")
	return rest != "" && rest[0] == '|'
}

// maxPipes is how many pipes of a text are followed back. More are noise, and evidence
// without that.
const maxPipes = 64

// downloadsBefore reports whether what is piped was loaded or decoded: within 256
// bytes, which is a long command.
func (f *finder) downloadsBefore(text string, end int) bool {
	if f.pipes++; f.pipes > maxPipes {
		return false
	}
	before := text[max(0, end-256):end]
	for _, name := range downloads {
		if i := strings.LastIndex(before, name); i >= 0 && ends(before, i+len(name)) {
			return true
		}
	}
	return false
}

// option judges an option after the name of a command.
func (f *finder) option(text string, i int) {
	if i+2 >= len(text) || text[i+1] != '-' {
		return
	}
	start := i
	for start > 0 && i-start < 16 && (isWord(text[start-1]) || text[start-1] == '-') {
		start--
	}
	options := text[i+2 : min(len(text), i+2+16)]
	switch name := text[start:i]; {
	case name == "rm" && strings.ContainsRune(word(options, 0), 'r') && strings.ContainsRune(word(options, 0), 'f'):
		f.add(Shell, start, i+2, 1, "destructive command", weights{0.8, 0.5, 0.1})
	case among(name, []string{"curl", "wget"}):
		f.add(Shell, start, i+2, 1, "network command", weights{0.5, 0.3, 0.05})
	case name == "sudo":
		f.add(Shell, start, i+2, 1, "privileged command", weights{0.6, 0.3, 0.05})
	case name == "nc" && options[0] == 'e', name == "bash" && options[0] == 'i':
		f.add(Shell, start, i+2, 1, "reverse shell", weights{0.9, 0.9, 0.3})
	case among(name, []string{"powershell", "pwsh"}) && options[0]|0x20 == 'e':
		f.add(Shell, start, i+2, 1, "encoded command", weights{0.9, 0.9, 0.4})
	}
}

// word returns the name that begins at i.
func word(text string, i int) string {
	end := i
	for end < len(text) && end-i < 24 && (isWord(text[end]) || text[end] == '-') {
		end++
	}
	return text[min(i, len(text)):end]
}

// command returns the name of a known command at i.
func command(text string, i int, whole bool) string {
	if i >= len(text) {
		return ""
	}
	name := word(text, i)
	if among(name, commands) && (!whole || ends(text, i+len(name))) {
		return name
	}
	return ""
}

func among(name string, names []string) bool {
	for _, n := range names {
		if strings.EqualFold(name, n) {
			return true
		}
	}
	return false
}
