package callmetrics

import (
	"math"
	"math/bits"
	"math/rand/v2"
	"unsafe"

	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
	"github.com/otelcol-mcp/otelcol-mcp/internal/series"
)

// identity is a hash of everything of a call that labels and conditions read, and of
// nothing else: calls with equal identities make observations in the same series. A
// label that reads a field which is not here would merge series; a test keeps the two
// together. Nobody knows what it begins with, so nobody can choose what collides; that
// a call is taken for one of the few that it is compared with has a chance of one in
// 2^62.
type identity uint64

// secrets are what the hashes of an identity begin with: that of what is no text, then one
// for each text, then one for all extra labels.
var secrets = func() (all [1 + maxTexts + 1]uint64) {
	for i := range all {
		all[i] = rand.Uint64()
	}
	return all
}()

// identify returns the identity of something that happened to a call.
func identify(id series.ResourceID, e *Event, c *mcp.Call, extra []series.Value) identity {
	where := uint64(id)<<32 | uint64(uint32(c.ServerPort))
	what := kindOf(c) | factsOf(c) | e.facts()
	var sum uint64
	if mixer != nil {
		a, b := mixer.Mix(textsOf(c))
		high, low := bits.Mul64(where^a, what^b) // nobody knows a factor
		sum = high ^ low
	} else {
		sum = series.Mix(secrets[0]^where, what) + sumOfTexts(c)
	}
	if e.Detail != "" || e.Severity != "" {
		sum += mixed(numTexts+1, e.Detail) + mixed(numTexts+2, e.Severity)
	}
	if c.Duplicate || c.Repaired {
		sum += mixed(maxTexts, c.Dialect) // for others it is no label
	}
	for i := range extra {
		sum += mixValue(series.Mix(secrets[1+maxTexts], uint64(i)), &extra[i])
	}
	return identity(sum)
}

func mixValue(sum uint64, v *series.Value) uint64 {
	sum = series.Mix(sum, uint64(v.Kind))
	switch v.Kind {
	case series.StringKind:
		return series.MixText(sum, v.Str())
	case series.IntKind:
		return series.Mix(sum, uint64(v.Int()))
	case series.DoubleKind:
		return series.Mix(sum, math.Float64bits(v.Double()))
	case series.BoolKind:
		if v.Bool() {
			return series.Mix(sum, 1)
		}
	}
	return sum
}

// kindOf is what there are few of, a byte each. Those from the fifth one on are yes or no, and leave
// seven bits to facts.
func kindOf(c *mcp.Call) uint64 {
	return uint64(c.Kind) | uint64(c.Role)<<8 | uint64(c.Side)<<16 | uint64(c.Outcome)<<24 |
		bit(&c.Repaired)<<32 | bit(&c.Tallied)<<40 | bit(&c.Long)<<48 | bit(&c.FromLog)<<56
}

// facts are what has happened. They are read one by one: a processor waits for what was written just
// before if it is read in one go with something else.
func (e *Event) facts() uint64 { return uint64(e.What)<<57 | bit(&e.Again)<<50 | bit(&e.Whole)<<42 }

// factsOf is what else conditions ask of a call that is yes or no.
func factsOf(c *mcp.Call) uint64 {
	all := (bit(&c.Usage.HasInput)|bit(&c.Usage.HasOutput)<<8)<<41 |
		fact(43, c.RequestSize > 0) | fact(44, c.ResponseSize > 0) | fact(45, c.ContentSize|int64(len(c.Result)) > 0)
	if !c.Timed() {
		all |= 1 << 46
	}
	u := &c.Usage
	if u.CacheRead|u.CacheWrite|u.Reasoning|c.Accepted|c.Declined|c.Dismissed|int64(math.Float64bits(c.FirstChunk)) != 0 {
		all |= fact(33, u.CacheRead > 0) | fact(34, u.CacheWrite > 0) | fact(35, u.Reasoning > 0) |
			fact(36, c.Accepted > 0) | fact(37, c.Declined > 0) | fact(38, c.Dismissed > 0) | fact(39, c.FirstChunk > 0)
	}
	return all
}

// bit is 1 for yes. The compiler reads those that are side by side in one go.
func bit(is *bool) uint64 { return uint64(*(*uint8)(unsafe.Pointer(is))) }

// fact is a bit; the compiler makes no branch of it.
func fact(at int, is bool) uint64 {
	var sum uint64
	if is {
		sum = 1
	}
	return sum << at
}
