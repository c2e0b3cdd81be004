// Package attribute reads the attributes of a span where pdata keeps them.
//
// pcommon.Map hands out one attribute after the other, which costs several times as much as what
// is read of it. Here they are a slice. How pdata keeps them is none of its promises, so it is
// looked at when the program starts: if it is not what this package knows, there are no pairs, and
// whoever reads them asks the map.
package attribute

import (
	"reflect"
	"unsafe"

	"go.opentelemetry.io/collector/pdata/pcommon"
)

// Pair is an attribute. It is read where it is: it must not be changed, nor kept for longer than
// the map.
type Pair struct {
	value value
	Key   string
	_     int32
}

// value are the two words of an interface.
type value struct {
	kind unsafe.Pointer
	data unsafe.Pointer
}

// list is what a map is, and holder what a value is.
type list struct {
	pairs *[]Pair
	state unsafe.Pointer
}

type holder struct {
	value *value
	state unsafe.Pointer
}

// Kind is what a value is.
type Kind struct{ kind unsafe.Pointer }

// Text is the kind of a text, and whole that of a whole number; none if maps are not what is known
// here. A loop over pairs is faster with a copy of its own.
var Text, whole = kinds()

// Pairs returns the attributes in their order, and false if there is no telling where they are.
func Pairs(m pcommon.Map) ([]Pair, bool) {
	if Text.kind == nil {
		return nil, false
	}
	return *(*list)(unsafe.Pointer(&m)).pairs, true
}

// Is reports whether the value is of a kind.
func (p *Pair) Is(k Kind) bool { return p.value.kind == k.kind }

// Text returns the value, which must be a text.
func (p *Pair) Text() string { return *(*string)(p.value.data) }

// Int returns the value and true if it is a whole number. What it reads is not what Is reads to the
// compiler, which would hold on to it between the two.
func (p *Pair) Int() (int64, bool) {
	if *(*uintptr)(unsafe.Pointer(&p.value.kind)) != whole {
		return 0, false
	}
	return *(*int64)(p.value.data), true
}

// Value returns the value of a pair of a map.
func (p *Pair) Value(of pcommon.Map) pcommon.Value {
	h := holder{&p.value, (*list)(unsafe.Pointer(&of)).state}
	return *(*pcommon.Value)(unsafe.Pointer(&h))
}

// kinds looks at the types of pdata, and then at a map that has a number and a text.
func kinds() (text Kind, number uintptr) {
	m := pcommon.NewMap()
	m.PutInt("number", 1)
	m.PutStr("name", "text")
	if !known(reflect.TypeFor[pcommon.Map](), reflect.TypeFor[pcommon.Value]()) {
		return Kind{}, 0
	}
	pairs := *(*list)(unsafe.Pointer(&m)).pairs
	if pairs[0].Key != "number" || *(*int64)(pairs[0].value.data) != 1 || pairs[1].Key != "name" || pairs[1].Text() != "text" {
		return Kind{}, 0
	}
	return Kind{pairs[1].value.kind}, uintptr(pairs[0].value.kind)
}

// known reports whether maps and values are laid out as they are here.
func known(m, v reflect.Type) bool {
	if !isHolder(m, reflect.TypeFor[list]()) || !isHolder(v, reflect.TypeFor[holder]()) {
		return false
	}
	pairs, held := m.Field(0).Type.Elem(), v.Field(0).Type.Elem()
	if pairs.Kind() != reflect.Slice || pairs.Elem().Kind() != reflect.Struct {
		return false
	}
	pair := pairs.Elem()
	key, hasKey := pair.FieldByName("Key")
	val, hasValue := pair.FieldByName("Value")
	return hasKey && hasValue && pair.Size() == unsafe.Sizeof(Pair{}) &&
		key.Type.Kind() == reflect.String && key.Offset == unsafe.Offsetof(Pair{}.Key) &&
		val.Type == held && val.Offset == unsafe.Offsetof(Pair{}.value) && isInterface(held)
}

// isHolder reports whether a type is a pointer to something, and another one.
func isHolder(t, like reflect.Type) bool {
	return t.Kind() == reflect.Struct && t.NumField() == like.NumField() && t.Size() == like.Size() &&
		t.Field(0).Type.Kind() == reflect.Pointer && t.Field(1).Type.Kind() == reflect.Pointer
}

// isInterface reports whether a type holds nothing but what may be anything.
func isInterface(t reflect.Type) bool {
	return t.Kind() == reflect.Struct && t.NumField() == 1 &&
		t.Field(0).Type.Kind() == reflect.Interface && t.Field(0).Type.NumMethod() == 0
}
