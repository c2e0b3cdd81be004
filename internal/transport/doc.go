// Package transport cuts a stream of bytes into messages, as the transports of
// MCP frame them: lines on stdio ([Lines]), server-sent events ([Events]) and
// whole bodies over HTTP ([Body]).
//
// Bytes are pushed in as they pass, in chunks of any size; each whole message is
// handed to a function. The same bytes make the same messages however they are
// cut. What a reader would get wrong: the bytes of a message are lent. They lie in
// the chunk or in a buffer that is used again, so they are good until the function
// returns and no longer.
//
// A message longer than the bound is not lost: its beginning and its end are
// handed over, with its size, and what lies between is skipped. That is enough to
// tell which request it answers. No type here is safe for concurrent use.
package transport
