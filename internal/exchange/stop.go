package exchange

// Stop ends every request that is open: what the observer has not seen until now it
// will not see. To be called when all streams are closed, for those that wait for an
// answer elsewhere: on a stream that the client may resume, or of a task.
func (t *Tracker) Stop(at int64, out []*Exchange) []*Exchange {
	for _, q := range []*queue{&t.calls, &t.handedOff, &t.subscriptions} {
		for q.first != nil {
			p := q.first
			p.close()
			out = t.finish(p, p.lasted(at), out)
		}
	}
	return out
}
