package main

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestModelIsReadFromWhatLinuxSays(t *testing.T) {
	assert.Equal(t, "Quick 9000", model("processor\t: 0\nmodel name\t: Quick 9000\nprocessor\t: 1\nmodel name\t: Quick 9000\n"))
	assert.Equal(t, "unnamed processor", model("Features: fp asimd\n"))
	assert.Equal(t, "unnamed processor", model(""))
}
