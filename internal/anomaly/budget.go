package anomaly

import "github.com/otelcol-mcp/otelcol-mcp/internal/baseline"

// budget decides which scores of baselines are told, so that ordinary traffic causes as
// many findings a day as are wanted.
type budget struct {
	perDay float64
	tail   baseline.Tail
	points float64
	first  int64
}

// Observe judges a score and learns it.
func (b *budget) Observe(at int64, s baseline.Score) (rare float64, alert bool) {
	if !s.Ready {
		return 0, false
	}
	if b.first == 0 {
		b.first = at
	}
	b.points++
	days := max(float64(at-b.first)/86400e9, 1)
	p := b.tail.Observe(s.Score)
	return 1 - p/2, p*b.points/days <= b.perDay && s.Score > 0
}
