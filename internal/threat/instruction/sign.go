package instruction

// outside tells the characters beyond ASCII that no word goes on with.
func outside(c rune) bool {
	switch {
	case c < 0xc0:
		return !invisible(c)
	case c >= 0x2010 && c < 0x2100:
		return !invisible(c)
	case c >= 0x2100 && c < 0x24b6, c >= 0x2500 && c < 0xd7b0:
		return true
	case c >= 0xff01 && c < 0xff21, c >= 0x1f300 && c < 0x20000:
		return true
	}
	return c == 0xfffd || c == 0xe0020 || c == 0x60c || c == 0x61b || c == 0x61f
}

// stop reads such a character, which ends at an offset.
func (r *reader) stop(c rune, at int) {
	switch c {
	case '。', '！', '？', '；', '…', '؟', '؛', '।':
		r.sign = 0
		r.end(at)
	case '，', '、', '：', '،', '¿', '¡', '「', '」', '“', '”', '•', '–', '—':
		r.sign = 0
		r.s.clause = r.word + 1
	case blackFlag:
		r.s.tags -= lettersOfFlag
	default:
		if c < 0x2e80 || c >= 0xd7b0 {
			r.sign = 0
			return
		}
		r.pair(c, at)
	}
}

// pair looks up a sign of Chinese, Japanese or Korean, which ends at an offset, together
// with the one before.
func (r *reader) pair(c rune, at int) {
	var f folded
	if r.sign != 0 {
		f.rune(r.sign)
	}
	f.rune(c)
	r.sign = c
	r.word++
	if c == '请' || c == '請' {
		r.known(at-1, at, please.set())
		return
	}
	head, tail := f.key()
	if c := words.find(head, tail, f.len); c != 0 {
		if c&ignoring.set() != 0 && r.s.near(orders, r.word, 20) {
			r.s.hits |= setAside.set()
		}
		r.word-- // the first of the two counts
		r.known(at-1, at, c)
		r.word++
	}
}

// blackFlag is the emoji that five tag letters follow to make the flag of a region
// (Unicode Technical Standard 51, section 3.3).
const (
	blackFlag     = 0x1f3f4
	lettersOfFlag = 5
)

// count counts letters that are drawn as nothing, each of which stands for a letter of
// ASCII (Unicode 16, block Tags).
func (r *reader) count(c rune) {
	if c > 0xe0020 && c < 0xe007f {
		r.s.tags++
	}
}
