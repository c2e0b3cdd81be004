package sequence

import "github.com/otelcol-mcp/otelcol-mcp/internal/series"

// read lists the events of a call.
func (m *Model) read(list *events, s *Session, c *Call) {
	tool := hashText(m.options.Key, c.Tool, len(c.Tool))
	before := s.follow(tool)
	list.add(levelTool, 0, tool)
	list.add(levelPair, before, tool)
	if log, ok := doubled(s.calls); ok {
		list.add(levelLength, 0, log)
	}
	if log, ok := doubled(s.run); ok {
		list.add(levelRun, 0, log)
	}
	var a arguments
	if !a.parse(m.options.Key, c.Arguments) {
		return
	}
	list.add(levelNames, tool, a.names)
	list.add(levelCombination, tool, a.values)
	for _, l := range a.leaves[:a.n] {
		of := series.Mix(tool, l.path)
		list.add(levelValue, of, l.value)
		list.add(levelForm, of, l.form)
	}
}
