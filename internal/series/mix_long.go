package series

// MixLong is as MixText, but with another result, for texts that may be long. What it makes of a
// text is good within a process, not beyond.
func MixLong(sum uint64, text string) uint64 { return mixLong(sum, text) }

// mixLongInGo is MixLong of a text that is not so long, or on a processor without rounds of AES.
func mixLongInGo(sum uint64, text string) uint64 {
	sum = Mix(sum, uint64(len(text)))
	if len(text) <= 64 {
		return MixText(sum, text)
	}
	return mixWords(sum, text)
}

// mixWords folds words four at once, of which none waits for another.
func mixWords(sum uint64, text string) uint64 {
	a, b, c, d := sum^1, sum^2, sum^3, sum^4
	for len(text) > 64 {
		a = fold(a, word(text), word(text[8:]))
		b = fold(b, word(text[16:]), word(text[24:]))
		c = fold(c, word(text[32:]), word(text[40:]))
		d = fold(d, word(text[48:]), word(text[56:]))
		text = text[64:]
	}
	return MixText(fold(fold(sum, a, b), c, d), text)
}
