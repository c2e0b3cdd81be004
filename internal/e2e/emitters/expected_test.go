package emitters

import (
	"maps"
	"os"
	"slices"
	"strings"
	"testing"

	"github.com/prometheus/common/expfmt"
	"github.com/prometheus/common/model"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// TestWhatIsExpectedIsTrue adds up each file of expected metrics and compares the
// sums with the script. What differs has to be an exception.
func TestWhatIsExpectedIsTrue(t *testing.T) {
	for _, e := range emitters {
		t.Run(e.name, func(t *testing.T) {
			told := byRole(e.expected(t))
			assert.ElementsMatch(t, e.roles, slices.Collect(maps.Keys(told)), "roles that tell of calls")
			for _, role := range e.roles {
				assert.Equal(t, e.excused(t, role, told[role]), told[role], role)
			}
		})
	}
}

// TestEveryExceptionIsOne fails for exceptions that say what is true anyway.
func TestEveryExceptionIsOne(t *testing.T) {
	for _, x := range exceptions {
		i := slices.IndexFunc(emitters, func(e emitter) bool { return e.name == x.emitter })
		require.GreaterOrEqual(t, i, 0, "%s is no emitter", x.emitter)
		assert.NotEqual(t, emitters[i].happened(t, x), x.told, "%s %s %s", x.emitter, x.role, x.what)
		assert.NotEmpty(t, x.why)
	}
}

// TestToolsAreToldApart compares tool by tool, where no exception blurs it.
func TestToolsAreToldApart(t *testing.T) {
	want := counts{}
	for _, s := range script(t) {
		if s.Do == toolsCall {
			name := s.Name
			if s.Ends == "unknown_tool" {
				name = "_other" // nothing vouches for it
			}
			want[name+" "+s.Ends] += float64(s.Times)
		}
	}
	compared := 0
	for _, e := range emitters {
		for _, role := range e.roles {
			if slices.ContainsFunc(exceptions, func(x exception) bool {
				return x.emitter == e.name && x.role == role && strings.HasPrefix(x.what, toolsCall)
			}) {
				continue
			}
			got := counts{}
			for _, s := range e.expected(t) {
				if s.metric == toolCalls && s.labels["mcp_call_role"] == role {
					got[s.labels["gen_ai_tool_name"]+" "+s.labels["mcp_call_outcome"]] += s.value
				}
			}
			assert.Equal(t, want, got, "%s %s", e.name, role)
			compared++
		}
	}
	require.Positive(t, compared)
}

// TestDurationsAgreeWithOutcomes holds the metrics of one side against each other:
// each counts every call, and failures as failures.
func TestDurationsAgreeWithOutcomes(t *testing.T) {
	for _, e := range emitters {
		t.Run(e.name, func(t *testing.T) {
			for metric, role := range sides {
				durations, outcomes := map[string]float64{}, map[string]float64{}
				for _, s := range e.expected(t) {
					tool := s.labels["gen_ai_tool_name"]
					switch {
					case s.metric == metric && (role == agent || s.labels["mcp_method_name"] == toolsCall):
						durations[tool+verdict(s.labels["error_type"] == "")] += s.value
					case s.metric == toolCalls && s.labels["mcp_call_role"] == role:
						outcomes[tool+verdict(s.labels["mcp_call_outcome"] == "success")] += s.value
					}
				}
				assert.Equal(t, outcomes, durations, role)
			}
		})
	}
}

func verdict(succeeded bool) string {
	if succeeded {
		return " success"
	}
	return " failure"
}

// visible is what happened, as far as the role can see it: agents, and views from
// inside, know of tool calls only.
func (e *emitter) visible(t *testing.T, role string) counts {
	t.Helper()
	c := e.doable(t)
	c[jsonrpcErrors] = 0
	if role == agent || role == inside {
		delete(c, resourcesRead+" success")
		delete(c, promptsGet+" success")
	}
	return c
}

// happened is the true number of what an exception is about. What the script does
// not ask for, a client does at most once: initialize, list tools.
func (e *emitter) happened(t *testing.T, x exception) float64 {
	t.Helper()
	if n, asked := e.visible(t, x.role)[x.what]; asked {
		return n
	}
	return once
}

const once = 1

// scripted are the methods of the script.
var scripted = []string{toolsCall, resourcesRead, promptsGet}

// jsonrpcErrors are requests that a server answered with an error instead of a
// result. The servers of the script answer every call with a result.
const jsonrpcErrors = "JSON-RPC errors"

// excused is what the role is expected to tell.
func (e *emitter) excused(t *testing.T, role string, told counts) counts {
	t.Helper()
	c := e.visible(t, role)
	for what, n := range told {
		method, _, _ := strings.Cut(what, " ")
		if n == once && !slices.Contains(scripted, method) && strings.HasSuffix(what, " success") {
			c[what] = n
		}
	}
	for _, x := range exceptions {
		if x.emitter == e.name && x.role == role {
			c[x.what] = x.told
		}
	}
	maps.DeleteFunc(c, func(_ string, n float64) bool { return n == 0 })
	return c
}

// byRole adds up what each role tells, by method and ending.
func byRole(all []series) map[string]counts {
	told := map[string]counts{}
	for _, s := range all {
		role, what := s.labels["mcp_call_role"], toolsCall+" "+s.labels["mcp_call_outcome"]
		if s.metric != toolCalls {
			role = sides[s.metric]
			what = s.labels["mcp_method_name"] + verdict(s.labels["error_type"] == "")
		}
		if s.metric == agentDuration || s.metric != toolCalls && s.labels["mcp_method_name"] == toolsCall {
			continue // told by outcome, too
		}
		if told[role] == nil {
			told[role] = counts{}
		}
		told[role][what] += s.value
	}
	for _, s := range all {
		if role := sides[s.metric]; s.labels["rpc_response_status_code"] != "" {
			told[role][jsonrpcErrors] += s.value
		}
	}
	return told
}

// sides are the roles whose operations the metrics count.
var sides = map[string]string{clientDuration: client, serverDuration: server, agentDuration: agent}

// expected reads the file of what the metrics said.
func (e *emitter) expected(t *testing.T) []series {
	t.Helper()
	file, err := os.Open(e.expectedFile())
	require.NoError(t, err)
	defer file.Close()
	parser := expfmt.NewTextParser(model.UTF8Validation)
	families, err := parser.TextToMetricFamilies(file)
	require.NoError(t, err)
	var all []series
	for name, family := range families {
		for _, point := range family.GetMetric() {
			s := series{metric: name, labels: map[string]string{}, value: point.GetUntyped().GetValue()}
			for _, label := range point.GetLabel() {
				s.labels[label.GetName()] = label.GetValue()
			}
			all = append(all, s)
		}
	}
	return all
}
