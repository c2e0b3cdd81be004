package workload

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"

	"go.opentelemetry.io/collector/pdata/ptrace"

	"github.com/otelcol-mcp/otelcol-mcp/internal/semconv"
)

// Records gives the calls of batch b, which is one of [Traces], arguments and results as those of servers in front of
// databases, trackers and files: JSON of many short members, up to [ArgumentsSize] and [ResultSize] bytes of it. No two calls of
// any batches have the same.
func Records(traces ptrace.Traces, b int) {
	for r, rs := range traces.ResourceSpans().All() {
		for i, span := range rs.ScopeSpans().At(0).Spans().All() {
			n := b*Spans + r*SpansPerResource + i
			call := records{rand.New(rand.NewPCG(uint64(n), 1))}
			a := span.Attributes()
			a.PutStr(semconv.GenAIToolCallArguments, call.arguments(n))
			a.PutStr(semconv.GenAIToolCallResult, call.result(n))
		}
	}
}

// records makes up what there is to read.
type records struct{ *rand.Rand }

// vocabulary is what texts are put together from.
var vocabulary = strings.Fields("account address after agent also alert array attempt backup batch before between bill binary branch " +
	"buffer build cache call change check client clock close cluster code column commit config connection contract copy cost count " +
	"customer data date day delay delete deploy detail device disk done drive due each edge email empty end error event every export " +
	"fail field file final first fix flag folder format found from group handle header host image import index input invoice item job " +
	"key kind label last later limit line link list load local lock log long loop main merge message missing month move name network " +
	"new next node note number offset old only open order output owner page part path pause plan point pool port price print process " +
	"queue range read ready record region release remove repeat report request reset result retry return review role rule run sample " +
	"save scale schema search second send server set shard short show size slow source space split start state status step stop store " +
	"stream sync system table task team test text thread ticket time token total trace type unit until update upload user value " +
	"version view wait warning week while window with work worker write year zone")

func (r records) word() string { return vocabulary[r.IntN(len(vocabulary))] }

func (r records) words(n int) string {
	all := make([]string, n)
	for i := range all {
		all[i] = r.word()
	}
	return strings.Join(all, " ")
}

func (r records) sentence() string {
	text := r.words(5 + r.IntN(8))
	return strings.ToUpper(text[:1]) + text[1:] + "."
}

func (r records) path() string {
	return fmt.Sprintf("src/%s/%s_%s.%s", r.word(), r.word(), r.word(), []string{"go", "py", "ts", "md"}[r.IntN(4)])
}

func (r records) date() string {
	return fmt.Sprintf("2026-%02d-%02dT%02d:%02d:%02dZ", 1+r.IntN(12), 1+r.IntN(28), r.IntN(24), r.IntN(60), r.IntN(60))
}

func (r records) id() string {
	return fmt.Sprintf("%08x-%04x-4%03x-a%03x-%012x", r.Uint32(), r.IntN(1<<16), r.IntN(1<<12), r.IntN(1<<12), r.Int64N(1<<48))
}

// record is what tool n knows one of.
func (r records) record(n int) map[string]any {
	switch n % 4 {
	case 0:
		return map[string]any{
			"number": r.IntN(9000), "title": r.sentence(), "state": []string{"open", "closed"}[r.IntN(2)], "labels": []string{r.word(), r.word()},
			"assignee": r.word() + "-" + r.word(), "comments": r.IntN(30), "updated_at": r.date(), "draft": r.IntN(2) == 0, "milestone": nil,
		}
	case 1:
		return map[string]any{"path": r.path(), "size": r.IntN(90000), "sha": fmt.Sprintf("%016x%016x", r.Uint64(), r.Uint64()), "modified": r.date()}
	case 2:
		return map[string]any{
			"id": r.id(), "customer": fmt.Sprintf("%s %s Ltd", r.word(), r.word()), "totalAmount": float64(r.IntN(1_000_000)) / 100,
			"currency": "EUR", "paid": r.IntN(2) == 0, "lines": []map[string]any{{"sku": fmt.Sprintf("%s-%d", r.word(), r.IntN(999)), "quantity": 1 + r.IntN(9)}},
		}
	}
	return map[string]any{
		"ts": r.date(), "level": []string{"info", "warn", "error"}[r.IntN(3)], "msg": r.words(4 + r.IntN(6)),
		"caller": fmt.Sprintf("%s:%d", r.path(), r.IntN(900)), "durationMs": r.IntN(5000), "requestId": r.id(),
	}
}

// result is as many records as there is room for, as servers of MCP return them: JSON in a text within JSON.
func (r records) result(n int) string {
	var all []map[string]any
	result := ""
	for {
		all = append(all, r.record(n))
		longer := encoded(map[string]any{"content": []any{map[string]any{"type": "text", "text": encoded(all)}}, "isError": false})
		if len(longer) > ResultSize {
			return result
		}
		result = longer
	}
}

func (r records) arguments(n int) string {
	return encoded(map[string]any{
		"query": r.words(3), "filter": r.record(n), "sort": []string{"created", "updated"}[r.IntN(2)], "page": 1 + r.IntN(9), "per_page": 25,
	})
}

// encoded returns JSON. It panics if there is none, which is a fault of this package.
func encoded(v any) string {
	text, err := json.Marshal(v)
	if err != nil {
		panic(fmt.Errorf("encoding the workload: %w", err))
	}
	return string(text)
}
