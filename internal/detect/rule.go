package detect

// A Rule finds one kind of value. Rules are made by [Compile] or are built in; they
// are never changed.
type Rule struct {
	// ID names the rule, e.g. "github-pat".
	ID string
	// Category says what kind of value it finds, e.g. "EMAIL". Several rules may
	// share one.
	Category string
	Class    Class

	rank    rank
	shape   *shape
	keys    []string
	matcher matcher
	literal []literal
	// windowed patterns do not begin with their keyword
	windowed bool
	builtin  bool
}

// rank orders rules whose findings overlap.
type rank uint8

const (
	byFormat  rank = iota // the value itself says what it is
	byContext             // what stands around it says so
	byName                // only a sensitive name stands before it
)

// A matcher looks at the place where a literal of its rule begins. It returns the
// span of the value, or ok = false. It looks at a bounded number of bytes.
type matcher func(text string, at int) (start, end int, ok bool)

// A literal is text that some rule looks for.
type literal struct {
	text string
	fold bool // in either case; text is in lower case
}
