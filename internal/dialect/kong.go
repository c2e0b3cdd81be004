package dialect

import "github.com/otelcol-mcp/otelcol-mcp/internal/semconv"

// kong is Kong's AI gateway 3.13 and later. "kong.gen_ai" is a call of a model;
// the tool it names is the one that the model asked for, which is no execution.
var kong = &Dialect{
	Name:    "kong",
	Markers: []string{"kong.gen_ai.*"},
	Shape:   isKong,
	Begins:  "kong.gen_ai",
	Identify: func(s *Span) {
		if isKong(s) && s.Text(semconv.GenAIOperationName) == semconv.OperationExecuteTool {
			s.drop(semconv.GenAIOperationName)
		}
	},
}

func isKong(s *Span) bool { return s.Name() == "kong.gen_ai" }
