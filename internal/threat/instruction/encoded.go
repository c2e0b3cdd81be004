package instruction

// shortestCode is the length of the shortest word that is decoded: 32 signs hold 24
// letters in base 64 and 16 in base 16, less than which orders nothing.
const shortestCode = 32

// longestCode bounds how much of a run is decoded; a longer one is a file.
const longestCode = 2048

// decode reads the long word text[i:j] and what it says if it is base 64 or base 16 of a
// text. It returns the end of the run, which may be further than that of the word.
func (r *reader) decode(i, j int) int {
	for k := i; k < j; k++ {
		if sextets[r.text[k]] < 0 {
			return j
		}
	}
	for j < len(r.text) && sextets[r.text[j]] >= 0 {
		j++
	}
	r.work += j - i
	if r.inner || j-i < shortestCode {
		return j
	}
	run := r.text[i:min(j, i+longestCode)]
	if hexText(run) {
		r.read(fromHex(run), i, j)
	} else if base64Text(run) {
		r.read(fromBase64(run), i, j)
	}
	return j
}

// read reads a decoded text in the place of text[i:j].
func (r *reader) read(text string, i, j int) {
	r.work += len(text)
	inner := reader{text: text, place: r.place, logit: quiet, inner: true}
	inner.run()
	if inner.logit > r.logit {
		r.logit = inner.logit
		r.best = Evidence{Start: i, End: j, Reasons: inner.best.Reasons | Disguise}
	}
}

// sextets are the values of the signs of base 64 in both alphabets (RFC 4648, sections 4
// and 5), -1 of all others.
var sextets = func() (v [256]int8) {
	const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
	for i := range v {
		v[i] = -1
	}
	for i := range len(alphabet) {
		v[alphabet[i]] = int8(i)
	}
	v['-'], v['_'] = 62, 63
	return v
}()

// text tells whether decoded bytes are those of a text: letters of ASCII with a space now and
// then, and one other in eight at most.
type text struct{ spaces, others int }

func (t *text) add(b byte) {
	switch {
	case b|' ' >= 'a' && b|' ' <= 'z':
	case b == ' ' || b == '\n':
		t.spaces++
	default:
		t.others++
	}
}

// base64Text and hexText decide by the first bytes of a run.
func base64Text(run string) bool {
	const most = shortestCode * 3 / 4 / 8
	var t text
	for k := 0; k+4 <= shortestCode && t.others <= most; k += 4 {
		a, b, c := triple(run[k:])
		t.add(a)
		t.add(b)
		t.add(c)
	}
	return t.spaces > 0 && t.others <= most
}

func hexText(run string) bool {
	const most = shortestCode / 2 / 8
	var t text
	for k := 0; k+2 <= shortestCode && t.others <= most; k += 2 {
		b, ok := hexByte(run[k:])
		if !ok {
			return false
		}
		t.add(b)
	}
	return t.spaces > 0 && t.others <= most
}

// triple decodes four signs.
func triple(s string) (a, b, c byte) {
	v := uint32(sextets[s[0]])<<18 | uint32(sextets[s[1]])<<12 | uint32(sextets[s[2]])<<6 | uint32(sextets[s[3]])
	return byte(v >> 16), byte(v >> 8), byte(v)
}

func hexByte(s string) (byte, bool) {
	high, ok := hexDigit(s[0])
	low, ok2 := hexDigit(s[1])
	return high<<4 | low, ok && ok2
}

func hexDigit(c byte) (byte, bool) {
	switch {
	case c >= '0' && c <= '9':
		return c - '0', true
	case c|' ' >= 'a' && c|' ' <= 'f':
		return c | ' ' - 'a' + 10, true
	}
	return 0, false
}

func fromBase64(run string) string {
	b := make([]byte, 0, len(run)*3/4)
	for k := 0; k+4 <= len(run); k += 4 {
		x, y, z := triple(run[k:])
		b = append(b, x, y, z)
	}
	return string(b)
}

func fromHex(run string) string {
	b := make([]byte, 0, len(run)/2)
	for k := 0; k+2 <= len(run); k += 2 {
		c, ok := hexByte(run[k:])
		if !ok {
			break
		}
		b = append(b, c)
	}
	return string(b)
}
