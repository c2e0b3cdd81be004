package each

import (
	"math"
	"strconv"
	"strings"
	"unsafe"

	"go.opentelemetry.io/collector/pdata/pcommon"
)

// maxScratch bounds what a walker keeps for the next number or bytes.
const maxScratch = 64 << 10

// number shows a number in decimal, as somebody would have written it.
func (w *Walker) number(at At, v pcommon.Value) (drop bool) {
	if v.Type() == pcommon.ValueTypeInt {
		w.scratch = strconv.AppendInt(w.scratch[:0], v.Int(), 10)
	} else {
		w.scratch = appendDouble(w.scratch[:0], v.Double())
	}
	out, changed, drop := w.visitor.Text(at, lent(w.scratch))
	if changed && !drop {
		v.SetStr(strings.Clone(out))
	}
	return drop
}

// appendDouble writes 4111111111111111 and not 4.111111111111111e+15, up to where a
// double has no digits of its own left.
func appendDouble(to []byte, f float64) []byte {
	if abs := math.Abs(f); abs >= 1e-6 && abs < 1e21 {
		return strconv.AppendFloat(to, f, 'f', -1, 64)
	}
	return strconv.AppendFloat(to, f, 'g', -1, 64)
}

// bytes shows bytes as text, also those that are not UTF-8: a single wrong byte must
// not hide the rest. Copies of telemetry share the memory of bytes, so that what is
// replaced needs its own.
func (w *Walker) bytes(at At, v pcommon.Value) (drop bool) {
	w.scratch = w.scratch[:0]
	for _, c := range v.Bytes().All() {
		w.scratch = append(w.scratch, c)
	}
	out, changed, drop := w.visitor.Text(at, lent(w.scratch))
	if changed && !drop {
		v.SetEmptyBytes().FromRaw([]byte(out))
	}
	if cap(w.scratch) > maxScratch {
		w.scratch = nil
	}
	return drop
}

// lent is a text that shares the memory of b: a copy of every number would be the
// only thing that a walk without findings allocates. It must not outlive b's content.
func lent(b []byte) string { return unsafe.String(unsafe.SliceData(b), len(b)) }
