package threat

import "unicode"

// What characters that are not displayed are.
const (
	visible byte = iota
	tagCharacter
	selector
	bidiControl
	zeroWidth
	filler
)

// hiddenClass sorts characters of Unicode 16. Marks that only hint at a direction
// (U+200E, U+200F, U+061C) are honest and count as visible.
func hiddenClass(r rune) byte {
	switch {
	case r < 0xAD, r > 0x3164 && r < 0xFE00:
		return visible
	case r >= 0xE0000 && r <= 0xE007F:
		return tagCharacter
	case r >= 0xFE00 && r <= 0xFE0F, r >= 0xE0100 && r <= 0xE01EF:
		return selector
	case r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069:
		return bidiControl
	case r >= 0x200B && r <= 0x200D, r == 0x2060, r == 0xFEFF, r == 0xAD, r == 0x180E:
		return zeroWidth
	case r >= 0x2061 && r <= 0x2064, r >= 0x206A && r <= 0x206F, r >= 0xFFF9 && r <= 0xFFFB,
		r == 0x3164, r == 0xFFA0, r == 0x115F, r == 0x1160, r == 0x34F, r == 0x17B4, r == 0x17B5:
		return filler
	default:
		return visible
	}
}

// findHidden walks over the characters once; runs of hidden ones of a class are judged
// with what is before and after them.
func findHidden(f *finder, text string) {
	c := characters{text: text}
	var b bidi
	before, run := rune(0), hiddenRun{}
	for {
		if run.n == 0 && b.n == 0 && c.skipPlain() {
			before, b.rtl = rune(text[c.end-1]), b.rtl && !c.newline
		}
		if !c.next() {
			break
		}
		class := hiddenClass(c.r)
		if class != run.class {
			run.judge(f, c.r)
			run = hiddenRun{class: class, start: c.start, before: before}
		}
		b.see(f, c.r, c.start)
		if class == visible {
			before = c.r
			continue
		}
		run.note(c.r, c.end)
	}
	run.judge(f, 0)
	b.line(f)
}

// hiddenRun is a run of hidden characters of one class.
type hiddenRun struct {
	class         byte
	start, end, n int
	before        rune // the visible one before it; 0 is none
	first, last   rune
	letters       int // of a message in tag characters
}

func (h *hiddenRun) note(r rune, end int) {
	if h.n == 0 {
		h.first = r
	}
	if r > 0xE0020 && r < 0xE007F {
		h.letters++
	}
	h.last, h.end = r, end
	h.n++
}

func (h *hiddenRun) judge(f *finder, after rune) {
	if h.n == 0 {
		return
	}
	switch h.class {
	case tagCharacter:
		h.tags(f)
	case selector:
		h.selectors(f)
	case zeroWidth:
		h.zeroWidth(f, after)
	case filler:
		h.fillers(f, after)
	}
}

func (h *hiddenRun) add(f *finder, detail string, w weights) {
	f.add(Hidden, h.start, h.end, h.n, detail, w)
}

// tags judges tag characters. They are honest only in the flag of a part of a country:
// a black flag, three to six letters, and the end (Unicode TS 51, ED-14a).
func (h *hiddenRun) tags(f *finder) {
	if h.before == 0x1F3F4 && h.last == 0xE007F && h.letters >= 3 && h.letters <= 6 && h.n == h.letters+1 {
		return
	}
	h.add(f, "tag characters", weights{1, 1, 0.95})
}

// selectors judges variation selectors. One after a character chooses its look; more
// carry bytes, of which the first is often in the place of an honest one. The
// supplement's are honest after ideographs only.
func (h *hiddenRun) selectors(f *finder) {
	switch {
	case h.n >= 4:
		h.add(f, "variation selectors", weights{1, 1, 0.95})
	case h.n >= 2:
		h.add(f, "variation selectors", weights{0.6, 0.6, 0.4})
	case h.first >= 0xE0100 && !unicode.Is(unicode.Han, h.before):
		h.add(f, "variation selectors", weights{0.4, 0.3, 0.2})
	}
}

// zeroWidth judges joiners and spaces without width: honest in emoji, at the
// beginning of a file, at the edge of a word, and in scripts that join letters or do
// not write spaces. A soft hyphen is honest in any word.
func (h *hiddenRun) zeroWidth(f *finder, after rune) {
	switch {
	case h.n >= 8: // a byte, where each carries a bit
		h.add(f, "zero-width characters", weights{0.95, 0.9, 0.9})
	case h.first == 0xAD && h.n == 1:
	case alphabetic(h.before) && alphabetic(after):
		h.add(f, "zero-width characters in a word", weights{0.6, 0.4, 0.3})
	case h.n >= 3:
		h.add(f, "zero-width characters", weights{0.5, 0.3, 0.2})
	}
}

// alphabetic reports whether letters of a script neither join nor go without spaces:
// nothing invisible belongs between two of them.
func alphabetic(r rune) bool {
	return r < 0x80 && isLetter(byte(r)) || r >= 0x80 && unicode.In(r, unicode.Latin, unicode.Greek, unicode.Cyrillic)
}

// fillers judges characters that take no space or look like one: operators that
// mathematics does not show, and placeholders of Hangul, which are honest next to it.
func (h *hiddenRun) fillers(f *finder, after rune) {
	hangul := unicode.Is(unicode.Hangul, h.before) || unicode.Is(unicode.Hangul, after)
	switch {
	case h.n >= 4:
		h.add(f, "invisible fillers", weights{0.95, 0.9, 0.9})
	case hangul:
	case alphabetic(h.before) && alphabetic(after):
		h.add(f, "invisible fillers", weights{0.6, 0.5, 0.4})
	default:
		h.add(f, "invisible fillers", weights{0.4, 0.3, 0.2})
	}
}
