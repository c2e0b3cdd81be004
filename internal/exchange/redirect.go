package exchange

import "time"

// redirects reports whether a status code sends the same message elsewhere: the sender
// repeats method and body there (RFC 9110, sections 15.4.8 and 15.4.9). After the other
// redirections a GET comes, if anything.
func redirects(code int) bool { return code == 307 || code == 308 }

// redirected drops what was sent on a stream, since it comes again on another one and is
// told of there: servers that are mounted at "/mcp/" redirect each message that is
// posted to "/mcp".
func (t *Tracker) redirected(s *Stream) {
	s.told = nil
	for i := 0; i < len(s.scope.open); {
		p := s.scope.open[i]
		if p.stream != s || p.From != Client || p.task.kind != 0 {
			i++
			continue
		}
		t.counts.Odd[Redirected]++
		t.uncontinueChain(p)
		p.scope.used.remove(p.usedID())
		t.detach(p)
	}
}

// uncontinueChain leaves a chain to the request that comes instead.
func (t *Tracker) uncontinueChain(x *pending) {
	if x.Round > 1 {
		answered := x.Call.Start - x.Waited
		t.chains.Put(x.continued, chain{x.Chain, x.Round - 1, answered}, time.Unix(0, x.Call.Start))
	}
}
