package anomaly

import (
	"fmt"
	"strconv"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// batch lets a session make so many calls in four minutes, and reports whether it was told of.
func (s *script) batch(session string, calls int, edits ...edit) bool {
	begin, before := s.at, len(s.all)
	for i := range calls {
		s.at = begin.Add(time.Duration(i)*4*time.Minute/time.Duration(calls) - time.Second)
		s.call("sync", fmt.Sprintf(`{"page":%d}`, i), append([]edit{ofSession(session), result(session + strconv.Itoa(i))}, edits...)...)
	}
	s.at = begin.Add(5 * time.Minute)
	for _, f := range s.all[before:] {
		if f.Type == RunawaySession {
			return true
		}
	}
	return false
}

func onlyVolume(o *Options) {
	o.Types[Enumeration].Mode, o.Types[RateAnomaly].Mode, o.Types[UnusualSequence].Mode = Off, Off, Off
}

// nights lets a batch run every so many days about two o'clock, and returns how often it was told
// of and at which run last.
func (s *script) nights(runs, days, calls int) (told, last int) {
	for run := range runs {
		jitter := time.Duration(run%3) * 9 * time.Minute
		s.at = epoch.Add(time.Duration(days*run)*24*time.Hour + 17*time.Hour + 50*time.Minute + jitter) // from 1:50 on
		if s.batch("night "+strconv.Itoa(run), calls) {
			told, last = told+1, run+1
		}
	}
	return told, last
}

func TestABatchThatRunsEveryNightIsLearned(t *testing.T) {
	s := begin(t, onlyVolume)
	told, last := s.nights(30, 1, 1000)
	require.Equal(t, []int{4, 4}, []int{told, last})
	require.True(t, s.batch("three times as large", 3000), "of what was usual")
	s.at = s.at.Add(12 * time.Hour)
	require.True(t, s.batch("at noon", 1000), "it is usual by night only")
}

func TestABatchThatRunsEveryWeekIsLearned(t *testing.T) {
	s := begin(t, onlyVolume)
	_, last := s.nights(20, 7, 1000)
	require.Equal(t, 6, last)
}

func TestABatchIsThatOfItsPrincipal(t *testing.T) {
	s := begin(t, onlyVolume)
	for run := range 10 {
		s.at = epoch.Add(time.Duration(run) * 24 * time.Hour)
		s.batch("night "+strconv.Itoa(run), 1000, by("batch"))
	}
	s.at = epoch.Add(10 * 24 * time.Hour)
	require.True(t, s.batch("another's", 1000, by("eve")))
	require.True(t, s.batch("another server", 1000, by("batch"), of("mail")))
	s.at = epoch.Add(11 * 24 * time.Hour)
	require.False(t, s.batch("again", 1000, by("batch")))
}

// TestOneSessionTeachesNoVolume: neither by lasting for days, nor by beginning at once with much.
func TestOneSessionTeachesNoVolume(t *testing.T) {
	s := begin(t, onlyVolume)
	for i := range 12 * 24 * 6 { // six days, without a pause
		s.at = epoch.Add(time.Duration(i) * 5 * time.Minute)
		s.batch("lasts", 320)
	}
	s.at = epoch.Add(6 * 24 * time.Hour)
	require.True(t, s.batch("next", 340))
	s = begin(t, onlyVolume)
	s.batch("huge", 50_000)
	s.at = epoch.Add(24 * time.Hour)
	require.True(t, s.batch("next", 340))
}

func TestVolumesSurviveARestart(t *testing.T) {
	s := begin(t, onlyVolume)
	s.nights(6, 1, 1000)
	state := s.model.AppendBinary(nil)
	m, err := Restore(s.model.options, state, s.at.UnixNano())
	require.NoError(t, err)
	require.Equal(t, state, m.AppendBinary(nil))
	s.model, s.inspector = m, m.NewInspector()
	s.at = s.at.Add(24 * time.Hour)
	require.False(t, s.batch("night", 1000))
}

func TestALevelForgetsAndTakesAnyTime(t *testing.T) {
	day := func(n int) int64 { return epoch.Add(time.Duration(n) * 24 * time.Hour).UnixNano() }
	var l level
	l.adopt(1000, day(0))
	require.InDelta(t, 1000, l.usual(day(1)), 0, "as much as on the day before")
	require.InDelta(t, 545, l.usual(day(31)), 5, "a month without any")
	l.learn(5000, l.usual(day(31)), 0, 1, day(31))
	require.InDelta(t, 545, l.usual(day(31)), 5, "today's counts tomorrow")
	require.InDelta(t, 545, l.usual(day(2)), 5, "clocks go back")
	require.InDelta(t, 818, l.usual(day(32)), 8)
	require.GreaterOrEqual(t, l.usual(-1), 0.0)
	var again level
	again.of(l.words())
	require.Equal(t, l, again)
	again.of(0xffffffff_ffffffff, 0) // no numbers
	require.Zero(t, again.usual(0))
}
