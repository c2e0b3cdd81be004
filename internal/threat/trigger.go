package threat

// trigger says what was seen in a text that a detector may be about.
type trigger uint16

const (
	sawHigh      trigger = 1 << iota // a byte that is not ASCII
	sawControl                       // a control character that text does not have
	sawEscape                        // \u
	sawBackslash                     // a backslash before what is not a common escape
	sawRun                           // a long run without a break, as encodings are
	sawData                          // data:
	sawLink                          // ://, or an image or a link of Markdown or HTML
	sawPath                          // a dot or slash before what secrets' names begin with
	sawUp                            // ..
	sawPercent                       // %0, %2 or %5
	sawShell                         // a sign that joins commands, or an option of one
)

// runLength is the least length of an encoding that is worth decoding: 24 characters
// of base64 are 18 bytes, which is about three words.
const runLength = 24

// Classes of bytes that the pass stops at.
const (
	classHigh byte = 1 + iota
	classControl
	classBackslash
	classDot
	classSlash
	classAngle
	classParenthesis
	classPercent
	classDollar
	classShell
	classColon
	classDash
)

var classes = func() (table [256]byte) {
	for b := range table {
		switch {
		case b >= 0x80:
			table[b] = classHigh
		case b < 0x20 && b != '\t' && b != '\n' && b != '\r', b == 0x7f:
			table[b] = classControl
		}
	}
	for b, class := range map[byte]byte{
		'\\': classBackslash, '.': classDot, '/': classSlash, '<': classAngle, '(': classParenthesis,
		'%': classPercent, '$': classDollar, '`': classShell, '|': classShell, ';': classShell, '&': classShell,
		':': classColon, '~': classSlash, '-': classDash,
	} {
		table[b] = class
	}
	return table
}()

// scan passes over a text once and says what was seen. It may say too much, never too
// little.
func scan(text string) (seen trigger) {
	for i := range len(text) {
		class := classes[text[i]]
		if class == 0 {
			continue
		}
		if class == classHigh {
			seen |= sawHigh
			continue
		}
		seen |= look(text, i, class)
	}
	if hasRun(text) {
		seen |= sawRun
	}
	return seen
}

// look says what the byte at i is, together with its neighbours.
func look(text string, i int, class byte) trigger {
	var next, before byte
	if i+1 < len(text) {
		next = text[i+1]
	}
	if i > 0 {
		before = text[i-1]
	}
	switch class {
	case classControl:
		return sawControl
	case classBackslash:
		return backslash(next)
	case classDot:
		return dot(before, next)
	case classSlash:
		return slash(text[i], before, next)
	case classAngle:
		return when(next|0x20 == 'i' || next|0x20 == 'a', sawLink) // img, iframe, a
	case classParenthesis:
		return when(before == ']', sawLink)
	case classPercent:
		return when(next == '0' || next == '2' || next == '5', sawPercent)
	case classDollar:
		return when(next == '(' || next == '{', sawShell)
	case classDash:
		return when(before == ' ' && (isLetter(next) || next == '-'), sawShell) // rm -rf
	case classColon:
		return when(before|0x20 == 'a', sawData)
	default:
		return sawShell
	}
}

func when(yes bool, t trigger) trigger {
	if yes {
		return t
	}
	return 0
}

func backslash(next byte) trigger {
	switch next {
	case 'u':
		return sawEscape
	case 'n', 't', 'r', '"', '/':
		return 0
	default:
		return sawBackslash
	}
}

// dot tells dots before the names of hidden files from those of prose.
func dot(before, next byte) trigger {
	switch {
	case next == '.':
		return sawUp
	case afterDot[next] && !isWord(before):
		return sawPath
	default:
		return when(next|0x20 == 'j' && isWord(before), sawPath) // mcp.json
	}
}

func slash(b, before, next byte) trigger {
	switch {
	case next == '/' && before == ':':
		return sawLink
	case b == '/' && afterSlash[next], b == '~' && (next == '/' || next == '\\'):
		return sawPath
	default:
		return when(next == 'd' && !isWord(before), sawShell) // /dev/tcp
	}
}

// hasRun looks for a run of the characters of base64. It steps by the length of one
// and looks back, so prose costs a few bytes in each step.
func hasRun(text string) bool {
	for end := runLength; end <= len(text); {
		start := end - 1
		for start >= end-runLength && isBase64[text[start]] {
			start--
		}
		if start < end-runLength {
			return true
		}
		end = start + 1 + runLength
	}
	return false
}

var isBase64 = func() (table [256]bool) {
	for b := range table {
		table[b] = isWord(byte(b)) || b == '+' || b == '/' || b == '-'
	}
	return table
}()

func isWord(b byte) bool { return isLetter(b) || b >= '0' && b <= '9' || b == '_' }

func isLetter(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }
