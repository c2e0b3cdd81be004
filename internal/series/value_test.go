package series

import (
	"hash/maphash"
	"math"
	"strings"
	"testing"
	"unsafe"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestValuesAreDistinctByTypeAndContent(t *testing.T) {
	distinct := map[string]Value{
		"absent":                    {},
		"text of one":               String("1"),
		"text of true":              String("true"),
		"text of a space":           String(" "),
		"text of a zero byte":       String("\x00"),
		"text of two":               String("\x00\x00"),
		"the integer 1":             Int(1),
		"the integer 0":             Int(0),
		"the integer -1":            Int(-1),
		"the largest integer":       Int(math.MaxInt64),
		"true":                      Bool(true),
		"false":                     Bool(false),
		"the fraction 1":            Double(1),
		"the fraction 0":            Double(0),
		"the fraction -0":           Double(math.Copysign(0, -1)),
		"not a number":              Double(math.NaN()),
		"infinity":                  Double(math.Inf(1)),
		"the bits of 1 as integer":  Int(int64(math.Float64bits(1))),
		"the smallest denormal":     Double(math.Float64frombits(1)),
		"text as long as a pointer": String("\x01\x00\x00\x00\x00\x00\x00\x00"),
	}
	for a, x := range distinct {
		for b, y := range distinct {
			assert.Equal(t, a == b, Equal([]Value{x}, []Value{y}), "%s and %s", a, b)
			if a != b {
				assert.NotEqual(t, hashKey(testSeed, 1, 0, []Value{x}), hashKey(testSeed, 1, 0, []Value{y}), "%s and %s", a, b)
			}
		}
	}
	assert.Equal(t, Value{}, String(""), "empty text is an absent label")
}

var testSeed = maphash.MakeSeed()

// Keys that a joined string would confuse.
func TestLabelListsAreDelimited(t *testing.T) {
	lists := [][]Value{
		{},
		{{}},
		{{}, {}},
		{String("a")},
		{String("a"), {}},
		{{}, String("a")},
		{String("a"), String("b")},
		{String("b"), String("a")},
		{String("ab"), {}},
		{{}, String("ab")},
		{String("a\x00b"), {}},
		{String("a,b"), {}},
		{String("a"), String(",b")},
		{String("a,"), String("b")},
		{String("a\x00"), String("b")},
		{String("a"), String("\x00b")},
		{Int(1), Int(2)},
		{Int(2), Int(1)},
		{Int(1), String("2")},
		{Bool(true), Bool(false)},
		{Bool(false), Bool(true)},
	}
	store := New([]Instrument{{}}, Options{MaxSeries: 100})
	id := store.AddResource()
	for i, values := range lists {
		for range i + 1 {
			require.True(t, store.Series(id, 0, values, 1).Observe(1, 1, Span{}))
		}
	}
	points := store.Collect(2)
	assert.Len(t, points, len(lists))
	for i, values := range lists {
		for _, p := range points {
			if Equal(p.Values, values) {
				assert.EqualValues(t, i+1, p.Count, "%v", values)
			}
		}
		for j := range i {
			if len(values) == len(lists[j]) { // as they are within an instrument
				assert.NotEqual(t, hashKey(testSeed, 1, 0, values), hashKey(testSeed, 1, 0, lists[j]), "%v and %v", values, lists[j])
			}
		}
	}
}

func TestHashDependsOnTheSeed(t *testing.T) {
	other := maphash.MakeSeed()
	for _, v := range []Value{String("a"), Int(7), Double(7)} {
		assert.NotEqual(t, v.Hash(testSeed), v.Hash(other), "or outsiders could choose labels that collide")
	}
}

func TestAccessors(t *testing.T) {
	assert.Equal(t, "a", String("a").Str())
	assert.EqualValues(t, -7, Int(-7).Int())
	assert.True(t, Bool(true).Bool())
	assert.False(t, Bool(false).Bool())
	assert.InDelta(t, 2.5, Double(2.5).Double(), 0)
	assert.Equal(t, []Kind{Absent, StringKind, IntKind, BoolKind, DoubleKind},
		[]Kind{Value{}.Kind, String("a").Kind, Int(0).Kind, Bool(false).Kind, Double(0).Kind})
}

func TestCloneSharesNothing(t *testing.T) {
	message := strings.Repeat("x", 1000)
	values := []Value{String(message[:3]), Int(1), {}}
	kept := Clone(values)
	require.True(t, Equal(values, kept))
	assert.NotSame(t, unsafe.StringData(message), unsafe.StringData(kept[0].Str()))
	values[1] = Int(2)
	assert.EqualValues(t, 1, kept[1].Int())
}
