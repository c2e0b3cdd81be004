package mcp

import (
	"testing"

	"github.com/stretchr/testify/assert"
)

func TestModern(t *testing.T) {
	for version, want := range map[string]bool{
		"2026-07-28": true, "2026-07-29": true, "2027-01-01": true, "2025-11-25": false, "2024-11-05": false, "": false,
		"DRAFT-2026-v1": false, "2026-07-28-RC": false, "2026/07/28": false, "2026-7-28x": false, "20260-7-28": false, "9999999999": false,
	} {
		assert.Equal(t, want, Modern(version), version)
	}
}

func TestFaultOf(t *testing.T) {
	const legacy, draft = "2025-11-25", "draft"
	for _, test := range []struct {
		code    string
		side    Side
		version string
		want    Fault
	}{
		{"-32602", SideClient, "", Failure},
		{"-32602", SideClient, modern, Failure},
		{"-32602", SideServer, modern, NoFailure},
		{"-32602", SideServer, legacy, Failure},
		{"-32602", SideServer, "", Undecided},
		{"-32602", SideServer, draft, Undecided},
		{"-32602", SideUnknown, modern, Undecided},
		{"-32603", SideServer, modern, Failure},
		{"-32603", SideUnknown, "", Failure},
		{"-32020", SideServer, modern, Failure},
		{"-32042", SideClient, legacy, NoFailure},
		{"-32042", SideServer, "", NoFailure},
		{"-32042", SideServer, modern, Failure},
	} {
		assert.Equal(t, test.want, FaultOf(test.code, test.side, test.version), "%+v", test)
	}
}

func TestKnownVersion(t *testing.T) {
	for _, version := range []string{"2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25", "2026-07-28"} {
		assert.True(t, KnownVersion(version), version)
	}
	for _, version := range []string{"", "2025-11-26", "2026-07-28 ", "DRAFT-2026-v1", "1.0"} {
		assert.False(t, KnownVersion(version), version)
	}
}
