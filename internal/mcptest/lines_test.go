package mcptest

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestLinesSayWhatWasRead(t *testing.T) {
	spans := Spans(t, `
resource service.name=desk
span "a b" client 1ms status=error message="no such user" m=json:{"a":[1,{"b":0.5}]} b=bytes:hello t="5" n=5
event e key=value
link state="v=1" key=value`)
	require.Equal(t, `{service.name="desk"} span "a b" message="no such user" {b=aGVsbG8= m={"a":[1,{"b":0.5}]} n=5 t="5"}
  event "e" {key="value"}
  link state="v=1" {key="value"}
`, SpanLines(spans))
	records := Records(t, `
# a comment
resource service.name=desk
record "user logged in" event=login n=5
record json:["x"]
record "" a=b`)
	require.Equal(t, `{service.name="desk"} record "user logged in" event="login" {n=5}
{service.name="desk"} record "[\"x\"]" {}
{service.name="desk"} record "" {a="b"}
`, RecordLines(records))
	points := Points(t, `
resource service.name=desk
point calls 3 tool=x`)
	require.Equal(t, `{service.name="desk"} calls{tool="x"} 0s..0s =3
`, Metrics(time.Unix(0, 0), points))
}
