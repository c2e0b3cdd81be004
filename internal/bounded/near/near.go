// Package near asks the processor to bring memory near before it is needed.
//
// A table that is larger than the caches and is read at places that nobody can foresee
// costs a wait for memory at every look. Whoever knows the place some work earlier says
// so, and the wait is over by the time of the look. Nothing else depends on it: where the
// processor is not known, nothing happens.
package near

import "unsafe"

// Bring asks for the cache line at an address and does not wait for it.
func Bring[T any](at *T) { bring(unsafe.Pointer(at)) }

// Place is somewhere in memory.
type Place unsafe.Pointer

// At is the place of a value.
func At[T any](at *T) Place { return Place(at) }

// BringThree asks for the cache lines at three places.
func BringThree(a, b, c Place) { bringThree(unsafe.Pointer(a), unsafe.Pointer(b), unsafe.Pointer(c)) }

// BringAll asks for all of a value, which may be some thousand bytes.
func BringAll[T any](at *T) { bringAll(unsafe.Pointer(at), int(unsafe.Sizeof(*at))) }

// mostText is how much of a text is asked for, in bytes. What follows a processor foresees.
const mostText = 4096

// BringText asks for a text that somebody will read from its beginning to its end.
func BringText(text string) {
	if text != "" {
		bringAll(unsafe.Pointer(unsafe.StringData(text)), min(len(text), mostText))
	}
}
