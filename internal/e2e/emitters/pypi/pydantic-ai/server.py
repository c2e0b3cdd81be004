"""The server of the agent, which tells nothing itself."""

import sys

import process
import weather
from mcp.server.mcpserver import MCPServer
from mcp.server.mcpserver.exceptions import ToolError

process.end_with_parent()
server = MCPServer("weather")
weather.furnish(server, ToolError)
server.run("streamable-http", host="127.0.0.1", port=int(sys.argv[1]))
