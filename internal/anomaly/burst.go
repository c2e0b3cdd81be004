package anomaly

import "time"

// burst counts events within a window that moves with them. The zero value has counted
// none. It is right to one eighth of a window: events older than that much less than the
// window may be forgotten already.
type burst struct {
	at     int64 // begin of the newest part, in parts since 1970
	counts [burstParts]uint16
}

const burstParts = 8

// add counts an event and returns how many there are within the window.
func (b *burst) add(now int64, window time.Duration) int {
	b.move(now, window)
	if slot := &b.counts[b.at&(burstParts-1)]; *slot < 1<<16-1 {
		*slot++
	}
	return b.sum()
}

// count returns how many there are within the window.
func (b *burst) count(now int64, window time.Duration) int {
	b.move(now, window)
	return b.sum()
}

// move empties the parts that have passed since the last event.
func (b *burst) move(now int64, window time.Duration) {
	at := max(now, 0) / max(int64(window)/burstParts, 1)
	if at-b.at >= burstParts {
		*b = burst{at: at}
		return
	}
	for b.at < at {
		b.at++
		b.counts[b.at&(burstParts-1)] = 0
	}
}

func (b *burst) sum() (n int) {
	for _, count := range b.counts {
		n += int(count)
	}
	return n
}
