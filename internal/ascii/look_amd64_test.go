package ascii

import "testing"

// TestSixteenAtOnce does what the other tests do as on a processor that has no more.
func TestSixteenAtOnce(t *testing.T) {
	defer func(was bool) { wide = was }(wide)
	wide = false
	t.Run("every byte", TestEveryByteIsWhatItIs)
	t.Run("around", TestWhatIsAroundABlockDoesNotMatter)
}

func BenchmarkSixteenAtOnce(b *testing.B) {
	defer func(was bool) { wide = was }(wide)
	wide = false
	BenchmarkOf(b)
}
