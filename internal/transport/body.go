package transport

// Body collects one HTTP body that is one message. A body longer than the bound is
// cut in the middle. The zero value is not usable: [NewBody].
type Body struct {
	body buffer
}

// NewBody returns a collector that keeps limit bytes; [DefaultMax] if limit is not
// positive.
func NewBody(limit int) *Body { return &Body{body: newBuffer(limit)} }

// Write takes the next bytes of the body.
func (b *Body) Write(p []byte) { b.body.write(p) }

// Close says that the body has ended and hands it to emit, unless it was empty.
// The collector is then ready for another one.
func (b *Body) Close(emit func(Message)) {
	if b.body.size > 0 {
		emit(b.body.message())
	}
	b.body.reset()
}
