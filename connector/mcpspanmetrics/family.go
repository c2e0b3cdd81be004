package mcpspanmetrics

import (
	"encoding/binary"
	"math/rand/v2"

	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/dialect"
)

// family puts the spans of one resource in such an order that parents come before
// their children, as far as one batch has both: of two spans that tell of one call the
// outer one knows more of how it ended. SDKs send the inner one first.
type family struct {
	// born are the ids of the spans, 0 where there is none; a power of two long.
	// Which ones were counted is in done at the same place.
	born  []uint64
	done  []bool
	later []relative
	alone bool // no span is the child of another
}

// relative is a span that waits for its parent.
type relative struct {
	scope dialect.Scope
	span  ptrace.Span
}

// begin notes the spans of a resource.
func (f *family) begin(rs ptrace.ResourceSpans, wanted bool) {
	f.later = f.later[:0]
	n := 0
	f.alone = true
	for _, ss := range rs.ScopeSpans().All() {
		n += ss.Spans().Len()
		if !wanted || !f.alone {
			continue
		}
		for _, span := range ss.Spans().All() {
			if !span.ParentSpanID().IsEmpty() {
				f.alone = false
				break
			}
		}
	}
	if f.alone || n < 2 {
		f.alone = true
		return
	}
	f.reset(n)
	for _, ss := range rs.ScopeSpans().All() {
		for _, span := range ss.Spans().All() {
			if id := numberOf(span.SpanID()); id != 0 {
				f.born[f.place(id)] = id
			}
		}
	}
}

// reset makes room for so many spans.
func (f *family) reset(spans int) {
	size := 4
	for size < 2*spans {
		size *= 2
	}
	if cap(f.born) < size {
		f.born, f.done = make([]uint64, size), make([]bool, size)
		return
	}
	f.born, f.done = f.born[:size], f.done[:size]
	clear(f.born)
	clear(f.done)
}

// spread scatters ids. Nobody knows it, so nobody can choose ids that collide.
var spread = rand.Uint64() | 1

// place is where an id is, or where it would be.
func (f *family) place(id uint64) int {
	mask := uint64(len(f.born) - 1)
	at := id * spread >> 32 & mask
	for f.born[at] != 0 && f.born[at] != id {
		at = (at + 1) & mask
	}
	return int(at)
}

// waits reports whether a span is to be counted after its parent, which comes later in
// the batch, and puts it off if so. Of spans that are alone none does.
func (f *family) waits(scope dialect.Scope, span ptrace.Span) bool {
	if f.isDue(span) {
		return false
	}
	f.later = append(f.later, relative{scope, span})
	return true
}

// isDue reports whether nothing that a span waits for is still to come. If so, the span
// counts as told.
func (f *family) isDue(span ptrace.Span) bool {
	if parent := numberOf(span.ParentSpanID()); parent != 0 {
		if at := f.place(parent); f.born[at] == parent && !f.done[at] && parent != numberOf(span.SpanID()) {
			return false
		}
	}
	if id := numberOf(span.SpanID()); id != 0 {
		f.done[f.place(id)] = true
	}
	return true
}

// maxGenerations bounds how often what waits is looked through.
const maxGenerations = 16

// waiting returns the spans that were put off, parents before their children. Circles,
// and what is beyond the bound, come last in the order sent.
func (f *family) waiting() []relative {
	due := 0
	for range maxGenerations {
		before := due
		// Children tend to be sent before their parents.
		for i := len(f.later) - 1; i >= due; i-- {
			if f.isDue(f.later[i].span) {
				f.later[i], f.later[due] = f.later[due], f.later[i]
				due++
				i++
			}
		}
		if due == before || due == len(f.later) {
			break
		}
	}
	return f.later
}

// forget lets go of the batch.
func (f *family) forget() {
	clear(f.later)
	f.later = f.later[:0]
}

func numberOf(id [8]byte) uint64 { return binary.LittleEndian.Uint64(id[:]) }
