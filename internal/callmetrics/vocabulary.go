package callmetrics

import (
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// Vocabulary are the values of the labels that peers choose freely: error types, models,
// addresses. Of each label so many are admitted for a resource, the first ones; all others are
// told as one, so that a peer which makes up a new one each time takes no room that others
// need. What the conventions have is always admitted.
//
// A value keeps its place as long as there is a series with it. That is looked at when one was
// refused, once a minute at most. A nil Vocabulary admits everything. It is safe for
// concurrent use.
type Vocabulary struct {
	refused [numFree]atomic.Uint64

	mu     sync.Mutex // covers what is below
	words  map[word]int64
	taken  map[place]int
	full   bool // one was refused since it was tidied
	tidied int64
	left   int // so many words, when it was
}

// word is a value of a label. When it was admitted is beside it.
type word struct {
	place
	text string
	port int64 // of an address
}

// place is a label of a resource. How many values it has is beside it.
type place struct {
	resource series.ResourceID
	label    free
}

// NewVocabulary returns one that has admitted nothing.
func NewVocabulary() *Vocabulary {
	return &Vocabulary{words: map[word]int64{}, taken: map[place]int{}}
}

// FreeLabel is a label whose values a vocabulary admits.
type FreeLabel struct {
	Key string
	// Most is how many values it has for a resource, besides those that nobody can have
	// made up.
	Most int
}

// FreeLabels returns them.
func FreeLabels() []FreeLabel {
	all := make([]FreeLabel, numFree)
	for f := range numFree {
		all[f] = FreeLabel{freeLabels[f].key, freeLabels[f].most}
	}
	return all
}

// Refused is how often something that happened had a value of a label that was not admitted. The
// label is told by its position among FreeLabels.
func (v *Vocabulary) Refused(label int) uint64 {
	if v == nil {
		return 0
	}
	return v.refused[label].Load()
}

// refuses returns those of some labels whose values are not admitted.
func (v *Vocabulary) refuses(labels freeSet, id series.ResourceID, c *mcp.Call, e *Event, now int64) (refused freeSet) {
	if v == nil || labels == 0 {
		return 0
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	for f := range numFree {
		if text := *f.of(c, e); labels.has(f) && f.madeUp(text) && !v.admit(wordOf(id, f, text, c.ServerPort), now) {
			refused |= 1 << f
			v.refused[f].Add(1)
		}
	}
	return refused
}

func wordOf(id series.ResourceID, f free, text string, port int64) word {
	if f != freeServerAddress {
		port = 0
	}
	return word{place{id, f}, text, port}
}

func (v *Vocabulary) admit(w word, now int64) bool {
	if _, ok := v.words[w]; ok {
		return true
	}
	if v.taken[w.place] >= freeLabels[w.label].most {
		v.full = true
		return false
	}
	w.text = strings.Clone(w.text)
	v.words[w] = now
	v.taken[w.place]++
	return true
}

// Bounds of when a vocabulary is tidied.
const (
	tidyEvery = int64(time.Minute)
	// tidyAbove so many more words than were left, it is tidied though nobody was refused:
	// resources come and go.
	tidyAbove = 4096
)

// isDue reports whether somebody may need the places of words that no series has.
func (v *Vocabulary) isDue(now int64) bool {
	if v == nil {
		return false
	}
	v.mu.Lock()
	defer v.mu.Unlock()
	return (v.full || len(v.words) > v.left+tidyAbove) && now-v.tidied >= tidyEvery
}

// keep forgets the words that no series has. Series that came back by another way than being
// looked up have theirs again, beyond the bound if need be.
func (v *Vocabulary) keep(used map[word]int64, now int64) {
	v.mu.Lock()
	defer v.mu.Unlock()
	for w, admitted := range v.words {
		if now-admitted < tidyEvery { // its series may be on the way
			used[w] = admitted
		}
	}
	v.words, v.full, v.tidied, v.left = used, false, now, len(used)
	clear(v.taken)
	for w := range used {
		v.taken[w.place]++
	}
}
