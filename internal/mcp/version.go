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

// KnownVersion reports whether a protocol version is one of the revisions that the
// specification has had so far.
func KnownVersion(version string) bool {
	switch version {
	case "2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", modern:
		return true
	}
	return false
}
