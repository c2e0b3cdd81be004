package catalog

// DefinitionKind is what is defined.
type DefinitionKind uint8

// Kinds of definitions.
const (
	DefinedTool DefinitionKind = iota
	DefinedPrompt
	DefinedResource
	DefinedTemplate // of resources
	numDefinitionKinds
)

// What is what happened to a definition.
type What uint8

// What happens.
const (
	First    What = iota // it is seen for the first time, and something speaks against it
	Changed              // it is another than before, for this observer
	Removed              // it was forgotten
	Split                // two observers see different definitions at the same time
	Shadowed             // another server has a tool with its name or one like it, or names it
	numWhats
)

// String returns the name of what happened.
func (w What) String() string {
	names := [numWhats]string{"first", "changed", "removed", "split", "shadowed"}
	if w < numWhats {
		return names[w]
	}
	return ""
}

// Change is something that happened to a definition.
type Change struct {
	What     What
	Kind     DefinitionKind
	Server   Server
	Observer uint32
	Name     string // of the tool, prompt or resource
	// Other is the other server of Shadowed.
	Other Server
	// Parts are what differs.
	Parts Parts
	// Score is how much speaks for harm, from 0 to 1. From 0.5 on it deserves a look;
	// honest updates stay far below.
	Score float64
	// Reasons are what speaks for it.
	Reasons Reasons
	// Before and After are digests; zero where there is none. Of Split they are what the
	// other observer sees and what this one sees.
	Before, After Digest
}
