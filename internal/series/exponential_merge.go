package series

import "slices"

func (b *ExponentialBuckets) clone() *ExponentialBuckets {
	own := *b
	own.Counts = slices.Clone(b.Counts)
	return &own
}

// merge adds what others counted, in at most so many buckets.
func (b *ExponentialBuckets) merge(more *ExponentialBuckets, maxSize int) {
	b.Zero += more.Zero
	if len(more.Counts) == 0 {
		return
	}
	b.downscale(max(0, b.Scale-more.Scale))
	fall := more.Scale - b.Scale
	fall += b.makeRoom(more.Offset>>fall, (more.Offset+len(more.Counts)-1)>>fall, maxSize)
	for at, n := range more.Counts {
		b.Counts[(more.Offset+at)>>fall-b.Offset] += n
	}
}

// since returns what was counted after an earlier state of the same buckets, whose scale may
// have been higher.
func (b *ExponentialBuckets) since(earlier *ExponentialBuckets) *ExponentialBuckets {
	change := b.clone()
	change.Zero -= earlier.Zero
	fall := earlier.Scale - b.Scale
	for at, n := range earlier.Counts {
		change.Counts[(earlier.Offset+at)>>fall-b.Offset] -= n
	}
	change.trim()
	return change
}

// trim drops empty buckets at both ends.
func (b *ExponentialBuckets) trim() {
	for len(b.Counts) > 0 && b.Counts[len(b.Counts)-1] == 0 {
		b.Counts = b.Counts[:len(b.Counts)-1]
	}
	for len(b.Counts) > 0 && b.Counts[0] == 0 {
		b.Counts = b.Counts[1:]
		b.Offset++
	}
}
