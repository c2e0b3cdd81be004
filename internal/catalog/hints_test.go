package catalog

import (
	"testing"

	"github.com/stretchr/testify/require"
)

func TestHintsAreWhatAToolDeclares(t *testing.T) {
	l, s := NewLedger([16]byte{}), Server{Name: "a"}
	l.Observe(s, 1, DefinedTool, "wipe", `{"name":"wipe","annotations":{"readOnlyHint":false,"destructiveHint":true}}`, 1, nil)
	require.Equal(t, Hints{ReadOnly: No, Destructive: Yes}, l.Hints(s, "wipe"))
	l.Observe(s, 1, DefinedTool, "wipe", `{"name":"wipe","annotations":{"openWorldHint":true}}`, 2, nil)
	require.Equal(t, Hints{OpenWorld: Yes}, l.Hints(s, "wipe"), "as it was shown last")
	require.Zero(t, l.Hints(s, "other"))
	require.Zero(t, l.Hints(Server{Name: "b"}, "wipe"))
}
