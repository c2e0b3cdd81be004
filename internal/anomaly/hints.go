package anomaly

// hint is what a tool declares of itself.
type hint uint8

const (
	undeclared hint = iota
	harmless        // it changes nothing, or adds only
	destructive
)

// world is what a tool declares of whom it reaches.
type world uint8

const (
	anyWorld world = iota // nothing is declared
	openWorld
	closedWorld
)

// world returns what the tool of the call declares of whom it reaches.
func (x *moment) world() world { return anyWorld }

// hints returns what a tool declares of itself.
func (m *Model) hints(server, name string) hint { return undeclared }
