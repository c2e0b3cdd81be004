package catalog

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
	server Server
	item   *item
}

// add puts an item into the roll.
func (r *roll) add(hash uint32, s Server, it *item) {
	next := int32(-1)
	if head, ok := r.first[hash]; ok {
		next = head
	}
	it.roll = int32(len(r.entries))
	r.first[hash] = it.roll
	r.entries = append(r.entries, entry{hash, next, s, it})
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

// owners says whether a server itself, or another, has a tool whose name has this
// skeleton. A few of the same name are enough to know.
func (r *roll) owners(hash uint32, s Server) (own, foreign bool) {
	i, ok := r.first[hash]
	for n := 0; ok && i >= 0 && n < 64; n++ {
		own = own || r.entries[i].server.Name == s.Name
		foreign = foreign || r.entries[i].server.Name != s.Name
		i = r.entries[i].next
	}
	return own, foreign
}
