package each

import (
	"testing"

	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/pmetric"
	"go.opentelemetry.io/collector/pdata/ptrace"
)

// onlyReplaced fails when it is shown what everything has not replaced. Keys that
// became equal have numbers.
func onlyReplaced(t *testing.T) told {
	check := func(text string) {
		if len(text) < 4 || text[:4] != "####" {
			t.Error("a text was left")
		}
	}
	return told{
		text:    func(_ At, text string) (string, bool, bool) { check(text); return "", false, false },
		name:    func(_ At, name string) (string, bool) { check(name); return "", false },
		tooDeep: func(At) (string, bool) { t.Error("something was left too deep"); return "", false },
	}
}

func FuzzTraces(f *testing.F) {
	f.Add([]byte(marshalTraces((&maker{mark: "text"}).traces())))
	f.Fuzz(func(t *testing.T, data []byte) {
		td, err := (&ptrace.ProtoUnmarshaler{}).UnmarshalTraces(data)
		if err != nil {
			t.Skip()
		}
		before := marshalTraces(td)
		NewWalker(told{}).Traces(td)
		if marshalTraces(td) != before {
			t.Error("a walk without changes changed something")
		}
		NewWalker(everything).Traces(td)
		NewWalker(onlyReplaced(t)).Traces(td)
	})
}

func FuzzMetrics(f *testing.F) {
	f.Add([]byte(marshalMetrics((&maker{mark: "text"}).metrics())))
	f.Fuzz(func(t *testing.T, data []byte) {
		md, err := (&pmetric.ProtoUnmarshaler{}).UnmarshalMetrics(data)
		if err != nil {
			t.Skip()
		}
		before := marshalMetrics(md)
		NewWalker(told{}).Metrics(md)
		if marshalMetrics(md) != before {
			t.Error("a walk without changes changed something")
		}
		NewWalker(everything).Metrics(md)
		NewWalker(onlyReplaced(t)).Metrics(md)
	})
}

func FuzzLogs(f *testing.F) {
	f.Add([]byte(marshalLogs((&maker{mark: "text"}).logs())))
	f.Fuzz(func(t *testing.T, data []byte) {
		ld, err := (&plog.ProtoUnmarshaler{}).UnmarshalLogs(data)
		if err != nil {
			t.Skip()
		}
		before := marshalLogs(ld)
		NewWalker(told{}).Logs(ld)
		if marshalLogs(ld) != before {
			t.Error("a walk without changes changed something")
		}
		NewWalker(everything).Logs(ld)
		NewWalker(onlyReplaced(t)).Logs(ld)
	})
}
