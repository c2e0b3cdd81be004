"""The tool calls of the steps through an agent of pydantic-ai, under Logfire.

The model is a function that asks for the calls of the script, one after the other;
everything else is real. An agent reads no resources and gets no prompts.
"""

import asyncio
from collections import Counter

import logfire
import process
import steps
from pydantic_ai import Agent
from pydantic_ai.mcp import MCPToolset
from pydantic_ai.messages import ModelRequest, ModelResponse, TextPart, ToolCallPart, ToolReturnPart
from pydantic_ai.models.function import FunctionModel

calls = steps.load("tools/call")


def scripted(messages, _info):
    """Asks for the next call, and ends with a text."""
    asked = sum(isinstance(message, ModelResponse) for message in messages)
    if asked == len(calls):
        return ModelResponse(parts=[TextPart("done")])
    call = calls[asked]
    return ModelResponse(parts=[ToolCallPart(call["name"], call["arguments"], tool_call_id=f"call-{asked}")])


async def main(url):
    agent = Agent(FunctionModel(scripted), name="weather-agent", toolsets=[MCPToolset(url)], retries=len(calls))
    run = await agent.run("What is the weather?")
    answers = {
        part.tool_call_id: isinstance(part, ToolReturnPart) and part.outcome == "success"
        for message in run.all_messages()
        if isinstance(message, ModelRequest)
        for part in message.parts
        if getattr(part, "tool_call_id", None)
    }
    done = Counter()
    for number, call in enumerate(calls):
        steps.note(done, call, answers[f"call-{number}"])
    steps.report(done)


logfire.configure(send_to_logfire=False, console=False)  # the OTLP exporter comes from the environment
logfire.instrument_pydantic_ai()
with process.server("server.py") as url:
    asyncio.run(main(url))
