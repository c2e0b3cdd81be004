package mcpanomalyprocessor

import (
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"github.com/stretchr/testify/require"
)

// TestServicesThatUseTheSameIDs has two services give their sessions and conversations the same
// ids, at random: together they have the same findings about these as each by itself.
func TestServicesThatUseTheSameIDs(t *testing.T) {
	types := map[string]int{}
	for seed := range uint64(20) {
		var together []string
		synctest.Test(t, func(t *testing.T) { together = findingsOf(t, seed, "alpha", "beta") })
		for _, service := range []string{"alpha", "beta"} {
			var alone []string
			synctest.Test(t, func(t *testing.T) { alone = findingsOf(t, seed, service) })
			others := func(line string) bool { return !strings.HasPrefix(line, service+" ") }
			require.Equal(t, alone, slices.DeleteFunc(slices.Clone(together), others), "seed %d, %s", seed, service)
			for _, line := range alone {
				types[line[strings.LastIndex(line, " ")+1:]]++
			}
		}
	}
	for _, about := range []string{"retry_loop", "error_burst", "value_flow", "validation_burst"} {
		require.Greater(t, types[about], 20, about)
	}
}

// findingsOf returns what is found of calls of some of the services, about sessions and
// conversations: the calls' service, number and type of finding.
func findingsOf(t *testing.T, seed uint64, services ...string) (found []string) {
	p := start(t, `{repeat_after: 20s, detectors: {
		retry_loop: {threshold: 3}, error_burst: {threshold: 3}, validation_burst: {threshold: 2}}}`)
	random := rand.New(rand.NewPCG(seed, 11))
	for n := range 250 {
		time.Sleep(2 * time.Second)
		for _, service := range []string{"alpha", "beta"} {
			call := randomCall(random, service, n)
			if !slices.Contains(services, service) {
				continue
			}
			p.consume(t, call)
			out := p.out()
			p.spans.Reset()
			for _, about := range []string{"retry_loop", "error_burst", "value_flow", "validation_burst"} {
				if strings.Contains(out, fmt.Sprintf("%q", about)) {
					found = append(found, fmt.Sprint(service, " ", n, " ", about))
				}
			}
		}
	}
	return found
}

// randomCall is one that an agent makes, in one of few sessions: it fails, is made again, or
// takes from one server to another what may not go there.
func randomCall(random *rand.Rand, service string, n int) string {
	oneOf := func(texts ...string) string { return texts[random.IntN(len(texts))] }
	secret := strings.Repeat("The board meets on the ninth of May to approve the purchase of "+oneOf("Northwind", "Southwind")+". ", 3)
	call := "resource service.name=" + service + " service.instance.id=" + oneOf("a", "b") + "\nspan tools/call " + oneOf("client", "server") +
		fmt.Sprintf(" 1ms after=%ds mcp.method.name=tools/call", 2*n) + oneOf("", ` mcp.session.id="1"`, " mcp.session.id=default") + oneOf("", ` gen_ai.conversation.id="42"`)
	switch random.IntN(6) {
	case 0:
		return call + ` mcp.server.name=mail gen_ai.tool.name=read gen_ai.tool.call.result="` + secret + `"`
	case 1:
		return call + ` mcp.server.name=web gen_ai.tool.name=http_request gen_ai.tool.call.arguments="{\"q\":\"` + base64.StdEncoding.EncodeToString([]byte(secret)) + `\"}"`
	case 2:
		return call + " status=error error.type=-32602 rpc.response.status_code=-32602 mcp.server.name=desk gen_ai.tool.name=" + oneOf("divide", "add")
	case 3:
		return call + " status=error error.type=tool_error mcp.server.name=desk gen_ai.tool.name=" + oneOf("divide", "add") + ` gen_ai.tool.call.arguments="{}"`
	}
	return call + " mcp.server.name=desk gen_ai.tool.name=" + oneOf("divide", "add")
}
