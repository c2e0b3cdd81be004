package detect

// Samples for the examples of rules. They are made here, so that no example stands
// in the source as one text that a secret scanner would take for a leak.

const sampleAlphabet = "k7Qw2ZtB9xLmR4vNc8HsJf3GyDp6TaXe5VuEbKi1WzFhCgMqPn0oSrAjYdUl"

// sample returns n characters of alphabet in an order without a pattern.
func sample(alphabet string, n int) string {
	b := make([]byte, n)
	state := uint32(len(alphabet)*31 + n)
	for i := range b {
		state = state*1664525 + 1013904223
		b[i] = alphabet[int(state>>16)%len(alphabet)]
	}
	return string(b)
}

func mixed(n int) string { return sample(sampleAlphabet, n) }
func hexa(n int) string  { return sample("0123456789abcdef", n) }
func small(n int) string { return sample("k7w2zt9xmr4v8hs3fy6pa5ube1", n) }
func big(n int) string   { return sample("K7W2ZT9XMR4V8HS3FY6PA5UBE", n) }
func digit(n int) string { return sample("1234567890", n) }

// uuid returns a sample in the form of a UUID.
func uuid() string {
	return hexa(8) + "-" + hexa(4) + "-4" + hexa(3) + "-a" + hexa(3) + "-" + hexa(12)
}

func texts(all ...string) []string { return all }
