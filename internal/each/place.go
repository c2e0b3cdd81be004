package each

// Place says where a text stands.
type Place uint8

// The places.
const (
	Resource   Place = iota // attributes of a resource, and keys by which entities refer to them
	Scope                   // attributes of an instrumentation scope
	SchemaURL               // schema URL that is more than an address
	SpanName                // name of a span
	Status                  // status message of a span
	TraceState              // trace state of a span or a link
	Attribute               // attributes of a span, a log record or a data point
	EventName               // name of a span event or a log record
	Event                   // attributes of a span event
	Link                    // attributes of a span link
	Severity                // severity text of a log record
	Body                    // body of a log record
	Exemplar                // attributes of an exemplar
	Metadata                // metadata of a metric
	NumPlaces
)

var places = [NumPlaces]string{
	Resource: "resource", Scope: "scope", SchemaURL: "schema_url", SpanName: "span_name", Status: "status",
	TraceState: "trace_state", Attribute: "attribute", EventName: "event_name", Event: "event", Link: "link",
	Severity: "severity", Body: "body", Exemplar: "exemplar", Metadata: "metadata",
}

// String returns the place as a metric attribute says it.
func (p Place) String() string { return places[p] }

// At is where a text stands, and under which names.
type At struct {
	Place Place
	// Attribute is the key of the attribute that the text is part of, "" if it is part
	// of none.
	Attribute string
	// Key is the nearest key above the text: that of the attribute, or of a field in
	// it or in a body. "" if there is none.
	Key string
	// Above is the key above Key: of {"password": {"value": "…"}} "password". "" if there
	// is none.
	Above string
	// Depth is how many maps and slices of the attribute, or of the body, lie around
	// the text.
	Depth int
}
