package flow

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/binary"
	"sync"
	"sync/atomic"
)

// Options are those of an engine. The zero value makes fingerprints that anybody can
// make: set a key.
type Options struct {
	// Key should be 32 random bytes. It need not outlive the process: nothing that is
	// made with it does.
	Key []byte
	// CommonAfter is in the results of how many sessions a value is, of about the last
	// hundred, when it is no longer taken for anybody's. 0 means DefaultCommonAfter; a
	// negative number, never. At most 200.
	CommonAfter int
}

// DefaultCommonAfter is a twelfth of the sessions that are remembered: boilerplate and
// public names soon reach it; a record that a few agents work on does not.
const DefaultCommonAfter = 8

// MaxText is how many bytes of one text are looked at. Of a longer one, these are its
// first three quarters and its last quarter: mail and documents end in signatures and
// totals.
const MaxText = 32 << 10

// Engine makes and compares fingerprints. It takes 80 KB and is safe for concurrent
// use, with one session each.
type Engine struct {
	keys   [6]uint64
	common common
	spare  atomic.Pointer[page] // one that nobody uses, lest it be cleared for each text
}

// New returns an engine.
func New(o Options) *Engine {
	e := &Engine{}
	for i := range e.keys {
		mac := hmac.New(sha256.New, o.Key)
		mac.Write([]byte{'f', 'l', 'o', 'w', byte(i)})
		e.keys[i] = binary.LittleEndian.Uint64(mac.Sum(nil))
	}
	e.common.mu = new(sync.Mutex)
	e.common.after = DefaultCommonAfter
	if o.CommonAfter != 0 {
		e.common.after = uint32(min(max(o.CommonAfter, 0), maxCommonAfter))
	}
	return e
}

// borrow returns a page that nobody else uses, with whatever is on it.
func (e *Engine) borrow() *page {
	if p := e.spare.Swap(nil); p != nil {
		return p
	}
	return new(page)
}

func (e *Engine) giveBack(p *page) { e.spare.Store(p) }
