package mcp

import "unsafe"

// Reset empties the call for reuse. It is done for every span, and part by part, since a processor
// needs no loop to empty as much as a part is.
func (c *Call) Reset() {
	texts := (*[numStrings]string)(unsafe.Pointer(&c.Method))
	*(*[numStrings / 3]string)(texts[0:]) = [numStrings / 3]string{}
	*(*[numStrings / 3]string)(texts[numStrings/3:]) = [numStrings / 3]string{}
	*(*[numStrings / 3]string)(texts[2*numStrings/3:]) = [numStrings / 3]string{}

	*(*[atTexts]byte)(unsafe.Pointer(c)) = [atTexts]byte{}
	rest := (*[sizeOfRest]byte)(unsafe.Pointer(&c.ServerPort))
	*(*[sizeOfRest / 2]byte)(rest[0:]) = [sizeOfRest / 2]byte{}
	*(*[sizeOfRest - sizeOfRest/2]byte)(rest[sizeOfRest/2:]) = [sizeOfRest - sizeOfRest/2]byte{}
}

// The texts of a call stand one after the other, and nothing before or after them is a pointer or has one.
const (
	atTexts    = unsafe.Offsetof(Call{}.Method)
	afterTexts = unsafe.Offsetof(Call{}.ServerPort)
	numStrings = (afterTexts - atTexts) / unsafe.Sizeof("")
	sizeOfRest = unsafe.Sizeof(Call{}) - afterTexts
)

// They are three equal parts.
var _ [0]struct{} = [numStrings % 3]struct{}{}
