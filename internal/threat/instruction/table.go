package instruction

import (
	"math/bits"
	"strings"
)

const (
	longest   = 16      // bytes of the longest word that is looked up, after folding
	slots     = 1 << 12 // of the table: three to four times the words, so that probes are short
	maybeBits = 1 << 16

	// Of a hash, the highest bits are a slot, and so many a word of maybe and two bits of it.
	slotShift   = 64 - 12
	wordShift   = 64 - 10
	bitShift    = wordShift - 6
	secondShift = bitShift - 6
)

// A table finds the classes of a word in a constant number of steps.
//
// A word of up to sixteen bytes is two numbers: its first eight bytes and, if it is
// longer, its last eight. So words compare without a look at their bytes.
type table struct {
	maybe [maybeBits / 64]uint64 // two bits for each hash that some word has, or its head
	words [slots]entry
}

type entry struct {
	head, tail uint64
	len        int
	classes    classes
}

// words is the lexicon in all languages.
var words = newTable(lexicon, languages)

func newTable(lexicons ...map[class]string) *table {
	t := new(table)
	for _, lexicon := range lexicons {
		for c, list := range lexicon {
			for word := range strings.FieldsSeq(list) {
				t.addWord(word, c.set())
			}
		}
	}
	return t
}

func (t *table) addWord(word string, c classes) {
	var f folded
	for _, r := range word {
		f.rune(r)
	}
	t.add(&f, c)
	if c&telling != 0 && f.rot13() {
		t.add(&f, c|disguised.set())
	}
}

// telling are the classes whose words are looked for in ROT13, too.
const telling = 1<<ignoring | 1<<previous | 1<<orders | 1<<secret

func (t *table) add(f *folded, c classes) {
	head, tail := f.key()
	n := f.len
	h := hash(head, tail)
	t.mark(h)
	t.mark(hashHead(head))
	for i := h >> slotShift; ; i = (i + 1) % slots {
		e := &t.words[i]
		if e.len == 0 {
			*e = entry{head: head, tail: tail, len: n}
		}
		if e.head == head && e.tail == tail && e.len == n {
			e.classes |= c
			return
		}
	}
}

func (t *table) mark(h uint64) { t.maybe[h>>wordShift] |= 1<<(h>>bitShift%64) | 1<<(h>>secondShift%64) }

// may returns 0 for what is the hash of no word and of no head, as nearly all are, and 1 for
// others. It looks at two bits, which few others have both (Bloom, 1970), of one word, so that
// little memory is read (Putze, Sanders, Singler, 2007).
func (t *table) may(h uint64) uint64 {
	word := t.maybe[h>>wordShift]
	return word >> (h >> bitShift % 64) & (word >> (h >> secondShift % 64)) & 1
}

// firstLetters keep so many bytes of eight, or all: a table of them is faster than a shift.
var firstLetters = func() (masks [blockSize]uint64) {
	for n := range masks {
		masks[n] = ^uint64(0) >> (64 - 8*min(n, 8))
	}
	return masks
}()

// find returns the classes of a word, none if the lexicon does not have it, as of most words.
func (t *table) find(head, tail uint64, n int) classes {
	if t.may(hash(head, tail)) == 0 {
		return 0
	}
	return t.get(head, tail, n)
}

// get is find for a word that the lexicon is likely to have.
func (t *table) get(head, tail uint64, n int) classes {
	for i := hash(head, tail) >> slotShift; ; i = (i + 1) % slots {
		e := &t.words[i]
		if e.len == 0 {
			return 0
		}
		if e.head == head && e.tail == tail && e.len == n {
			return e.classes
		}
	}
}

// hash mixes a word; its high bits are for use. The multipliers are the odd numbers next to
// 2^64 divided by the golden ratio and by the plastic number, which spread small differences
// widely.
func hash(head, tail uint64) uint64 {
	return hashHead(head) ^ bits.RotateLeft64(tail*0xc13fa9a902a6328f, 29)
}

// hashHead mixes a word of up to eight letters, or the first eight of another.
func hashHead(head uint64) uint64 { return head * 0x9e3779b97f4a7c15 }

const spaces = 0x2020202020202020 // turns capital letters of ASCII into small ones

// lower returns the key of an ASCII word text[i:j], which has at most sixteen letters.
func lower(text string, i, j int) (head, tail uint64) {
	if i+8 > len(text) {
		return lowerAtEnd(text[i:j]), 0
	}
	if j-i > 8 {
		tail = load(text, j-8) | spaces
	}
	return (load(text, i) | spaces) & firstLetters[uint(j-i)%blockSize], tail
}

// lowerAtEnd is lower of a word behind which the text ends so soon that it has no eight bytes.
func lowerAtEnd(word string) (head uint64) {
	for k := len(word) - 1; k >= 0; k-- {
		head = head<<8 | uint64(word[k]|' ')
	}
	return head
}

// load returns eight bytes of text as a number, the first as the lowest.
func load(text string, i int) uint64 {
	b := text[i : i+8]
	return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
		uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
}
