package exchange

import (
	"encoding/binary"
	"hash/maphash"
	"time"

	"github.com/otelcol-mcp/otelcol-mcp/internal/jsonrpc"
	"github.com/otelcol-mcp/otelcol-mcp/internal/mcp"
)

// Chains: a result may ask for input, and the client repeats the request under a new
// id with the input and the unchanged requestState (2026-07-28, basic/patterns/mrtr).
// Rounds are linked by the state or, if there is none, by the same arguments.

// chain is what of a round is remembered for the next one.
type chain struct {
	id       uint64
	round    int
	answered int64
}

// continueChain recognises a request as a further round. Earlier revisions have no
// rounds, so there the arguments, which may be long, need not be known again.
func (t *Tracker) continueChain(x *pending, p *params, at int64) {
	if !mcp.Earlier(x.Call.ProtocolVersion) || p.inputResponses.Present() {
		x.retry = t.chainHash(x, 'a', p.arguments)
	}
	hash := x.retry
	switch {
	case p.requestState.IsString():
		hash = t.chainHash(x, 's', p.requestState)
	case !p.inputResponses.Present():
		return
	}
	for _, response := range p.inputResponses.Members {
		x.Actions.add(response.Member("action"))
	}
	before, ok := t.chains.Get(hash, time.Unix(0, at))
	if !ok {
		return
	}
	t.chains.Remove(hash)
	x.continued = hash
	x.Chain, x.Round, x.Waited = before.id, before.round+1, at-before.answered
}

// beginChain remembers a round that asked for input.
func (t *Tracker) beginChain(x *pending, r *result, at int64) {
	if x.Chain == 0 {
		t.chained++
		x.Chain, x.Round = t.chained, 1
	}
	hash := x.retry
	if r.requestState.IsString() {
		hash = t.chainHash(x, 's', r.requestState)
	}
	if hash == 0 {
		return
	}
	t.chains.Put(hash, chain{x.Chain, x.Round, at}, time.Unix(0, at))
}

// chainHash hashes what two rounds have in common. The state is not kept.
func (t *Tracker) chainHash(x *pending, by byte, link jsonrpc.Raw) uint64 {
	t.text = append(t.text[:0], by)
	for _, text := range []string{
		x.Server, x.Principal, x.scope.key.session, x.Call.Method, x.Call.Tool, x.Call.Prompt, x.Call.ResourceURI,
	} {
		t.text = append(append(t.text, text...), 0)
	}
	if by == 's' {
		t.text = link.AppendText(t.text, len(link)) // peers may escape it in their own way
	} else {
		t.text = binary.BigEndian.AppendUint64(t.text, maphash.Bytes(t.seed, link)) // arguments may be long
	}
	return t.hash()
}
