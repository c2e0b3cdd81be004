package jsonrpc

import "math"

// maxIndexed is how many members of params or result a message remembers. Those of
// the specification have fewer.
const maxIndexed = 8

// index remembers where in an object its members are, so that whoever wants them
// need not read all of it a second time.
type index struct {
	of      Raw // the object; nil if there is none or it has more members than fit
	n       int
	members [maxIndexed]extent
}

// extent is where name and value of a member begin and end in the object.
type extent struct{ key, keyEnd, value, valueEnd uint32 }

// object reads an object, as value would, and notes its members.
func (s *scanner) object(x *index) (Raw, bool) {
	start := s.pos
	x.of, x.n = nil, 0
	s.pos++
	if s.space(); s.peek() == '}' {
		s.pos++
		return Raw(s.data[start:s.pos]), true
	}
	s.push(true)
	for {
		ok := s.noted(x, start)
		if !ok {
			return nil, false
		}
		switch s.space(); s.peek() {
		case ',':
			s.pos++
		case '}':
			s.pos++
			s.depth--
			object := Raw(s.data[start:s.pos])
			if x.n <= maxIndexed && len(object) <= math.MaxUint32 {
				x.of = object
			}
			return object, true
		default:
			return nil, s.fail(NotJSON)
		}
	}
}

// noted reads a member of the object that begins at start and notes it.
func (s *scanner) noted(x *index, start int) bool {
	s.space()
	key := s.pos - start
	name, ok := s.key()
	if !ok {
		return false
	}
	s.space()
	value := s.pos - start
	if !s.skip() {
		return false
	}
	if x.n < maxIndexed {
		x.members[x.n] = extent{uint32(key), uint32(key + len(name)), uint32(value), uint32(s.pos - start)}
	}
	x.n++
	return true
}

// membersOf does what [Raw.Members] does, without reading where it knows.
func (x *index) membersOf(r Raw, yield func(key, value Raw) bool) {
	if len(x.of) == 0 || len(x.of) != len(r) || &x.of[0] != &r[0] {
		r.Members(yield)
		return
	}
	for i := range x.n {
		m := &x.members[i]
		if !yield(r[m.key:m.keyEnd], r[m.value:m.valueEnd]) {
			return
		}
	}
}
