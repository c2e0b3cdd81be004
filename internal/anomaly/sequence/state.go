package sequence

import "slices"

func (d *day) write(w *writer) {
	w.u64(uint64(d.number))
	w.u32(d.total)
	for _, n := range d.taught {
		w.u16(n)
	}
}

func (d *day) read(r *reader) {
	d.number = int64(r.u64())
	d.total = r.u32()
	for i := range d.taught {
		d.taught[i] = r.u16()
	}
}

func (r *recent) write(w *writer) {
	w.u16(uint16(r.n))
	w.u16(uint16(r.at))
	for i := range r.n {
		r.list[i].write(w)
	}
}

func (r *recent) read(from *reader) {
	r.n = from.count(window)
	r.at = from.count(window - 1)
	from.bad = from.bad || r.n < window && r.at != r.n
	for i := range r.n {
		r.list[i].read(from)
	}
}

func (o *outline) write(w *writer) {
	for _, e := range o.events {
		w.u32(e.context)
		w.u32(e.symbol)
	}
	w.u32(o.who)
	flagged := uint8(0)
	if o.flagged {
		flagged = 1
	}
	w.u8(flagged)
}

func (o *outline) read(r *reader) {
	for i := range o.events {
		o.events[i] = event{r.u32(), r.u32()}
	}
	o.who = r.u32()
	flagged := r.u8()
	o.flagged, r.bad = flagged == 1, r.bad || flagged > 1
}

func (r *ranks) write(w *writer) {
	w.u16(uint16(r.n))
	w.u16(uint16(r.due))
	for g := range groups {
		writeRanked(w, r.bits[g][:r.n])
	}
	writeRanked(w, r.rarity[:r.n])
}

func (r *ranks) read(from *reader) {
	r.n = from.count(window)
	r.due = from.count(window)
	for g := range groups {
		readRanked(from, r.bits[g][:r.n])
	}
	readRanked(from, r.rarity[:r.n])
}

func writeRanked(w *writer, list []float32) {
	for _, v := range list {
		w.f32(v)
	}
}

func readRanked(r *reader, list []float32) {
	for i := range list {
		list[i] = r.smallWeight()
	}
	r.bad = r.bad || !slices.IsSorted(list)
}

func (t *contexts) write(w *writer) {
	for i := range t {
		if c := &t[i]; c.key != 0 {
			w.u16(uint16(i))
			w.u32(c.key)
			w.f32(c.seen)
			w.f32(c.once)
		}
	}
	w.u16(end)
}

// end is the index after the last entry of a table.
const end = 1<<16 - 1

// index reads the place of an entry, and reports whether there is one. They are in
// ascending order.
func (r *reader) index(before, most int) (i int, more bool) {
	i = int(r.u16())
	if r.bad || i == end {
		return 0, false
	}
	if i <= before || i >= most {
		r.bad = true
	}
	return i, !r.bad
}

// read refuses keys that are not in their bucket, or twice there.
func (t *contexts) read(r *reader) {
	for i, more := r.index(-1, maxContexts); more; i, more = r.index(i, maxContexts) {
		c := context{key: r.u32(), seen: r.smallWeight(), once: r.smallWeight()}
		r.bad = r.bad || c.key == 0 || firstOf(c.key, maxContexts) != i/ways*ways || t.find(c.key) != nil
		t[i] = c
	}
}

func (t *symbols) write(w *writer) {
	for i := range t {
		if s := &t[i]; s.key != 0 {
			w.u16(uint16(i))
			w.u32(s.key)
			w.u16(uint16(s.weight))
			w.u16(uint16(s.state))
		}
	}
	w.u16(end)
}

func (t *symbols) read(r *reader) {
	for i, more := r.index(-1, maxSymbols); more; i, more = r.index(i, maxSymbols) {
		s := symbol{key: r.u32(), weight: faded(r.u16()), state: state(r.u16())}
		r.bounded(s.weight.value(), maxWeight)
		r.bad = r.bad || s.key == 0 || firstOf(s.key, maxSymbols) != i/ways*ways || t.find(s.key) != nil
		t[i] = s
	}
}
