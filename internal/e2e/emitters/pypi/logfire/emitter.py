import logfire


def start():
    logfire.configure(send_to_logfire=False, console=False)  # the OTLP exporter comes from the environment
    logfire.instrument_mcp()
