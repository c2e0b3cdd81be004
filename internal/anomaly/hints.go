package anomaly

// hint is what a tool declares of itself.
type hint uint8

const (
	undeclared hint = iota
	harmless        // it changes nothing, or adds only
	destructive
)

// hints returns what a tool declares of itself.
func (m *Model) hints(server, name string) hint { return undeclared }
