package each

import (
	"go.opentelemetry.io/collector/pdata/pcommon"
	"go.opentelemetry.io/collector/pdata/plog"
	"go.opentelemetry.io/collector/pdata/ptrace"
)

// MaxDepth is how many maps and slices may lie within each other; what is deeper is
// not shown, and replaced by whatever the visitor says.
const MaxDepth = 64

// A Visitor decides about texts.
type Visitor interface {
	// Span and Record are called before anything of a span or log record is shown. They
	// must not change it.
	Span(r pcommon.Resource, scope pcommon.InstrumentationScope, s ptrace.Span)
	Record(record plog.LogRecord)
	// Text is shown a text. If changed, out takes its place; what was a number is a
	// string then. With drop everything that stands under at.Key goes, the key
	// included; a name or message becomes empty.
	//
	// The text of a number or of bytes is valid during the call only.
	Text(at At, text string) (out string, changed, drop bool)
	// Name is shown a key or a name. Two keys of one map that become equal are told
	// apart by a number.
	Name(at At, name string) (out string, changed bool)
	// Whole is asked about every map and slice before its parts are shown, and about every
	// boolean and empty value. If true, it is shown as one text: of maps and slices JSON
	// with bytes in base64. Booleans and empty values are not shown otherwise.
	Whole(at At) bool
	// TooDeep is asked about every map and slice beyond [MaxDepth].
	TooDeep(at At) (out string, changed bool)
	// Done is called after every span and log record with its attributes, which it may
	// add to.
	Done(attributes pcommon.Map)
}
