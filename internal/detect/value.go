package detect

import "math"

// bitsOf[n] is n·log2(n).
var bitsOf = func() (t [256]float64) {
	for n := 2; n < len(t); n++ {
		t[n] = float64(n) * math.Log2(float64(n))
	}
	return t
}()

// entropy returns the Shannon entropy of the first 255 bytes of text, in bits per
// byte.
func entropy(text string) float64 {
	if len(text) >= len(bitsOf) {
		text = text[:len(bitsOf)-1]
	}
	if text == "" {
		return 0
	}
	var counts [256]uint8
	for i := range len(text) {
		counts[text[i]]++
	}
	sum := bitsOf[len(text)]
	for i := range len(text) {
		if n := counts[text[i]]; n > 0 {
			sum -= bitsOf[n]
			counts[text[i]] = 0
		}
	}
	return sum / float64(len(text))
}
