package anomaly

// Mode says what becomes of the findings of one type.
type Mode uint8

// Modes.
const (
	// Alert writes them on spans and counts them.
	Alert Mode = iota
	// Observe only counts them: how it would be is to be seen before anybody is woken.
	Observe
	// Off looks for none.
	Off
	numModes
)

var modeNames = [numModes]string{"alert", "observe", "off"}

// String returns the mode as it is configured.
func (m Mode) String() string { return modeNames[m] }

// ParseMode is the inverse of [Mode.String]; ok is false for other text.
func ParseMode(text string) (m Mode, ok bool) {
	for i, name := range modeNames {
		if name == text {
			return Mode(i), true
		}
	}
	return Alert, false
}
