package dialect_test

import "testing"

var kongExamples = []example{
	{
		"a call of a model names the tool that the model asked for",
		given{scope: "kong", name: "kong.gen_ai", kind: "client", attrs: attrs{
			"gen_ai.operation.name": "chat", "gen_ai.provider.name": "openai", "gen_ai.request.model": "gpt-5",
			"gen_ai.tool.name": "get_weather", "gen_ai.tool.call.id": "call_1",
		}},
		`kong: client "kong.gen_ai" unset
		gen_ai.operation.name "chat"
		gen_ai.provider.name "openai"
		gen_ai.request.model "gpt-5"
		gen_ai.tool.call.id "call_1"
		gen_ai.tool.name "get_weather"`,
	},
	{
		"which is no execution, whatever it says",
		given{scope: "kong", name: "kong.gen_ai", kind: "client", attrs: attrs{
			"gen_ai.operation.name": "execute_tool", "gen_ai.system": "openai", "gen_ai.tool.name": "get_weather", "kong.gen_ai.cache_status": "miss",
		}},
		`kong: client "kong.gen_ai" unset
		gen_ai.provider.name "openai"
		gen_ai.tool.name "get_weather"
		kong.gen_ai.cache_status "miss"`,
	},
	{"a wish without an operation is left alone", given{scope: "kong", name: "kong.gen_ai", kind: "client", attrs: attrs{
		"gen_ai.tool.name": "get_weather", "gen_ai.tool.call.id": "call_1",
	}}, untouched},
	{"a plugin's span is left alone", given{scope: "kong", name: "kong.access.plugin.ai-proxy", attrs: attrs{"kong.gen_ai.cache_status": "miss"}}, untouched},
}

func TestKong(t *testing.T) { check(t, kongExamples) }
