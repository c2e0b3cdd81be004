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
				assert.Equal(t, e.excused(t, role), told[role], role)
			}
		})
	}
}

// TestEveryExceptionIsOne fails for exceptions that say what is true anyway.
func TestEveryExceptionIsOne(t *testing.T) {
	for _, x := range exceptions {
		i := slices.IndexFunc(emitters, func(e emitter) bool { return e.name == x.emitter })
		require.GreaterOrEqual(t, i, 0, "%s is no emitter", x.emitter)
		happened := emitters[i].visible(t, x.role)
		assert.Contains(t, happened, x.what, "%s %s", x.emitter, x.role)
		assert.NotEqual(t, happened[x.what], x.told, "%s %s %s", x.emitter, x.role, x.what)
		assert.NotEmpty(t, x.why)
	}
}

// TestToolsAreToldApart compares tool by tool, where no exception blurs it.
func TestToolsAreToldApart(t *testing.T) {
	want := counts{}
	for _, s := range script(t) {
		if s.Do == toolsCall {
			want[s.Name+" "+s.Ends] += float64(s.Times)
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
			for metric, role := range map[string]string{clientDuration: client, serverDuration: server, agentDuration: agent} {
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
		return " succeeded"
	}
	return " failed"
}

// visible is what happened, as far as the role can see it: agents, and views from
// inside, know of tool calls only.
func (e *emitter) visible(t *testing.T, role string) counts {
	t.Helper()
	c := e.doable(t)
	if role == agent || role == inside {
		delete(c, resourcesRead+" success")
		delete(c, promptsGet+" success")
	}
	return c
}

// excused is what the role is expected to tell.
func (e *emitter) excused(t *testing.T, role string) counts {
	t.Helper()
	c := e.visible(t, role)
	for _, x := range exceptions {
		if x.emitter == e.name && x.role == role {
			c[x.what] = x.told
		}
	}
	maps.DeleteFunc(c, func(_ string, n float64) bool { return n == 0 })
	return c
}

// byRole adds up what each role tells of the methods of the script.
func byRole(all []series) map[string]counts {
	told := map[string]counts{}
	add := func(role, what string, n float64) {
		if told[role] == nil {
			told[role] = counts{}
		}
		told[role][what] += n
	}
	for _, s := range all {
		method := s.labels["mcp_method_name"]
		scripted := method == resourcesRead || method == promptsGet
		outcome := "success"
		if s.labels["error_type"] != "" {
			outcome = "failure"
		}
		switch {
		case s.metric == toolCalls:
			add(s.labels["mcp_call_role"], toolsCall+" "+s.labels["mcp_call_outcome"], s.value)
		case s.metric == clientDuration && scripted:
			add(client, method+" "+outcome, s.value)
		case s.metric == serverDuration && scripted:
			add(server, method+" "+outcome, s.value)
		}
	}
	return told
}

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
