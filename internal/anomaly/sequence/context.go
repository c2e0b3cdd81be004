package sequence

// context is where symbols occur: a tool, an argument of it, the population. Weights
// are sessions, faded: see [Model.gain].
type context struct {
	key  uint32  // 0 if the entry is free
	seen float32 // of the sessions in which something occurred in it
	once float32 // of its symbols that occurred in one session
}

func (c *context) novelty() novelty { return novelty{float64(c.seen), float64(c.once)} }

const maxContexts = 1024 // of 12 bytes: 12 KB

// contexts finds them by key. Its memory is fixed.
//
// What is lost: in a full bucket a new one takes the place of the one that was seen
// least. What occurs in a context that was lost is no evidence until it was seen again.
type contexts [maxContexts]context

func (t *contexts) bucket(key uint32) []context {
	at := firstOf(key, maxContexts)
	return t[at : at+ways : at+ways]
}

// find returns a context, nil without it.
func (t *contexts) find(key uint32) *context {
	b := t.bucket(key)
	for i := range b {
		if b[i].key == key {
			return &b[i]
		}
	}
	return nil
}

// put returns a new one.
func (t *contexts) put(key uint32) *context {
	b := t.bucket(key)
	weakest := &b[0]
	for i := range b {
		if b[i].seen < weakest.seen || b[i].key == 0 && weakest.key != 0 {
			weakest = &b[i]
		}
	}
	*weakest = context{key: key}
	return weakest
}
