package flow

import "bytes"

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
		if b := run[i]; alphabet[b] != 0 {
			piece[n] = b
			i, n = i+1, n+1
		} else {
			var size int
			piece[n], size = symbol(run, i)
			i += max(size, 1)
			if piece[n] != 0 {
				n++
			}
		}
		if n == len(piece) {
			d.piece(piece[:n], depth)
			n = copy(piece[:], piece[n-pieceRepeat:])
		}
	}
	d.piece(piece[:n], depth)
}

// piece decodes a part of a run in whatever way gives text; or, if none does, its parts
// between slashes, as base64 may be a part of a path.
func (d *decoder) piece(piece []byte, depth int) {
	if c, ok := recognize(piece); ok {
		d.look(c, len(piece), depth)
		return
	}
	for {
		i := bytes.IndexByte(piece, '/')
		part := piece
		if i >= 0 {
			part, piece = piece[:i], piece[i+1:]
		}
		if c, ok := recognize(part); ok {
			d.look(c, len(part), depth)
		}
		if i < 0 {
			return
		}
	}
}

// look looks for results in what a part of a run of some size encodes.
func (d *decoder) look(c coded, size, depth int) {
	var p page
	text := p.text[:c.decode(p.text[:pageSize])]
	if depth+1 < maxDepth {
		decode(d, text, depth+1)
	}
	p.fill(len(unpercent(text)))
	p.addWords(true)
	f := finder{e: d.e, s: d.s, p: &p, t: d.t, weight: float32(size) / float32(max(p.n, 1))}
	f.find()
}
