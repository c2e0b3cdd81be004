package threat

// trigger says what was seen in a text that a detector may be about.
type trigger uint16

const (
	sawInvisible trigger      = 1 << iota // perhaps the beginning of a character that is not displayed
	sawControl                            // a control character that text does not have
	sawEscape                             // \u
	sawBackslash                          // a backslash before what is not a common escape
	sawLink                               // ://, text/h, or an image or a link of Markdown or HTML
	sawPath                               // a dot or slash before what secrets' names begin with
	sawClimb                              // .. or %0, %2, %5
	sawShell                              // a sign that joins commands, or an option of one
	sawRun                                // a long run without a break, as encodings are
	sawPair      = sawRun - 1             // what three neighbouring bytes tell
)

// runLength is the least length of an encoding that is worth decoding: 24 characters
// of base64 are 18 bytes, which is about three words.
const runLength = 24

// What a byte may be together with the next one, and what it may be together with the
// one before. Both must agree. A byte that is nothing, whatever is around it, is plain.
var (
	withNext, withBefore = neighbours()
	notPlain             = special()
)

func pair(a, b byte) uint16 { return uint16(a) | uint16(b)<<8 }

func neighbours() (next, before [1 << 16]uint8) {
	for a := range 256 {
		for b := range 256 {
			next[pair(byte(a), byte(b))] = uint8(begins(byte(a), byte(b)))
			before[pair(byte(a), byte(b))] = uint8(follows(byte(a), byte(b)))
		}
	}
	return next, before
}

func special() (table [256]uint8) {
	for a := range 256 {
		for b := range 256 {
			table[a] |= withNext[pair(byte(a), byte(b))]
		}
	}
	return table
}

// scan passes over a text once and says what was seen. It may say too much, never too
// little.
func scan(text string, place Place) (seen trigger) {
	if sifts {
		seen = scanSieved(text)
	} else {
		seen = scanPlain(text)
	}
	if place != Arguments && hasRun(text) { // findEncoded does not judge those
		seen |= sawRun
	}
	return seen
}

// scanPlain is scan where there are no sieves.
func scanPlain(text string) (seen trigger) {
	for i := 0; i < len(text); i += 8 {
		i = skipPlain(text, i, sawPair)
		seen |= look(text, i, min(i+8, len(text)))
	}
	return seen
}

// skipPlain passes over bytes, eight at once, none of which is part of what a mask says.
func skipPlain(text string, i int, mask trigger) int {
	n := &notPlain
	for ; i+8 <= len(text); i += 8 {
		x := load(text, i)
		low := n[uint8(x)] | n[uint8(x>>8)] | n[uint8(x>>16)] | n[uint8(x>>24)]
		high := n[uint8(x>>32)] | n[uint8(x>>40)] | n[uint8(x>>48)] | n[uint8(x>>56)]
		if (low|high)&uint8(mask) != 0 {
			break
		}
	}
	return i
}

// load returns eight bytes of text as a number, the first as the lowest.
func load(text string, i int) uint64 {
	b := text[i : i+8]
	return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
		uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
}

// look says what the bytes from i to end are, together with their neighbours.
func look(text string, i, end int) trigger {
	var seen uint8
	for ; i < end; i++ {
		b := text[i]
		if notPlain[b] == 0 {
			continue
		}
		var before, next byte
		if i > 0 {
			before = text[i-1]
		}
		if i+1 < len(text) {
			next = text[i+1]
		}
		saw := trigger(withBefore[pair(before, b)] & withNext[pair(b, next)])
		if saw&sawShell != 0 && !mayBeShell(text, i) {
			saw &^= sawShell
		}
		seen |= uint8(saw)
	}
	return trigger(seen)
}

// begins says what a byte may be before another.
func begins(b, next byte) trigger {
	switch b {
	case '\\':
		return backslash(next)
	case '.':
		return when(next == '.', sawClimb) | when(afterDot[next] || next|0x20 == 'j', sawPath) // mcp.json
	case '/':
		// data:text/html, /dev/tcp
		return when(next == '/' || next == 'h' || next == 'j' || next == 'x', sawLink) | when(afterSlash[next], sawPath) | when(next == 'd', sawShell)
	case '<':
		return when(next|0x20 == 'i' || next|0x20 == 'a', sawLink) // img, iframe, a
	case '(':
		return sawLink // as in ](
	case '%':
		return when(next == '0' || next == '2' || next == '5', sawClimb)
	case '$':
		return when(next == '(', sawShell)
	case '-':
		return when(isLetter(next) || next == '-', sawShell) // rm -rf
	case '|', ';', '&':
		return when(next == ' ' || isLetter(next), sawShell)
	case '`':
		return when(isLetter(next), sawShell)
	}
	control := b < 0x20 && b != '\t' && b != '\n' && b != '\r' || b == 0x7f || b == 0xC2 && next == 0x9B
	return when(leadsHidden(b, next), sawInvisible) | when(control, sawControl)
}

// leadsHidden reports whether two bytes begin the UTF-8 of a character that is not
// displayed; see hiddenClass. So text in other alphabets costs no more than ASCII.
func leadsHidden(b, next byte) bool {
	if b < 0x80 {
		return false
	}
	for _, lead := range []string{
		"\u00AD", "\u034F", "\u115F", "\u17B4", "\u180E", "\u200B", "\u2060", "\u3164", "\uFE00", "\uFEFF", "\uFFA0", "\uFFF9", "\U000E0000",
	} {
		if b == lead[0] && next == lead[1] {
			return true
		}
	}
	return false
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

// follows says what a byte may be after another.
func follows(before, b byte) trigger {
	switch b {
	case '.': // hidden files follow no word; mcp, config, credentials and logins end so
		return when(!isWord(before) || before|0x20 == 'p' || before|0x20 == 'g' || before|0x20 == 's', sawPath) | sawClimb
	case '/':
		return when(before == ':' || before == 't' || before == 'n', sawLink) | sawPath | when(!isWord(before), sawShell)
	case '(':
		return when(before == ']', sawLink)
	case '-':
		return when(before == ' ', sawShell)
	}
	return sawPair
}

// hasRun looks for a run of letters and digits.
func hasRun(text string) bool {
	start, _ := nextAlphanumeric(text, 0)
	return start >= 0
}

// nextAlphanumeric finds a run of letters and digits, from i on, that is long enough,
// and what of it was seen; both are negative where there is none. The other two signs
// of base64 are rare in the encoding of ASCII, and everywhere in paths and identifiers.
func nextAlphanumeric(text string, i int) (start, end int) {
	before := beforeRun(text[i:])
	if before < 0 {
		return -1, -1
	}
	return stepToRun(text, i+before)
}

// stepToRun is nextAlphanumeric. It steps by the length of a run and looks back, so prose costs a
// few bytes in each step.
func stepToRun(text string, i int) (start, end int) {
	for end = i + runLength; end <= len(text); {
		start = end - 1
		for start >= end-runLength && isAlphanumeric[text[start]] {
			start--
		}
		if start < end-runLength {
			return start + 1, end
		}
		end = start + 1 + runLength
	}
	return -1, -1
}

var isAlphanumeric, isBase64 = func() (plain, all [256]bool) {
	for b := range plain {
		plain[b] = isWord(byte(b)) && b != '_'
		all[b] = plain[b] || b == '+' || b == '/' || b == '-' || b == '_'
	}
	return plain, all
}()

func isWord(b byte) bool { return isLetter(b) || b >= '0' && b <= '9' || b == '_' }

func isLetter(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }
