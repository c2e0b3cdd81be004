package anomaly

// hint is what a tool declares of itself.
type hint uint8

const (
	undeclared hint = iota
	harmless        // it changes nothing, or adds only
	destructive
)
