package sequence

// ways is the number of entries of a bucket.
const ways = 8

// firstOf is where the bucket of a key begins, among so many entries.
func firstOf(key uint32, entries uint64) int {
	return int(uint64(key)*(entries/ways)>>32) * ways
}
