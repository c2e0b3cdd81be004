package sequence_test

import (
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strconv"
	"strings"
	"testing"
	"time"
	"unsafe"

	"github.com/stretchr/testify/assert"

	"github.com/otelcol-mcp/otelcol-mcp/internal/anomaly/sequence"
)

// anything is a population in which every session is of its own.
func anything(r *rand.Rand) calls {
	list := make(calls, 1+r.IntN(5))
	for i := range list {
		list[i] = sequence.Call{Tool: strconv.FormatUint(r.Uint64(), 36), Arguments: fmt.Sprintf(`{"%d":"%d"}`, r.Uint64(), r.Uint64())}
	}
	return list
}

func TestSizes(t *testing.T) {
	assert.LessOrEqual(t, unsafe.Sizeof(sequence.Model{}), uintptr(64<<10))
	assert.LessOrEqual(t, unsafe.Sizeof(sequence.Session{}), uintptr(512))
}

// Ten of eleven sessions are a flood of new names. What goes on beside it is still known,
// but for what is rare, and the budget holds.
func TestAMillionNames(t *testing.T) {
	m, at := taught(sequence.Options{}, 300, support)
	r := rand.New(rand.NewPCG(9, 9))
	flagged, sessions := 0, 0
	for i := range 120_000 {
		at = at.Add(time.Second)
		of := anything
		if i%11 == 0 {
			of = support
		}
		sessions++
		if run(m, by(i), of(r), at).Score >= sequence.Flag {
			flagged++
		}
	}
	assert.Less(t, float64(flagged)/float64(sessions), 0.05)
	usual := calls{{Tool: "list_tickets", Arguments: `{"state":"open","limit":20}`}, {Tool: "read_ticket", Arguments: `{"id":"T-123456"}`}}
	assert.Equal(t, sequence.None, look(m, usual).Kind)
}

func TestSteadyStateDoesNotAllocate(t *testing.T) {
	m, at := taught(sequence.Options{}, 300, support)
	r := rand.New(rand.NewPCG(9, 9))
	sessions := make([]calls, 64)
	for i := range sessions {
		sessions[i] = append(support(r), anything(r)...)
		sessions[i][0].Arguments = `{"s":"a \u00e9 \n b","deep":[[{"x":[1,2,3]}]]}`
	}
	i := 0
	assert.Zero(t, testing.AllocsPerRun(1000, func() {
		s := by(i)
		for c := range sessions[i%64] {
			m.Next(&s, &sessions[i%64][c])
		}
		m.End(&s, at)
		i++
	}))
}

// The order in which sessions are taught at one time does not matter for what is known
// of them, apart from which of two in one place is lost.
func TestOrderOfSessionsDoesNotMatter(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 12))
	sessions := make([]calls, 120)
	for i := range sessions {
		sessions[i] = support(r)
	}
	scores := func(order []int) (all []float64) {
		m := sequence.New(sequence.Options{})
		for _, i := range order {
			run(m, sequence.Session{Who: uint64(i + 1), Usual: true}, sessions[i], start)
		}
		for _, list := range []calls{attack, sessions[0][1:], {{Tool: "refund", Arguments: `{"id":1}`}}} {
			all = append(all, look(m, list).Score)
		}
		return all
	}
	want := scores(r.Perm(len(sessions)))
	assert.GreaterOrEqual(t, want[0], sequence.Flag)
	for range 5 {
		assert.InDeltaSlice(t, want, scores(r.Perm(len(sessions))), 0.1)
	}
}

func TestHostileArguments(t *testing.T) {
	m, _ := taught(sequence.Options{}, 100, support)
	for name, arguments := range map[string]string{
		"deep nesting":       strings.Repeat("[", 8000),
		"deep objects":       strings.Repeat(`{"a":`, 3000),
		"a long string":      `{"a":"` + strings.Repeat("x", 16<<10) + `"}`,
		"many names":         `{` + strings.Repeat(`"a":1,`, 2000) + `"b":2}`,
		"a number too large": `{"a":1e999999}`,
		"a lone surrogate":   `{"a":"\ud800\ud800\udc00\u12"}`,
		"bytes of no text":   "{\"a\":\"\xff\xfe\"}",
	} {
		t.Run(name, func(t *testing.T) {
			v := look(m, calls{{Tool: "list_tickets", Arguments: arguments}})
			assert.True(t, v.Score >= 0 && v.Score <= 1)
		})
	}
}

func FuzzNext(f *testing.F) {
	for _, s := range []string{`{}`, `{"a":[1,-2.5e3,true,null,"x\u00e9"],"b":{"c":""}}`, `{"a":}`, `[1]`, `{"a":"\ud83d\ude00"}`, `{"a" 1}`} {
		f.Add("tool", s)
	}
	base, _ := taught(sequence.Options{}, 60, support)
	f.Fuzz(func(t *testing.T, tool, arguments string) {
		m := *base
		list := calls{{Tool: tool, Arguments: arguments}}
		v := run(&m, sequence.Session{Who: 1, Usual: true}, list, start)
		assert.True(t, v.Score >= 0 && v.Score <= 1)
		// What was taught is known, also in the spelling of another encoder.
		var value map[string]any
		if json.Unmarshal([]byte(arguments), &value) != nil || strings.Contains(arguments, `\u`) {
			return
		}
		assert.Equal(t, sequence.None, look(&m, list).Kind)
	})
}
