import sys

import exporting
import process
import weather
from fastmcp import FastMCP
from fastmcp.exceptions import ToolError

process.end_with_parent()
exporting.start()
server = FastMCP("weather")
weather.furnish(server, ToolError)
server.run(transport="http", host="127.0.0.1", port=int(sys.argv[1]), show_banner=False)
