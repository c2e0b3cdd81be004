package export

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
	"go.uber.org/goleak"
)

func TestMain(m *testing.M) { goleak.VerifyTestMain(m) }

var (
	errAway    = errors.New("nobody there")
	errRefused = errors.New("not wanted")
)

// peer takes what is sent, as long as it is there.
type peer struct {
	mu    sync.Mutex // covers what follows
	err   error
	stuck bool
	got   []int
}

func (p *peer) send(ctx context.Context, n int) error {
	p.mu.Lock()
	stuck, err := p.stuck, p.err
	p.mu.Unlock()
	if stuck {
		<-ctx.Done()
		return ctx.Err()
	}
	if err != nil {
		return err
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.got = append(p.got, n)
	return nil
}

func (p *peer) set(err error, stuck bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.err, p.stuck = err, stuck
}

// sending returns a sender to a peer with room for ten items.
func sending(p *peer) *sender[int] {
	s := &sender[int]{
		limit: 1000, send: p.send, failed: func(error) {},
		transient: func(err error) bool { return errors.Is(err, errAway) },
	}
	s.start()
	return s
}

func (s *sender[T]) putAll(values ...T) {
	for _, v := range values {
		s.put(item[T]{v, 1, 100})
	}
}

func TestSentInOrder(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var p peer
		s := sending(&p)
		s.putAll(1, 2, 3)
		synctest.Wait()
		require.Equal(t, []int{1, 2, 3}, p.got)
		s.putAll(4)
		require.Equal(t, Counts{Sent: 4}, s.stop(t.Context()))
	})
}

// TestOldestMakeRoom, but for the one that is under way.
func TestOldestMakeRoom(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := peer{err: errAway}
		s := sending(&p)
		s.putAll(1)
		synctest.Wait()
		for n := range 20 {
			s.putAll(2 + n)
		}
		p.set(nil, false)
		time.Sleep(time.Minute)
		synctest.Wait()
		require.Equal(t, []int{1, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21}, p.got)
		require.Equal(t, Counts{Sent: 11, Dropped: 10}, s.stop(t.Context()))
	})
}

func TestTooLarge(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var p peer
		s := sending(&p)
		s.put(item[int]{1, 7, 1001})
		s.putAll(2)
		require.Equal(t, Counts{Sent: 1, Dropped: 7}, s.stop(t.Context()))
	})
}

// TestRefused is not sent again and does not hold up what follows.
func TestRefused(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := peer{err: errRefused}
		s := sending(&p)
		s.putAll(1, 2)
		synctest.Wait()
		p.set(nil, false)
		s.putAll(3)
		require.Equal(t, Counts{Sent: 1, Refused: 2}, s.stop(t.Context()))
	})
}

// TestTriedAgain, at first soon and at last every five seconds.
func TestTriedAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := peer{err: errAway}
		var tries atomic.Int64
		s := sending(&p)
		s.failed = func(error) { tries.Add(1) }
		s.putAll(1)
		time.Sleep(time.Second)
		synctest.Wait()
		require.EqualValues(t, 3, tries.Load())
		time.Sleep(time.Minute)
		synctest.Wait()
		require.InDelta(t, 3+3+11, tries.Load(), 1)
		p.set(nil, false)
		time.Sleep(maxPause)
		require.Equal(t, Counts{Sent: 1}, s.stop(t.Context()))
	})
}

// TestStopWithoutPeer tries once more and gives up at once.
func TestStopWithoutPeer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := peer{err: errAway}
		s := sending(&p)
		s.putAll(1, 2, 3)
		time.Sleep(time.Minute)
		began := time.Now()
		require.Equal(t, Counts{Dropped: 3}, s.stop(t.Context()))
		require.Zero(t, time.Since(began))
		s.putAll(4)
		require.Equal(t, 4, s.counts.Dropped)
	})
}

// TestStopFindsPeer: the last attempt may be the one that succeeds.
func TestStopFindsPeer(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := peer{err: errAway}
		s := sending(&p)
		s.putAll(1, 2)
		time.Sleep(time.Minute)
		p.set(nil, false)
		require.Equal(t, Counts{Sent: 2}, s.stop(t.Context()))
	})
}

// TestStopIsBounded by its context, though the peer says nothing.
func TestStopIsBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := peer{stuck: true}
		s := sending(&p)
		s.putAll(1, 2)
		ctx, cancel := context.WithTimeout(t.Context(), 2*time.Second)
		defer cancel()
		began := time.Now()
		require.Equal(t, Counts{Dropped: 2}, s.stop(ctx))
		require.Equal(t, 2*time.Second, time.Since(began))
	})
}

// TestFaultOfAClient loses what is to be sent and nothing else.
func TestFaultOfAClient(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		s := &sender[int]{
			limit: 1000, transient: func(error) bool { return false }, failed: func(error) {},
			send: func(context.Context, int) error { panic("a fault") },
		}
		s.start()
		s.putAll(1, 2)
		require.Equal(t, 2, s.stop(t.Context()).Dropped)
	})
}
