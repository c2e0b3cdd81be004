package mcp

// modern is the first revision without sessions, whose requests carry the version
// and the client's identity each (specification, 2026-07-28, changelog).
const modern = "2026-07-28"

// Modern reports whether a protocol version is 2026-07-28 or later. Versions are
// dates; any other text, as drafts have it, is not known to be.
func Modern(version string) bool { return isDate(version) && version >= modern }

// Earlier reports whether a protocol version is one before 2026-07-28, and known to be.
func Earlier(version string) bool { return isDate(version) && version < modern }

// isDate reports whether text has the form 2026-07-28.
func isDate(text string) bool {
	if len(text) != len(modern) {
		return false
	}
	for i := range len(text) {
		if digit := text[i] >= '0' && text[i] <= '9'; digit == (i == 4 || i == 7) {
			return false
		}
	}
	return text[4] == '-' && text[7] == '-'
}
