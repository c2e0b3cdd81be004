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
	for g := range o.events {
		for _, e := range o.events[g] {
			w.u32(e.context)
			w.u32(e.symbol)
		}
	}
	w.u32(o.who)
	flagged := uint8(0)
	if o.flagged {
		flagged = 1
	}
	w.u8(flagged)
}

func (o *outline) read(r *reader) {
	for g := range o.events {
		for i := range o.events[g] {
			o.events[g][i] = event{r.u32(), r.u32()}
		}
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

func (t *table) write(w *writer) {
	n := 0
	for i := range t.entries {
		if t.entries[i].key != 0 {
			n++
		}
	}
	w.u16(uint16(n))
	for i := range t.entries {
		if e := &t.entries[i]; e.key != 0 {
			w.u16(uint16(i))
			e.write(w)
		}
	}
}

// read refuses what is not in the order of writing, and keys that are not in their
// bucket or twice there.
func (t *table) read(r *reader) {
	before := -1
	for range r.count(len(t.entries)) {
		i := r.count(len(t.entries) - 1)
		var e entry
		e.read(r)
		r.bad = r.bad || i <= before || i/ways*ways != firstOf(e.key) || t.find(e.key, e.state&isContext) != nil
		if r.bad {
			return
		}
		t.entries[i], before = e, i
	}
}

func (e *entry) write(w *writer) {
	w.u32(e.key)
	w.f32(e.weight)
	w.f32(e.once)
	w.u16(e.votes)
	w.u8(uint8(e.state))
}

func (e *entry) read(r *reader) {
	e.key = r.u32()
	e.weight = r.smallWeight()
	e.once = r.smallWeight()
	e.votes = r.u16()
	e.state = state(r.u8())
	r.bad = r.bad || e.key == 0 || e.state&^allStates != 0
}
