package mcpspan

import (
	"unsafe"

	"go.opentelemetry.io/collector/pdata/pcommon"

	"github.com/otelcol-mcp/otelcol-mcp/internal/attribute"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

// known is what a decoder has learned from the spans before.
type known struct {
	orders [numOrders]order
	words  [numWords - fieldSpanType]word
}

const (
	numOrders = 8
	atOnce    = 63 // attributes
)

// order is in which slots the keys of a span were: those of the next often come in the same order.
// The last slot ends it.
type order [atOnce + 1]*slot

// endOfOrder is a slot of no key.
var endOfOrder = noSlot

func newKnown() *known {
	k := &known{}
	for i := range k.orders {
		for j := range k.orders[i] {
			k.orders[i][j] = &noSlot
		}
		k.orders[i][atOnce] = &endOfOrder
	}
	return k
}

// orderOf returns where the order of the last span begins that had so many attributes. There are
// several since what only some calls have, like error.type, would put the rest of the others out of
// order.
func (k *known) orderOf(attributes int) **slot { return &k.orders[attributes%numOrders][0] }

// follow assigns attributes for as long as they come in an order and are what is expected, and returns
// the first that is not, or nil. For most spans it is all there is to do, so it is written for the
// processor: it calls nothing and looks at nothing twice.
func (d *Decoder) follow(p, last *attribute.Pair, expected **slot) (*attribute.Pair, **slot) {
	call, text := d.call, attribute.Text
	for {
		s, key := *expected, p.Key
		if !s.ends(key) || len(key) > 2*wordSize && !s.middle(key) {
			return p, expected
		}
		if p.Is(text) {
			var value string
			if value = p.Text(); value == "" {
				return p, expected
			}
			if s.place != 0 {
				*textAt(call, uintptr(s.place)) = value
			} else if at := s.field - fieldSpanType; at >= numWords-fieldSpanType || !d.known.words[at].is(value) {
				return p, expected
			} else {
				d.Stated.set(at, d.known.words[at].value)
			}
		} else if s.field != fieldPort || !takePort(call, p) {
			return p, expected
		}
		if p == last {
			return nil, expected
		}
		p = (*attribute.Pair)(unsafe.Add(unsafe.Pointer(p), unsafe.Sizeof(*p)))
		expected = (**slot)(unsafe.Add(unsafe.Pointer(expected), unsafe.Sizeof(expected)))
	}
}

// differs assigns an attribute that is not what is expected, and those after it.
func (d *Decoder) differs(all pcommon.Map, p, last *attribute.Pair, expected **slot) {
	for p != nil {
		s := keys.find(p.Key)
		d.assign(s.field, p.Key, p.Value(all))
		if *expected != &endOfOrder {
			*expected = s
			expected = (**slot)(unsafe.Add(unsafe.Pointer(expected), unsafe.Sizeof(expected)))
		}
		if p == last {
			return
		}
		p, expected = d.follow((*attribute.Pair)(unsafe.Add(unsafe.Pointer(p), unsafe.Sizeof(*p))), last, expected)
	}
}

const maxPort = 65535

// takePort takes a port if it is one.
func takePort(c *mcp.Call, p *attribute.Pair) bool {
	port, ok := p.Int()
	if !ok || uint64(port-1) >= maxPort {
		return false
	}
	c.ServerPort = port
	return true
}

// set states the word that a field after fieldSpanType has.
func (st *Stated) set(after field, value uint8) {
	*(*uint8)(unsafe.Add(unsafe.Pointer(st), after)) = value
}

// The words are stated in the order of their fields.
var (
	_ [0]struct{} = [unsafe.Offsetof(Stated{}.Kind)]struct{}{}
	_ [0]struct{} = [unsafe.Offsetof(Stated{}.Role) - uintptr(fieldRole-fieldSpanType)]struct{}{}
	_ [0]struct{} = [unsafe.Offsetof(Stated{}.Outcome) - uintptr(fieldOutcome-fieldSpanType)]struct{}{}
)

// word is a text that was one of a few, and what it means. Most spans say what the one before said.
type word struct {
	first, last uint64 // eight bytes, or four of a text that has fewer
	length      int    // 0 if there is none
	value       uint8
}

const halfWord = wordSize / 2

// remember keeps a text that is neither shorter nor longer than can be compared.
func (w *word) remember(text string, value uint8) {
	switch {
	case len(text) < halfWord, len(text) > 2*wordSize:
	case len(text) < wordSize:
		*w = word{uint64(halfAt(text, 0)), uint64(halfAt(text, len(text)-halfWord)), len(text), value}
	default:
		*w = word{wordAt(text, 0), wordAt(text, len(text)-wordSize), len(text), value}
	}
}

// is reports whether a text, which must not be empty, is the word.
func (w *word) is(text string) bool {
	switch {
	case len(text) != w.length:
		return false
	case len(text) >= wordSize:
		return wordAt(text, 0) == w.first && wordAt(text, len(text)-wordSize) == w.last
	}
	return halfAt(text, 0) == uint32(w.first) && halfAt(text, len(text)-halfWord) == uint32(w.last)
}

// halfAt is wordAt of four bytes.
func halfAt(text string, at int) uint32 {
	return *(*uint32)(unsafe.Add(unsafe.Pointer(unsafe.StringData(text)), at))
}
