package catalog

import (
	"math/bits"
	"strings"
)

// roll is the list of all tools by what their names look like. A tool is found by its
// skeleton in one look-up; names that are nearly the same by passing over all.
type roll struct {
	entries []entry
	first   map[uint32]int32 // of a skeleton; entries link to the next
}

// entry is a tool in the roll.
type entry struct {
	hash   uint32 // of the skeleton
	next   int32  // with the same; -1 is none
	signs  uint64 // which are in the skeleton
	length int    // of the skeleton
	server Server
	item   *item
}

// add puts an item into the roll, by the hash of the skeleton of its name.
func (r *roll) add(hash uint32, s Server, it *item) {
	look := skeleton(it.name)
	next := int32(-1)
	if head, ok := r.first[hash]; ok {
		next = head
	}
	it.roll = int32(len(r.entries))
	r.first[hash] = it.roll
	r.entries = append(r.entries, entry{hash, next, signsOf(look), len(look), s, it})
}

// remove takes an item out; the last one takes its place.
func (r *roll) remove(it *item) {
	at, last := it.roll, int32(len(r.entries)-1)
	r.unlink(at)
	if at != last {
		r.unlink(last)
		moved := r.entries[last]
		moved.next = -1
		if head, ok := r.first[moved.hash]; ok {
			moved.next = head
		}
		r.first[moved.hash] = at
		moved.item.roll = at
		r.entries[at] = moved
	}
	r.entries[last] = entry{}
	r.entries = r.entries[:last]
	it.roll = -1
}

// unlink takes an entry out of the chain of its skeleton.
func (r *roll) unlink(at int32) {
	e := &r.entries[at]
	if r.first[e.hash] == at {
		if e.next < 0 {
			delete(r.first, e.hash)
		} else {
			r.first[e.hash] = e.next
		}
		return
	}
	for i := r.first[e.hash]; i >= 0; i = r.entries[i].next {
		if r.entries[i].next == at {
			r.entries[i].next = e.next
			return
		}
	}
}

// signsOf is the set of signs in a skeleton. What is beyond letters and digits shares
// bits, which makes two skeletons more alike, never less.
func signsOf(look string) (set uint64) {
	for i := range len(look) {
		switch b := look[i]; {
		case b >= 'a' && b <= 'z':
			set |= 1 << (b - 'a')
		case b >= '0' && b <= '9':
			set |= 1 << (26 + b - '0')
		default:
			set |= 1 << (36 + b%28)
		}
	}
	return set
}

// mayBeNear reports whether an entry may differ by one letter. A letter that is another
// takes one sign away and brings one.
func (e *entry) mayBeNear(signs uint64, length int) bool {
	return e.length-length <= 1 && length-e.length <= 1 && bits.OnesCount64(e.signs^signs) <= 2
}

// owners says whether a server itself, or another, has a tool of a name, or one whose name
// has the same skeleton, which is given as its hash. An ordinary word with a hyphen is the
// name of another's tool only as it is written. A few of the same name are enough to know.
func (r *roll) owners(hash uint32, name string, s Server) (own, foreign bool) {
	exact := strings.ToLower(name) == name && !strings.Contains(name, "_")
	i, ok := r.first[hash]
	for n := 0; ok && i >= 0 && n < 64; n++ {
		own = own || r.entries[i].server.Name == s.Name
		foreign = foreign || r.entries[i].server.Name != s.Name && (!exact || r.entries[i].item.name == name)
		i = r.entries[i].next
	}
	return own, foreign
}
