package semconv

// Family is a set of families of GenAI conventions. Metrics of the zero family are in
// all of them.
type Family uint8

// Families.
const (
	// V141 is the last release that has GenAI conventions.
	V141 Family = 1 << iota
	// Latest is the main branch of the GenAI conventions' own repository.
	Latest
)

var families = map[string]Family{"v1.41": V141, "latest": Latest}

// ParseFamily returns the family of a name; ok is false for other text.
func ParseFamily(name string) (f Family, ok bool) {
	f, ok = families[name]
	return f, ok
}
