package jsonrpc

// Fault is a reason why bytes are no message. It says nothing of the content.
type Fault uint8

// Reasons why bytes are no message.
const (
	// OK is no fault.
	OK Fault = iota
	// Empty is nothing, or white space.
	Empty
	// NotJSON is anything that RFC 8259 does not allow, a byte order mark included.
	NotJSON
	// Trailing is a JSON value and something after it.
	Trailing
	// TooDeep is nesting beyond the bound.
	TooDeep
	// TooMany is a batch longer than [MaxBatch]; the first ones were read.
	TooMany
	// NotMessage is JSON that is neither an object nor a batch, an empty batch, or
	// an object without method, result and error.
	NotMessage
	// BadID is an id that is an object, an array, true or false.
	BadID
	// BadMethod is a method that is no string.
	BadMethod
	// BadError is an error that is no object.
	BadError
	// Incomplete is a message of which too little was kept.
	Incomplete
	// NumFaults is the number of reasons.
	NumFaults
)

var faultNames = [NumFaults]string{
	"", "empty", "not_json", "trailing_data", "too_deep", "too_many", "not_a_message", "bad_id", "bad_method",
	"bad_error", "incomplete",
}

// String returns the reason as it appears on metrics; empty for OK.
func (f Fault) String() string { return faultNames[f] }
