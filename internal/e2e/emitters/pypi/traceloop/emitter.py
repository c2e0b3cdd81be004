import exporting
from opentelemetry.instrumentation.mcp import McpInstrumentor


def start():
    exporting.start()
    McpInstrumentor().instrument()
