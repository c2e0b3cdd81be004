package flow

import "testing"

// TestNothingPressed does what other tests do as on a processor that cannot press a page.
func TestNothingPressed(t *testing.T) {
	defer func(was bool) { presses = was }(presses)
	presses = false
	t.Run("scripts", TestScripts)
	t.Run("pages", TestAPageIsReadAsEachOfItsBytes)
	t.Run("allocations", TestNothingAllocates)
}
