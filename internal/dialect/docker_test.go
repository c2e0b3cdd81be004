package dialect_test

import "testing"

const dockerScope = "github.com/docker/mcp-gateway"

var dockerExamples = []example{
	{
		"a call is told by its name",
		given{scope: dockerScope, name: "mcp.tool.call", kind: "client", status: "ok", attrs: attrs{
			"mcp.tool.name": "search", "mcp.server.name": "duckduckgo", "mcp.server.type": "docker", "mcp.server.image": "mcp/duckduckgo",
			"mcp.client.name": "claude",
		}},
		`docker-gw: client "tools/call search" unset
		gen_ai.operation.name "execute_tool"
		gen_ai.tool.name "search"
		mcp.call.role "gateway"
		mcp.client.name "claude"
		mcp.method.name "tools/call"
		mcp.server.image "mcp/duckduckgo"
		mcp.server.name "duckduckgo"
		mcp.server.type "docker"`,
	},
	{
		"so is a prompt, with the kind of server for a scope",
		given{scope: "lost", name: "mcp.prompt.get", kind: "client", status: "error: x", attrs: attrs{
			"mcp.prompt.name": "greet", "mcp.server.origin": "catalog", "mcp.error.type": "not_found",
		}},
		`docker-gw: client "prompts/get greet" error "x"
		error.type "not_found"
		gen_ai.prompt.name "greet"
		mcp.call.role "gateway"
		mcp.method.name "prompts/get"
		mcp.server.origin "catalog"`,
	},
	{
		"lists the gateway answers itself",
		given{scope: dockerScope, name: "mcp.list.resourceTemplates", kind: "server", attrs: attrs{"mcp.list.type": "resourceTemplates"}},
		`docker-gw: server "resources/templates/list" unset
		mcp.call.role "gateway"
		mcp.list.type "resourceTemplates"
		mcp.method.name "resources/templates/list"`,
	},
	{
		"a template is no URI",
		given{scope: dockerScope, name: "mcp.resource_template.read", kind: "client", attrs: attrs{"mcp.resource_template.uri": "a://{b}"}},
		`docker-gw: client "resources/read" unset
		mcp.call.role "gateway"
		mcp.method.name "resources/read"
		mcp.resource_template.uri "a://{b}"`,
	},
	{"an interceptor is within a call", given{scope: dockerScope, name: "mcp.interceptor.exec", attrs: attrs{
		"mcp.interceptor.when": "before", "mcp.interceptor.type": "exec", "mcp.server.type": "docker",
	}}, asStructure},
	{"a command of the command line is no message", given{scope: dockerScope, name: "mcp.command.gateway.run", kind: "server", attrs: attrs{
		"mcp.command.path": "gateway.run",
	}}, asStructure},
}

func TestDocker(t *testing.T) { check(t, dockerExamples) }
