"""The server on the official SDK, version 1, under the emitter on the path."""

import sys

import emitter

emitter.start()

import process  # noqa: E402
import weather  # noqa: E402
from mcp.server.fastmcp import FastMCP  # noqa: E402
from mcp.server.fastmcp.exceptions import ToolError  # noqa: E402

process.end_with_parent()
server = FastMCP("weather", host="127.0.0.1", port=int(sys.argv[1]))
weather.furnish(server, ToolError)
server.run("streamable-http")
