package threat

import "strings"

// findTerminal finds the control sequences of ECMA-48 and xterm, with an escape
// character, its JSON escape, or the single character U+009B. A terminal does not show
// what they hide, overwrite or rename; a model reads it all.
func findTerminal(f *finder, text string) {
	for i := 0; i < len(text); {
		at, body := control(text, i)
		if at < 0 {
			return
		}
		end := f.sequence(text, at, body)
		i = max(end, body)
	}
}

// control finds what begins a sequence, from i on, and where its body begins: after
// the escape character. Both are negative where there is none.
func control(text string, i int) (at, body int) {
	for ; i < len(text); i++ {
		switch text[i] {
		case 0x1b:
			return i, i + 1
		case '\\':
			if r, ok := unit(text, i); ok && r == 0x1b {
				return i, i + 6
			}
			if i+1 < len(text) && text[i+1] == '\\' {
				i++
			}
		case 0xC2:
			if i+1 < len(text) && text[i+1] == 0x9B {
				return i, i + 1 // that byte is in the place of a bracket
			}
		}
	}
	return -1, -1
}

// What sequences weigh. A shell colours its output and redraws its progress; nothing
// draws in a description.
var (
	drawing = weights{0.8, 0.3, 0.1}
	erasing = weights{0.9, 0.5, 0.3}
	hiding  = weights{0.95, 0.8, 0.8}
	linking = weights{0.9, 0.5, 0.3}
	writing = weights{0.95, 0.9, 0.9}
)

// sequence judges the sequence whose body is at i and returns where it ends.
func (f *finder) sequence(text string, at, i int) (end int) {
	if i >= len(text) {
		return i
	}
	switch text[i] {
	case '[', 0x9B:
		return f.csi(text, at, i+1)
	case ']':
		return f.osc(text, at, i+1)
	case 'P', '_', '^', 'X':
		end = stringEnd(text, i+1)
		f.add(Terminal, at, end, 1, "device control string", linking)
		return end
	case 'c':
		f.add(Terminal, at, i+1, 1, "cursor or erase sequence", erasing)
	}
	return i + 1
}

// csi judges a control sequence: parameters, intermediates, a final byte (ECMA-48 5.4).
func (f *finder) csi(text string, at, i int) (end int) {
	end = i
	for end < len(text) && end-i < 64 && text[end] >= 0x20 && text[end] <= 0x3F {
		end++
	}
	if end >= len(text) || text[end] < 0x40 || text[end] > 0x7E {
		return end
	}
	switch parameters := text[i:end]; text[end] {
	case 'm':
		if conceals(parameters) {
			f.add(Terminal, at, end+1, 1, "hidden text", hiding)
		} else {
			f.add(Terminal, at, end+1, 1, "colour sequence", drawing)
		}
	case 'A', 'B', 'C', 'D', 'E', 'F', 'G', 'H', 'J', 'K', 'S', 'T', 'd', 'f', 's', 'u':
		f.add(Terminal, at, end+1, 1, "cursor or erase sequence", erasing)
	default:
		f.add(Terminal, at, end+1, 1, "control sequence", erasing)
	}
	return end + 1
}

// conceals reports whether the parameters of a colour sequence hide text: 8, or the
// same colour for text and background.
func conceals(parameters string) bool {
	front, back := "", ""
	for rest := parameters; rest != ""; {
		var p string
		p, rest, _ = strings.Cut(rest, ";")
		switch {
		case p == "8":
			return true
		case p == "38" || p == "48": // an indexed or direct colour is the rest
			if p == "38" {
				front, _, _ = strings.Cut(rest, ";48;")
			} else {
				back = rest
			}
			if p == "48" {
				rest = ""
			} else if _, after, ok := strings.Cut(rest, ";48;"); ok {
				back, rest = after, ""
			} else {
				rest = ""
			}
		case len(p) == 2 && p[0] == '3' && p[1] < '8': // 39 is the usual one
			front = p[1:]
		case len(p) == 2 && p[0] == '4' && p[1] < '8':
			back = p[1:]
		}
	}
	return front != "" && front == back
}

// osc judges an operating system command: a number, and what it is about.
func (f *finder) osc(text string, at, i int) (end int) {
	end = stringEnd(text, i)
	number, _, _ := strings.Cut(text[i:end], ";")
	switch number {
	case "8":
		f.add(Terminal, at, end, 1, "hyperlink sequence", linking)
	case "52":
		f.add(Terminal, at, end, 1, "clipboard sequence", writing)
	default:
		f.add(Terminal, at, end, 1, "operating system command", linking)
	}
	return end
}

// stringEnd returns where a control string ends: before a bell or the next escape. One
// that is not closed ends with its line.
func stringEnd(text string, i int) int {
	for ; i < len(text); i++ {
		switch text[i] {
		case 0x07, 0x1b, '\n':
			return i
		case '\\':
			if r, ok := unit(text, i); ok && (r == 0x07 || r == 0x1b) {
				return i
			}
		}
	}
	return i
}
