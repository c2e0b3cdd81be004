package catalog

import (
	"hash/maphash"
	"strings"
	"sync"
	"time"
)

// Bounds of a ledger, besides MaxServers and MaxTools, which bound servers, and
// definitions of all kinds together. Of more servers and definitions the first come
// count, until one is forgotten; of variants and observers, the last.
const (
	// MaxServerTools is how many definitions of one server count, so that one which makes
	// up names leaves room for others. What it has not listed for Expiry gives way.
	MaxServerTools = 2000
	// Memory is how long a definition is remembered that is not listed any more: long
	// enough for a server that changes while nobody uses it for a month.
	Memory = 30 * 24 * time.Hour
	// Window is how long ago another observer may have seen another definition for
	// that to be a disagreement.
	Window = time.Hour

	maxName      = 128 // bytes of a name that count
	maxVariants  = 4   // definitions of one tool
	maxObservers = 8   // of one tool
)

// Ledger remembers what servers said that their tools, prompts and resources do, and
// judges what is new or different. It keeps names, hashes and flags, no other text:
// about half a kilobyte for a tool. It is safe for concurrent use. Times are Unix
// nanoseconds.
type Ledger struct {
	key  key
	seed maphash.Seed

	mu       sync.Mutex // covers what follows
	shelves  map[Server]*shelf
	items    int
	roll     roll
	mentions map[uint32]*item // who names a tool that is of no server so far
	lost     Lost
}

// Lost counts what a ledger had no room for.
type Lost struct {
	Servers     uint64 // definitions of one server too many
	Definitions uint64 // times that one too many was listed
	Variants    uint64 // that were forgotten for a newer one
	Observers   uint64 // that were forgotten for another
}

// shelf is what one server defines.
type shelf struct {
	server Server
	items  map[itemKey]*item
	listed int64 // when a tool was listed last; 0 is never
	lost   bool  // a tool had no room
}

type itemKey struct {
	kind DefinitionKind
	name string
}

// NewLedger returns an empty ledger. The key makes its hashes its own; a state can only
// be restored with the same. A zero key is allowed and lets others compute hashes.
func NewLedger(secret [16]byte) *Ledger {
	l := &Ledger{key: secret, seed: maphash.MakeSeed()}
	l.clear()
	return l
}

func (l *Ledger) clear() {
	l.shelves, l.items, l.lost = map[Server]*shelf{}, 0, Lost{}
	l.roll = roll{first: map[uint32]int32{}}
	l.mentions = map[uint32]*item{}
}

// Observe notes that an observer was shown a definition, a JSON object as in a list,
// and appends what that changes. Observers are those who may be shown different things:
// hosts, clients. A definition that is as it was costs a hash of its bytes.
func (l *Ledger) Observe(s Server, observer uint32, kind DefinitionKind, name, text string, now int64, out []Change) []Change {
	if kind >= numDefinitionKinds {
		return out
	}
	name = name[:min(len(name), maxName)]
	raw := maphash.String(l.seed, text)
	out, known := l.again(s, observer, itemKey{kind, name}, raw, now, out)
	if known {
		return out
	}
	d := l.key.read(text)
	l.mu.Lock()
	defer l.mu.Unlock()
	it, isNew := l.item(s, itemKey{kind, name}, now)
	if it == nil {
		return out
	}
	return l.observe(sight{s, observer, it, isNew, raw, now}, d, out)
}

// again notes that an observer was shown what it was shown before, and reports whether
// that is so.
func (l *Ledger) again(s Server, observer uint32, k itemKey, raw uint64, now int64, out []Change) ([]Change, bool) {
	l.mu.Lock()
	defer l.mu.Unlock()
	sh := l.shelves[s]
	if sh == nil {
		return out, false
	}
	it := sh.items[k]
	if it == nil {
		return out, false
	}
	seen := it.find(observer)
	if seen == nil || it.variants[seen.variant].raw != raw {
		return out, false
	}
	sh.noteList(k.kind, now)
	it.touch(seen, now)
	return it.disagree(s, seen, now, out), true
}

func (sh *shelf) noteList(kind DefinitionKind, now int64) {
	if kind == DefinedTool {
		sh.listed = max(sh.listed, now, 1)
	}
}

// item returns the one with a key, a new one if there is room, or nil.
func (l *Ledger) item(s Server, k itemKey, now int64) (it *item, isNew bool) {
	sh := l.shelf(s)
	if sh == nil {
		return nil, false
	}
	sh.noteList(k.kind, now)
	if it = sh.items[k]; it != nil {
		return it, false
	}
	if !l.hasRoom(sh, now) {
		l.lost.Definitions++
		sh.lost = true
		return nil, false
	}
	k.name = strings.Clone(k.name)
	it = &item{itemKey: k, roll: -1}
	sh.items[k] = it
	l.items++
	return it, true
}

// shelf returns that of a server, a new one if there is room, or nil.
func (l *Ledger) shelf(s Server) *shelf {
	sh := l.shelves[s]
	if sh != nil {
		return sh
	}
	if len(l.shelves) >= MaxServers {
		l.lost.Servers++
		return nil
	}
	s.Name = strings.Clone(s.Name)
	sh = &shelf{server: s, items: map[itemKey]*item{}}
	l.shelves[s] = sh
	return sh
}

// hasRoom reports whether a server may have one more definition. One that it has not
// listed for long gives way.
func (l *Ledger) hasRoom(sh *shelf, now int64) bool {
	if l.items < MaxTools && len(sh.items) < MaxServerTools {
		return true
	}
	var oldest *item
	for _, it := range sh.items {
		if oldest == nil || it.last() < oldest.last() {
			oldest = it
		}
	}
	if oldest == nil || now-oldest.last() < int64(Expiry) {
		return false
	}
	l.forget(sh, oldest)
	return true
}

// Expire forgets what was not listed for Memory, and appends it as removed.
func (l *Ledger) Expire(now int64, out []Change) []Change {
	l.mu.Lock()
	defer l.mu.Unlock()
	for s, sh := range l.shelves {
		for k, it := range sh.items {
			if now-it.last() < int64(Memory) {
				continue
			}
			out = append(out, Change{What: Removed, Kind: k.kind, Server: s, Name: k.name, Before: it.latest().digest})
			l.forget(sh, it)
		}
		if len(sh.items) == 0 {
			delete(l.shelves, s)
		}
	}
	return out
}

func (l *Ledger) forget(sh *shelf, it *item) {
	delete(sh.items, it.itemKey)
	l.items--
	if it.roll >= 0 {
		l.roll.remove(it)
	}
	for i := range it.variants {
		for _, hash := range it.variants[i].mentioned() {
			if l.mentions[hash] == it {
				delete(l.mentions, hash)
			}
		}
	}
}

// Lost returns what the ledger had no room for since it was made.
func (l *Ledger) Lost() Lost {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.lost
}

// Len returns how many definitions are remembered.
func (l *Ledger) Len() int {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.items
}
