package dedup

// table is a set of keys. A word is 40 bits of the key, 12 bits of the time in two
// seconds each, and 12 bits that count what was noted.
type table struct {
	lines *[numLines][ways]uint64
	noted uint64
}

const (
	orderBits = 12
	timeBits  = 12
	perOrder  = 16 // keys that are noted with one number
)

func newTable() table { return table{lines: new([numLines][ways]uint64)} }

// find returns the place of a key and whether it is there. If it is not, the place is
// where it is to be noted: an empty one, or that of what was noted first.
func (t *table) find(key uint64, now uint32) (set, way int, ok bool) {
	set = int(key / numShards % numLines)
	line, oldest := &t.lines[set], uint64(0)
	for i, word := range line {
		if word>>(orderBits+timeBits) == key>>(orderBits+timeBits) && word != 0 && !expired(word, now) {
			return set, i, true
		}
		age := (t.noted/perOrder - word) % (1 << orderBits)
		if word == 0 {
			age = 1 << orderBits
		}
		if age >= oldest {
			oldest, way = age, i
		}
	}
	return set, way, false
}

// expired reads the time of a word.
func expired(word uint64, now uint32) bool {
	return (uint64(now/2)-word>>orderBits)%(1<<timeBits) >= Expiry/2
}

func (t *table) note(set, way int, key uint64, now uint32) {
	t.noted++
	const rest = orderBits + timeBits
	t.lines[set][way] = key>>rest<<rest | uint64(now/2)%(1<<timeBits)<<orderBits | t.noted/perOrder%(1<<orderBits)
}

// sweep forgets what has expired.
func (t *table) sweep(now uint32) {
	for set := range t.lines {
		for way, word := range &t.lines[set] {
			if word != 0 && expired(word, now) {
				t.lines[set][way] = 0
			}
		}
	}
}
