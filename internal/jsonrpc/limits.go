package jsonrpc

const (
	// maxDepth is how deep objects and arrays may lie in one another; the same as
	// in encoding/json.
	maxDepth = 10_000
	// MaxBatch is how many messages of a batch are read. Revision 2025-03-26, the
	// only one with batches, sets no limit.
	MaxBatch = 1000
)
