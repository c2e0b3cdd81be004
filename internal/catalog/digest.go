package catalog

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode/utf16"
	"unicode/utf8"
)

// Bounds of a definition that is read as JSON. What exceeds them, or is no JSON, has
// the digest of its bytes and is marked as opaque.
const (
	MaxDefinition = 256 << 10 // bytes; definitions are a few thousand
	maxDepth      = 64        // of objects and arrays
)

// Digest is the beginning of a SHA-256 of what a definition says, whatever the order
// of its members and of what it enumerates, the white space, and the forms of its numbers and
// escapes.
type Digest [16]byte

// String returns it in hexadecimal digits; empty for the zero digest.
func (d Digest) String() string {
	if d == (Digest{}) {
		return ""
	}
	return hex.EncodeToString(d[:])
}

func digestOf(data []byte) Digest {
	sum := sha256.Sum256(data)
	return Digest(sum[:])
}

// parse reads a definition and reports whether it can be. Bytes that are not UTF-8
// cannot: two of them would be read as the same.
func parse(definition string) (tree any, ok bool) {
	if len(definition) > MaxDefinition || !utf8.ValidString(definition) || tooDeep(definition) {
		return nil, false
	}
	decoder := json.NewDecoder(strings.NewReader(definition))
	decoder.UseNumber()
	if decoder.Decode(&tree) != nil {
		return nil, false
	}
	_, err := decoder.Token()
	return tree, err == io.EOF
}

// tooDeep counts brackets; those in strings count as well, which is a stated loss.
func tooDeep(definition string) bool {
	depth := 0
	for i := range len(definition) {
		switch definition[i] {
		case '{', '[':
			if depth++; depth > maxDepth {
				return true
			}
		case '}', ']':
			depth--
		}
	}
	return false
}

// canonical appends a tree in one form only, after RFC 8785: members sorted, no space,
// the shortest numbers. Other than there, the order of "required" and of a list of types
// counts for nothing (JSON Schema Validation 6.5.3, 6.1.1), and integers beyond 2^53
// stay exact. In names of properties those words have no such meaning.
func canonical(dst []byte, tree any, key string) []byte {
	switch v := tree.(type) {
	case map[string]any:
		return canonicalObject(dst, v, key)
	case []any:
		return canonicalArray(dst, v, key)
	case json.Number:
		return canonicalNumber(dst, v.String())
	case string:
		return canonicalString(dst, v)
	case bool:
		return strconv.AppendBool(dst, v)
	default:
		return append(dst, "null"...)
	}
}

// isNames reports whether the members of a key are named freely.
func isNames(key string) bool {
	return key == "properties" || key == "patternProperties" || key == "$defs" || key == "definitions" || key == "dependentSchemas"
}

func canonicalObject(dst []byte, object map[string]any, key string) []byte {
	keys := make([]string, 0, len(object))
	for k := range object {
		keys = append(keys, k)
	}
	slices.SortFunc(keys, compareUTF16)
	dst = append(dst, '{')
	for i, k := range keys {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = append(canonicalString(dst, k), ':')
		as := k
		if isNames(key) {
			as = "" // a property called "required" is no list of them
		}
		if key == "dependentRequired" {
			as = "required"
		}
		dst = canonical(dst, object[k], as)
	}
	return append(dst, '}')
}

// compareUTF16 is the order of RFC 8785 3.2.3. It differs from that of bytes only
// beyond the basic plane.
func compareUTF16(a, b string) int {
	if strings.Compare(a, b) == 0 {
		return 0
	}
	return slices.Compare(utf16.Encode([]rune(a)), utf16.Encode([]rune(b)))
}

func canonicalArray(dst []byte, array []any, key string) []byte {
	dst = append(dst, '[')
	if key == "required" || key == "type" {
		array = slices.Clone(array)
		slices.SortStableFunc(array, func(a, b any) int {
			x, _ := a.(string)
			y, _ := b.(string)
			return strings.Compare(x, y)
		})
	}
	for i, v := range array {
		if i > 0 {
			dst = append(dst, ',')
		}
		dst = canonical(dst, v, "")
	}
	return append(dst, ']')
}

func canonicalNumber(dst []byte, text string) []byte {
	f, err := strconv.ParseFloat(text, 64)
	if err != nil {
		return append(dst, text...)
	}
	const exact = 1 << 53
	switch {
	case f == 0:
		return append(dst, '0') // also -0
	case f == float64(int64(f)) && f > -exact && f < exact:
		return strconv.AppendInt(dst, int64(f), 10)
	case f >= exact || f <= -exact:
		if !strings.ContainsAny(text, ".eE") {
			return append(dst, text...)
		}
	}
	return strconv.AppendFloat(dst, f, 'e', -1, 64)
}

// canonicalString needs no more than to be different for strings that say something else.
func canonicalString(dst []byte, text string) []byte { return strconv.AppendQuote(dst, sorted(text)) }
