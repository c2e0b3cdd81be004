package jsonrpc

// ID is the id of a message as it was sent. The zero value is an absent one.
//
// JSON-RPC 2.0, section 4: an id is a string, a number or null; 1 is not "1".
type ID struct{ Raw Raw }

// IsSet reports whether there is an id that an answer can be matched to: a string
// or a number.
func (id ID) IsSet() bool { return id.Raw.IsString() || id.Raw.IsNumber() }

// Text returns the id without its type, as telemetry shows it: a string's text or
// a number as it was sent; empty if it is not set.
func (id ID) Text() string {
	if id.Raw.IsNumber() {
		return string(id.Raw)
	}
	return id.Raw.Text()
}

// AppendKey appends what two ids have in common if and only if they are the same
// one, whatever their escapes: peers give ids back in a spelling of their own. An
// id longer than limit bytes is cut.
func (id ID) AppendKey(dst []byte, limit int) []byte {
	if id.Raw.IsNumber() {
		return appendNumber(append(dst, 'n'), id.Raw[:min(len(id.Raw), limit)])
	}
	return id.Raw.AppendText(append(dst, 's'), limit)
}
