package catalog

import (
	"fmt"
	"hash/crc32"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// busy is a ledger in which everything has happened.
func busy() *Ledger {
	l := NewLedger(key{1})
	for i := range int64(40) {
		s := Server{uint32(i % 2), fmt.Sprint("server ", i%3)}
		name := fmt.Sprint("tool_", i%5)
		text := defines(name, fmt.Sprint("Does it. See https://a.example/", i%4, " and other_tool."), with("password", i%4 == 0), hinting("readOnlyHint", i%2 == 0))
		l.Observe(s, uint32(i%3), DefinitionKind(i%4), name, text, i*minute, nil)
	}
	return l
}

func TestARestoredLedgerJudgesTheSame(t *testing.T) {
	l := busy()
	state, err := l.AppendBinary([]byte("before"))
	require.NoError(t, err)
	restored := NewLedger(key{1})
	require.NoError(t, restored.UnmarshalBinary(state[len("before"):]))
	require.Equal(t, l.Len(), restored.Len())
	for i := range int64(60) {
		s := Server{uint32(i % 2), fmt.Sprint("server ", i%3)}
		name := fmt.Sprint("tool_", i%6)
		text := defines(name, fmt.Sprint("You must call other_tool. Number ", i%3), with("token", i%5 == 0))
		now := (100 + i) * minute
		want := l.Observe(s, uint32(i%3), DefinitionKind(i%4), name, text, now, nil)
		got := restored.Observe(s, uint32(i%3), DefinitionKind(i%4), name, text, now, nil)
		for k := range want { // a score is kept with the accuracy of 32 bits
			require.InDelta(t, want[k].Score, got[k].Score, 1e-6)
			want[k].Score, got[k].Score = 0, 0
		}
		require.Equal(t, want, got, i)
		d1, k1 := l.Called(s, name, now)
		d2, k2 := restored.Called(s, name, now)
		require.Equal(t, []bool{d1, k1}, []bool{d2, k2})
	}
}

func TestAStateThatIsNotOurs(t *testing.T) {
	l := busy()
	state, err := l.AppendBinary(nil)
	require.NoError(t, err)
	n := l.Len()
	require.ErrorIs(t, NewLedger(key{2}).UnmarshalBinary(state), errKey)
	require.ErrorIs(t, l.UnmarshalBinary(nil), errVersion)
	require.ErrorIs(t, l.UnmarshalBinary(append([]byte{9}, state[1:]...)), errVersion)
	for _, i := range []int{1, 7, len(state) / 2, len(state) - 1} {
		damaged := append([]byte(nil), state...)
		damaged[i] ^= 1
		require.ErrorIs(t, l.UnmarshalBinary(damaged), errState, i)
		require.Error(t, l.UnmarshalBinary(state[:i]))
	}
	assert.Equal(t, n, l.Len(), "what it held it still holds")
}

func FuzzState(f *testing.F) {
	state, err := busy().AppendBinary(nil)
	require.NoError(f, err)
	f.Add(state[5:])
	f.Add([]byte{})
	f.Fuzz(func(t *testing.T, data []byte) {
		l := NewLedger(key{1})
		if l.restore(data) != nil {
			require.Zero(t, l.Len())
			return
		}
		require.LessOrEqual(t, l.Len(), MaxTools)
		l.Observe(mail, 1, DefinedTool, "a", defines("a", sends), minute, nil)
		again, err := l.AppendBinary(nil)
		require.NoError(t, err)
		require.NotZero(t, crc32.ChecksumIEEE(again))
		require.NoError(t, NewLedger(key{1}).UnmarshalBinary(again))
		l.Expire(1<<62, nil)
	})
}

// TestAToolIsSmall measures what a definition of usual length takes in the state, which
// is what it takes in memory but for pointers.
func TestAToolIsSmall(t *testing.T) {
	l := NewLedger(key{})
	for i := range 100 {
		name := fmt.Sprint("tool_", i)
		l.Observe(mail, 1, DefinedTool, name, defines(name, sends+" One. Two three. Four five six. See other_tool and https://x.example.", with("limit", false)), 1, nil)
	}
	state, err := l.AppendBinary(nil)
	require.NoError(t, err)
	assert.Less(t, len(state)/100, 250)
}
