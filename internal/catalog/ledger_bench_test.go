package catalog

import (
	"fmt"
	"runtime"
	"strings"
	"testing"
)

// typical is a definition of two kilobytes.
func typical(name string, version int) string {
	return defines(name, strings.Repeat("Lists the items of a collection, one page at a time. ", 25)+fmt.Sprint("Version ", version, ". See also list_pages and https://docs.example/", name, "."),
		with("limit", false), with("cursor", false), with("order", false), with("since", false), with("fields", true))
}

func BenchmarkObserve(b *testing.B) {
	b.Run("again", func(b *testing.B) {
		l, text := NewLedger(key{}), typical("a", 1)
		b.ReportAllocs()
		for b.Loop() {
			l.Observe(mail, 1, DefinedTool, "a", text, 1, nil)
		}
	})
	b.Run("changed", func(b *testing.B) {
		l, texts := NewLedger(key{}), [2]string{typical("a", 1), typical("a", 2)}
		b.ReportAllocs()
		n := 0
		for b.Loop() {
			l.Observe(mail, 1, DefinedTool, "a", texts[n%2], int64(n), nil)
			n++
		}
	})
	b.Run("first of 10000", func(b *testing.B) {
		l := full()
		text := typical("list_things", 1)
		for b.Loop() {
			l.Observe(mail, 1, DefinedTool, "list_things", text, 1, nil)
			b.StopTimer()
			l.forget(l.shelves[mail], l.shelves[mail].items[itemKey{DefinedTool, "list_things"}])
			b.StartTimer()
		}
	})
}

// full is a ledger with no room but for one.
func full() *Ledger {
	l := NewLedger(key{})
	for i := range MaxTools - 1 {
		name := fmt.Sprint("list_items_", i)
		l.Observe(Server{0, fmt.Sprint("server ", i/20)}, 1, DefinedTool, name, typical(name, 1), 1, nil)
	}
	return l
}

// BenchmarkMemory reports what a tool takes in a full ledger.
func BenchmarkMemory(b *testing.B) {
	var before, after runtime.MemStats
	for b.Loop() {
		runtime.GC()
		runtime.ReadMemStats(&before)
		l := full()
		runtime.GC()
		runtime.ReadMemStats(&after)
		b.ReportMetric(float64(after.HeapAlloc-before.HeapAlloc)/MaxTools, "B/tool")
		runtime.KeepAlive(l)
	}
}
