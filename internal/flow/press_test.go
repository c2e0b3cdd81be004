package flow

import (
	"math/bits"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/stretchr/testify/require"
)

// messy is text with all that is special, in rows of all lengths.
const messy = `{"key": "A value", "k" :1,"name":"Jane Roe's o'clock","\"in\": \"a \\\"string\\\"\": 2}",'x': 'it''s', "é\u00e9\ud83d\ude00\u12": ` +
	"\"jane.roe@example.org\", \"\\n\\\\n\\t\": \"\x80\xff中文 ȺⱥK\", \"a very long key, that is longer than a passage\": null, 555-867_5309 (01) +49}\x00"

func skipUnlessPressed(t *testing.T) {
	t.Helper()
	if !presses {
		t.Skip("nothing is pressed here")
	}
}

// TestPressedPagesOfEveryLength have what is messy at every place of a block, and behind them.
func TestPressedPagesOfEveryLength(t *testing.T) {
	skipUnlessPressed(t)
	text := strings.Repeat(messy+" ", pageSize/len(messy)+2)
	for from := range 70 {
		for size := range 140 {
			requireSame(t, text[from:from+size])
		}
	}
	for size := range pageSize + 1 {
		requireSame(t, text[:size])
	}
}

// TestSortOut compares what bytes are with what each is by itself, whatever is before and behind
// the text.
func TestSortOut(t *testing.T) {
	skipUnlessPressed(t)
	random := rand.New(rand.NewPCG(5, 6))
	for round := range 500 {
		var p page
		for i := range p.text {
			p.text[i] = byte(random.UintN(256))
			if round%2 == 0 {
				p.text[i] = messy[random.IntN(len(messy))]
			}
		}
		before := p
		count := random.IntN(pageBlocks + 1)
		sortOut(&p, count, &kinds)
		for at := range count {
			for i := range blockSize {
				requireSorted(t, &p, at, i)
			}
		}
		require.Equal(t, before.blocks[count:], p.blocks[count:])
		require.Equal(t, before.small[count*blockSize:], p.small[count*blockSize:])
		p.blocks, p.small = before.blocks, before.small
		require.Equal(t, before, p, "nothing else is written")
	}
}

func requireSorted(t *testing.T, p *page, at, i int) {
	t.Helper()
	k := at*blockSize + i
	b, c, prev, next := p.text[k], classes[p.text[k]], byte(0), p.text[k+1]
	if k > 0 {
		prev = p.text[k-1]
	}
	escaped := prev == '\\' && b != '\\'
	control := escaped && strings.IndexByte("nrtbf", b) >= 0
	inWord := b == '\'' && i > 0 && i < blockSize-1 && counts(prev)+counts(next) == 2
	want := map[string]bool{
		"letters": c&significant != 0 && !control,
		"others":  c&separator != 0 && c&significant == 0 || b == '"' || control,
		"apart":   c&apart != 0 || b == '"' || control,
		"special": b == '\'' && !inWord || b == '@' || b >= 0x80 || escaped && b == 'u',
		"quotes":  b == '"',
		"keys":    b == '"' && (next == ':' || next == ' ' && p.text[k+2] == ':'),
		"inKeys":  inKey(p, at, i),
	}
	x := &p.blocks[at]
	for kind, set := range map[string]uint64{
		"letters": x.letters, "others": x.others, "apart": x.apart, "special": x.special, "quotes": x.quotes, "keys": x.keys, "inKeys": x.inKeys,
	} {
		require.Equal(t, want[kind], set>>i&1 != 0, "%s: %q at %d", kind, p.text[:], k)
	}
	small := b
	if c&significant != 0 {
		small = byte(c)
	}
	require.Equal(t, small, p.small[k])
}

// inKey reports whether a place is between two quotes of a block, of which the second is that of
// a key.
func inKey(p *page, at, i int) bool {
	x := &p.blocks[at]
	behind := x.quotes >> i
	return behind&1 == 0 && x.quotes&(1<<i-1) != 0 && x.keys>>i&behind&-behind != 0
}

// TestPressAll compares what is left of random sets with what a look at each bit leaves.
func TestPressAll(t *testing.T) {
	skipUnlessPressed(t)
	random := rand.New(rand.NewPCG(7, 8))
	for round := range 500 {
		var p page
		for i := range p.small {
			p.small[i] = byte(random.UintN(128))
		}
		for i := range p.buf {
			p.buf[i] = byte(i)
		}
		count := random.IntN(pageBlocks + 1)
		for i := range count {
			b := &p.blocks[i]
			b.letters, b.others, b.apart = random.Uint64(), random.Uint64(), random.Uint64()
			switch (round + i) % 4 {
			case 0:
				b.letters &= random.Uint64() & random.Uint64()
			case 1:
				b.others &= random.Uint64() & random.Uint64()
			case 2:
				b.letters = 0
			}
			b.others &^= b.letters
		}
		before := p
		n := pressAll(&p, count)
		want := before.pressSlowly(count)
		require.Equal(t, want.n, n)
		require.Equal(t, want.buf[:n], p.buf[:n])
		p.n = n
		p.close()
		want.close()
		last := n/64 + 1
		require.Equal(t, want.begins[:last], p.begins[:last])
		require.Equal(t, want.aparts[:last], p.aparts[:last])
		require.Equal(t, want.digits[:last], p.digits[:last])
		require.Equal(t, before.buf[n+blockSize:], p.buf[n+blockSize:], "no more than a block is written")
		p.n, p.words, p.buf, p.begins, p.aparts, p.digits = before.n, before.words, before.buf, before.begins, before.aparts, before.digits
		require.Equal(t, before, p, "nothing else is written")
	}
}

// pressSlowly returns a page with what is in the sets of some blocks of this one.
func (p *page) pressSlowly(count int) *page {
	q := &page{begins: places{1}}
	for k := range count * blockSize {
		b, bit := &p.blocks[k/blockSize], k%blockSize
		switch {
		case b.letters>>bit&1 != 0:
			if isDigit(p.small[k]) {
				q.digits.add(q.n)
			}
			q.buf[q.n] = p.small[k]
			q.n++
		case b.others>>bit&1 != 0:
			q.begins.add(q.n)
			if b.apart>>bit&1 != 0 {
				q.aparts.add(q.n)
			}
		}
	}
	return q
}

func FuzzPressAll(f *testing.F) {
	f.Add(uint64(1), ^uint64(0), uint64(1<<63), messy)
	f.Fuzz(func(t *testing.T, letters, others, apart uint64, text string) {
		if !presses {
			t.Skip("nothing is pressed here")
		}
		var p page
		count := (copy(p.small[:], text) + blockSize - 1) / blockSize
		for i := range count {
			p.blocks[i].letters = bits.RotateLeft64(letters, i)
			p.blocks[i].others = bits.RotateLeft64(others, 3*i) &^ p.blocks[i].letters
			p.blocks[i].apart = bits.RotateLeft64(apart, 5*i)
		}
		want := p.pressSlowly(count)
		p.n = pressAll(&p, count)
		require.Equal(t, string(want.buf[:want.n]), string(p.buf[:p.n]))
		p.close()
		want.close()
		require.Equal(t, want.begins[:p.n/64+1], p.begins[:p.n/64+1])
		require.Equal(t, want.aparts[:p.n/64+1], p.aparts[:p.n/64+1])
	})
}
