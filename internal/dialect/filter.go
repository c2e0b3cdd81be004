package dialect

// filter tells most texts that are not in a set from those that are, by their length
// and a few of their bytes. It takes 520 bytes, where the tables of keys are spread over
// 30 KiB: that much of the fastest memory is not free where spans are only passed on.
type filter struct {
	// texts has a bit for three bytes of each text, by length; the last element is for
	// all longer ones.
	texts [maxKey + 1]uint64
	// heads has a bit for two bytes of each prefix.
	heads uint64
}

// headSize is the length of the shortest prefix.
const headSize = 4

// add makes the filter pass a text.
func (f *filter) add(text string) {
	if len(text) >= headSize { // shorter ones pass anyway
		f.texts[min(len(text), maxKey)] |= bitOf(text)
	}
}

// addPrefix makes the filter pass all texts that begin so.
func (f *filter) addPrefix(head string) {
	if len(head) < headSize {
		f.heads = ^uint64(0)
		return
	}
	f.heads |= headOf(head)
}

// mayHave reports whether a text may be in the set. It errs on the side of yes.
func (f *filter) mayHave(text string) bool {
	return len(text) < headSize || f.texts[min(len(text), maxKey)]&bitOf(text)|f.heads&headOf(text) != 0
}

// bitOf chooses one of 64 bits by the bytes in which texts of one length differ most.
func bitOf(text string) uint64 {
	return 1 << ((uint(text[0]) + 7*uint(text[len(text)/2]) + 29*uint(text[len(text)-1])) % 64)
}

// headOf chooses one of 64 bits by the beginning of a text, of at least headSize bytes.
func headOf(text string) uint64 { return 1 << ((uint(text[0]) + 7*uint(text[headSize-1])) % 64) }
