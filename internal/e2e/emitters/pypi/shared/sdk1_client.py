"""The steps through the official SDK, version 1, under the emitter on the path."""

import asyncio

import emitter

emitter.start()

import process  # noqa: E402
import steps  # noqa: E402
from mcp import ClientSession  # noqa: E402
from mcp.client.streamable_http import streamablehttp_client  # noqa: E402


async def main(url):
    async with streamablehttp_client(url) as (reader, writer, _), ClientSession(reader, writer) as session:
        await session.initialize()

        async def call(name, arguments):
            return not (await session.call_tool(name, arguments)).isError

        async def read(uri):
            return bool((await session.read_resource(uri)).contents)

        async def prompt(name, arguments):
            return bool((await session.get_prompt(name, arguments)).messages)

        await steps.carry_out(call, read, prompt)


with process.server("sdk1_server.py") as url:
    asyncio.run(main(url))
