package transport

import "sync"

// A connection that once carried something large should not hold on to the memory,
// and one that always does should not allocate each time. So larger buffers are
// borrowed: those of a size beyond keepBuffer from pools that all share.

// keepBuffer is the size up to which a buffer stays with its connection.
const keepBuffer = 4 << 10

// pools hold buffers of 16, 64 and 256 KiB, 1, 4, 16 and 64 MiB.
var pools [7]sync.Pool

const firstPool = 4 * keepBuffer

// grown returns b with room for n more bytes. The old memory may be in use again when
// it returns.
func grown(b []byte, n int) []byte {
	need := len(b) + n
	if need <= cap(b) || need <= keepBuffer {
		return b // append does the rest
	}
	for class, size := 0, firstPool; class < len(pools); class, size = class+1, size*4 {
		if size < need {
			continue
		}
		larger := borrowed(class, size)
		larger = append(larger, b...)
		released(b)
		return larger
	}
	return b
}

func borrowed(class, size int) []byte {
	if b, ok := pools[class].Get().(*[]byte); ok {
		return (*b)[:0]
	}
	return make([]byte, 0, size)
}

// released gives a borrowed buffer back and returns what is left to begin anew with.
func released(b []byte) []byte {
	if cap(b) < firstPool {
		return b[:0]
	}
	for class, size := 0, firstPool; class < len(pools); class, size = class+1, size*4 {
		if cap(b) == size {
			room := b
			pools[class].Put(&room)
		}
	}
	return nil
}
