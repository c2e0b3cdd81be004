package threat

// bidi judges controls of direction by the line, as Unicode ends their effect there
// (UAX 9, P1). They are honest where they are closed and something is written from
// right to left; isolates are honest around inserted text anywhere. Otherwise the text
// is displayed in an order in which no model reads it ("Trojan Source", Boucher and
// Anderson, 2021).
type bidi struct {
	n, open    int
	start, end int
	override   bool // forces a direction
	forces     bool // embeds or isolates from right to left, or forces
	rtl        bool // a letter written from right to left
	unbalanced bool
}

func (b *bidi) see(f *finder, r rune, at int) {
	switch {
	case r == '\n' || r == 0x2029:
		b.line(f)
	case r < 0x590:
	case r >= 0x202A && r <= 0x202E || r >= 0x2066 && r <= 0x2069:
		b.control(r, at)
	case r <= 0x8FF, r >= 0xFB1D && r <= 0xFDFF, r >= 0xFE70 && r <= 0xFEFC, r >= 0x10800 && r <= 0x10FFF, r >= 0x1E800 && r <= 0x1EEFF:
		b.rtl = true // the blocks of what is written from right to left
	}
}

func (b *bidi) control(r rune, at int) {
	if b.n == 0 {
		b.start = at
	}
	b.n++
	b.end = at
	switch r {
	case 0x202C, 0x2069: // end of embedding, of isolate
		b.open--
		b.unbalanced = b.unbalanced || b.open < 0
		return
	case 0x202D, 0x202E:
		b.override, b.forces = true, true
	case 0x202B, 0x2067:
		b.forces = true
	}
	b.open++
}

// line judges what was seen of a line and begins another.
func (b *bidi) line(f *finder) {
	if b.n > 0 {
		b.judge(f)
	}
	*b = bidi{}
}

func (b *bidi) judge(f *finder) {
	end := b.end + 3 // each is three bytes of UTF-8; an escape is longer
	switch {
	case b.override && !b.rtl:
		f.add(Hidden, b.start, end, b.n, "bidirectional override", weights{0.95, 0.9, 0.8})
	case b.override:
		f.add(Hidden, b.start, end, b.n, "bidirectional override", weights{0.4, 0.3, 0.2})
	case b.forces && !b.rtl:
		f.add(Hidden, b.start, end, b.n, "bidirectional control", weights{0.7, 0.6, 0.5})
	case b.unbalanced || b.open != 0:
		f.add(Hidden, b.start, end, b.n, "bidirectional control", weights{0.5, 0.4, 0.2})
	}
}
