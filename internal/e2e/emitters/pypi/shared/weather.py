"""The tools, resource and prompt of the server, for servers of the FastMCP style."""


def furnish(server, tool_error):
    """Adds everything to the server; tool_error is the exception that becomes an isError result."""

    @server.tool()
    def get_weather(city: str) -> str:
        if city == "Atlantis":
            raise tool_error("no weather station there")
        return f"sunny in {city}"

    @server.tool()
    def geocode(place: str) -> str:
        return f"{place}: 60.39 N, 5.32 E"

    @server.tool()
    def forecast(days: int) -> str:
        if days > 14:
            raise tool_error("cannot see that far")
        return "sun, " * days

    @server.resource("weather://stations")
    def stations() -> str:
        return "Oslo, Bergen"

    @server.prompt()
    def briefing(city: str) -> str:
        return f"Brief me on the weather in {city}."
