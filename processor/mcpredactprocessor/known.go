package mcpredactprocessor

import "hash/maphash"

// knownSlots is a power of two.
const knownSlots = 1024

// known remembers short texts that the redactor has left as they are, and the keys they
// stand under: names of attributes, methods and tools come again and again. It holds
// 64 KiB, and what was seen last in each slot.
//
// It is right as long as what becomes of a text depends on nothing but its key.
type known struct {
	seed  maphash.Seed
	slots [knownSlots]knownText
}

// knownText is a key and a text behind it.
type knownText struct {
	key, text uint8 // lengths
	bytes     [62]byte
}

func newKnown() *known { return &known{seed: maphash.MakeSeed()} }

// slot returns where a text is if it is known, or nil for one that is too long.
func (k *known) slot(key, text string) *knownText {
	if len(key)+len(text) > len(knownText{}.bytes) {
		return nil
	}
	hash := maphash.String(k.seed, text)
	if key != "" { // few keys are as long as each other and end alike
		hash += 31*uint64(len(key)) + 961*uint64(key[len(key)-1]) + 29_791*uint64(key[len(key)/2])
	}
	return &k.slots[hash%knownSlots]
}

func (t *knownText) is(key, text string) bool {
	return t != nil && int(t.key) == len(key) && int(t.text) == len(text) &&
		string(t.bytes[:t.key]) == key && string(t.bytes[t.key:int(t.key)+len(text)]) == text
}

func (t *knownText) set(key, text string) {
	if t != nil {
		t.key, t.text = uint8(len(key)), uint8(len(text)) // slot has looked that they fit
		copy(t.bytes[copy(t.bytes[:], key):], text)
	}
}
