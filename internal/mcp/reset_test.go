package mcp

import (
	"reflect"
	"runtime"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestResetEmptiesEverything(t *testing.T) {
	call := fullCall()
	for f, v := range reflect.ValueOf(*call).Fields() {
		require.False(t, v.IsZero(), f.Name)
	}
	call.Reset()
	assert.Zero(t, *call)
}

// fullCall has something everywhere, also where a field has bytes of its own.
func fullCall() *Call {
	call := &Call{}
	fill(reflect.ValueOf(call).Elem())
	return call
}

func fill(v reflect.Value) {
	switch v.Kind() {
	case reflect.String:
		v.SetString("text")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Float64:
		v.SetFloat(1.5)
	case reflect.Uint8, reflect.Uint64:
		v.SetUint(1<<v.Type().Bits() - 1)
	case reflect.Int64:
		v.SetInt(-1)
	case reflect.Array:
		for i := range v.Len() {
			fill(v.Index(i))
		}
	case reflect.Struct:
		for _, field := range v.Fields() {
			fill(field)
		}
	default:
		panic("a call has no " + v.Kind().String())
	}
}

// TestOnlyTextsHavePointers says what Reset relies on: what it takes for bytes the garbage collector need not
// be told of.
func TestOnlyTextsHavePointers(t *testing.T) {
	for f := range reflect.TypeFor[Call]().Fields() {
		if f.Offset >= atTexts && f.Offset < afterTexts {
			require.Equal(t, reflect.String, f.Type.Kind(), f.Name)
		} else {
			require.True(t, plain(f.Type), f.Name)
		}
	}
	require.EqualValues(t, afterTexts-atTexts, numStrings*reflect.TypeFor[string]().Size())
}

// plain reports whether a value of a type has no pointer.
func plain(t reflect.Type) bool {
	switch t.Kind() {
	case reflect.Array:
		return plain(t.Elem())
	case reflect.Struct:
		for f := range t.Fields() {
			if !plain(f.Type) {
				return false
			}
		}
		return true
	case reflect.Bool, reflect.Uint8, reflect.Uint64, reflect.Int64, reflect.Float64:
		return true
	}
	return false
}

// TestResetWhileGarbageIsCollected gives the collector something to complain about, should it not be told.
func TestResetWhileGarbageIsCollected(t *testing.T) {
	calls := make([]*Call, 200)
	for i := range calls {
		calls[i] = &Call{}
	}
	done := make(chan struct{})
	go func() {
		defer close(done)
		for range 20 {
			runtime.GC()
		}
	}()
	for i := 0; ; i++ {
		select {
		case <-done:
			return
		default:
		}
		c, text := calls[i%len(calls)], strings.Repeat("t", 40)
		kept := c.Tool
		c.Reset()
		c.Tool, c.ResultDigest = text, text[1:]
		require.True(t, kept == "" || kept == text)
	}
}
