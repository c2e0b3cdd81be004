package series

import (
	"syscall"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/require"
)

// TestNothingIsReadBeyondAPage has texts that end where a page does which nothing may be read behind, and
// texts that begin where nothing may be read before.
func TestNothingIsReadBeyondAPage(t *testing.T) {
	m := newMixer(t)
	page := syscall.Getpagesize()
	memory, err := syscall.Mmap(-1, 0, 3*page, syscall.PROT_READ|syscall.PROT_WRITE, syscall.MAP_ANON|syscall.MAP_PRIVATE)
	require.NoError(t, err)
	defer func() { require.NoError(t, syscall.Munmap(memory)) }()
	require.NoError(t, syscall.Mprotect(memory[:page], syscall.PROT_NONE))
	require.NoError(t, syscall.Mprotect(memory[2*page:], syscall.PROT_NONE))
	for n := 1; n < 100; n++ {
		for _, at := range []int{page, 2*page - n} {
			m.requireMixed(t, &texts{2: unsafe.String(&memory[at], n)})
		}
	}
}
