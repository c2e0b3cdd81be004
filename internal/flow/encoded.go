package flow

// decoder looks into what is encoded in a text.
type decoder struct {
	e *Engine
	s *Session
	t *tally
}

// maxDepth is how often a text is decoded: base64 of base64, but no further.
const maxDepth = 2

// decode decodes each run of a text that is base64 or hex of text, and looks for results
// in it and in what that encodes. The time is linear: a run is read some times, and what
// it decodes to is shorter.
func decode[T string | []byte](d *decoder, text T, depth int) {
	for at := 0; ; {
		r := nextRun(text, at)
		if r.to == 0 {
			return
		}
		if r.mixed() {
			decodeRun(d, text[r.from:r.to], depth)
		}
		at = r.to
	}
}

// pieceSize is how many characters of a run are decoded at once: a page of base64. The
// next ones begin overlapSize before the last ones end, and at a multiple of four.
const (
	pieceSize   = pageSize / 3 * 4
	pieceRepeat = 128
)

func decodeRun[T string | []byte](d *decoder, run T, depth int) {
	var piece [pieceSize]byte
	n := 0
	for i := 0; i < len(run); {
		var size int
		piece[n], size = symbol(run, i)
		i += max(size, 1)
		if piece[n] != 0 {
			n++
		}
		if n == len(piece) {
			d.piece(piece[:n], depth)
			n = copy(piece[:], piece[n-pieceRepeat:])
		}
	}
	d.piece(piece[:n], depth)
}

// piece decodes a part of a run, in whatever way gives text.
func (d *decoder) piece(piece []byte, depth int) {
	var p page
	n := fromHex(p.text[:], hexPart(piece))
	if n == 0 {
		n = fromBase64(p.text[:], piece)
	}
	if n == 0 {
		return
	}
	if depth+1 < maxDepth {
		decode(d, p.text[:n], depth+1)
	}
	p.fill(unpercent(p.text[:n]))
	f := finder{e: d.e, s: d.s, p: &p, t: d.t, known: new(cover), weight: float32(len(piece)) / float32(max(p.n, 1))}
	f.find()
}
