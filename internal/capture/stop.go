package capture

// CloseAll records the requests that are still open. To be called when all streams are
// closed and nothing more is recorded; [Recorder.Stop] records their sessions then.
func (r *Recorder) CloseAll(at int64) { r.finish(r.tracker.Stop(at, r.finished[:0])) }
