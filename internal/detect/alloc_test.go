//go:build !race

// With the race detector pools forget what they hold, those of regular expressions too.

package detect

import "testing"

func TestKeywordsWithoutAValueCostNoMemory(t *testing.T) {
	text, set := "see sentry.io and webhook.office.com, or otpauth:// links", Builtin()
	if n := testing.AllocsPerRun(10, func() { set.Find(nil, text) }); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
