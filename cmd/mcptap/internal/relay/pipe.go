package relay

import (
	"os"
	"runtime"
	"sync/atomic"
)

// chunk is how much is read at once: what a pipe of Linux holds.
const chunk = 64 << 10

// pipe relays in one direction.
type pipe struct {
	from, to *os.File
	// steps counts the beginnings and ends of reads, so it is odd in between.
	steps atomic.Uint64
	done  chan struct{}
}

func reading(steps uint64) bool { return steps%2 == 1 }

// yieldEvery is how many pieces are relayed before the Go scheduler is asked for others
// that could run. There are none; but one that goes from call to call of the system
// without asking for 10 ms is taken for a hog, and the runtime's monitor, which sleeps
// otherwise, keeps taking its place away.
const yieldEvery = 32

// relay hands on what comes, as it comes, until one side is closed, and closes the
// other: whoever writes to a pipe that nobody reads has to learn that.
func (p *pipe) relay(show func([]byte)) {
	defer close(p.done)
	buffer := make([]byte, chunk)
	for n := 1; ; n++ {
		if n%yieldEvery == 0 {
			runtime.Gosched()
		}
		p.steps.Add(1)
		size, err := p.from.Read(buffer)
		p.steps.Add(1)
		if size > 0 {
			show(buffer[:size])
			if _, err := p.to.Write(buffer[:size]); err != nil {
				break
			}
		}
		if err != nil {
			break
		}
	}
	_ = p.to.Close() // there is nobody to tell
	_ = p.from.Close()
}

// ends are those of a pipe to a command.
type ends struct{ read, write *os.File }
