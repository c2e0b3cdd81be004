package attribute

import (
	"reflect"
	"testing"

	"github.com/stretchr/testify/require"
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/ptrace"
)

// everySort is a map with an attribute of every sort, some of them twice.
func everySort() pcommon.Map {
	m := pcommon.NewMap()
	m.PutStr("text", "value")
	m.PutStr("nothing", "")
	m.PutInt("int", -1)
	m.PutDouble("double", 1.5)
	m.PutBool("bool", true)
	m.PutEmpty("empty")
	m.PutEmptyBytes("bytes").FromRaw([]byte("value"))
	m.PutEmptySlice("slice").AppendEmpty().SetStr("value")
	m.PutEmptyMap("map").PutStr("text", "value")
	m.PutStr("", "of no key")
	return m
}

// TestPairsAreThoseOfTheMap also says whether pairs are known with the pdata that is built with.
func TestPairsAreThoseOfTheMap(t *testing.T) {
	require.NotNil(t, Text.kind, "pdata keeps attributes in another way than before: look at package attribute")
	received := ptrace.NewTraces()
	everySort().CopyTo(received.ResourceSpans().AppendEmpty().Resource().Attributes())
	data, err := (&ptrace.ProtoMarshaler{}).MarshalTraces(received)
	require.NoError(t, err)
	received, err = (&ptrace.ProtoUnmarshaler{}).UnmarshalTraces(data)
	require.NoError(t, err)

	for name, m := range map[string]pcommon.Map{
		"made": everySort(), "received": received.ResourceSpans().At(0).Resource().Attributes(), "empty": pcommon.NewMap(),
	} {
		t.Run(name, func(t *testing.T) {
			pairs, ok := Pairs(m)
			require.True(t, ok)
			require.Len(t, pairs, m.Len())
			i := 0
			for key, v := range m.All() {
				p := &pairs[i]
				require.Equal(t, key, p.Key)
				require.Equal(t, v.Type() == pcommon.ValueTypeStr, p.Is(Text))
				number, whole := p.Int()
				require.Equal(t, v.Type() == pcommon.ValueTypeInt, whole)
				require.Equal(t, v.Int(), number)
				if p.Is(Text) {
					require.Equal(t, v.Str(), p.Text())
				}
				require.Equal(t, v, p.Value(m))
				require.Equal(t, v.Type(), p.Value(m).Type())
				i++
			}
		})
	}
}

func TestWhatIsNotKnownIsNotRead(t *testing.T) {
	type any1 struct{ Value any }
	type value1 struct {
		Orig  *any1
		State *int
	}
	type pair1 struct {
		Value any1
		Key   string
		Index int32
	}
	type map1 struct {
		Orig  *[]pair1
		State *int
	}
	v := reflect.TypeFor[value1]()
	require.True(t, known(reflect.TypeFor[map1](), v))

	type swapped struct {
		Key   string
		Value any1
		Index int32
	}
	type typed struct {
		Value struct{ Value error }
		Key   string
		Index int32
	}
	type longer struct {
		pair1
		More int64
	}
	for name, m := range map[string]reflect.Type{
		"no struct": reflect.TypeFor[int](),
		"a list of pointers": reflect.TypeFor[struct {
			orig  *[]*pair1
			state *int
		}](),
		"no list": reflect.TypeFor[struct {
			orig  *map[string]any1
			state *int
		}](),
		"by value": reflect.TypeFor[struct {
			orig  [1]uintptr
			state *int
		}](),
		"more": reflect.TypeFor[struct {
			orig        *[]pair1
			state, more *int
		}](),
		"the key first": reflect.TypeFor[struct {
			orig  *[]swapped
			state *int
		}](),
		"another value": reflect.TypeFor[struct {
			orig  *[]typed
			state *int
		}](),
		"longer": reflect.TypeFor[struct {
			orig  *[]longer
			state *int
		}](),
	} {
		require.False(t, known(m, v), name)
	}
	require.False(t, known(reflect.TypeFor[map1](), reflect.TypeFor[struct {
		orig  *int
		state *int
	}]()), "another value than that of pairs")
}
