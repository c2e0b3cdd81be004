// Package jsonrpc reads JSON-RPC 2.0 messages without building trees: [Decode]
// makes one pass over the bytes, checks them as encoding/json would, and hands out
// slices of them.
//
// It is an observer's reader, not a peer's: whatever is an object or an array of
// objects becomes messages, wrong ones included, with what is wrong with them. It
// knows nothing of MCP. What a reader would get wrong: everything a [Message]
// holds is lent from the bytes it was decoded from.
package jsonrpc
