import asyncio

import exporting
import process
import steps
from mcp import Client


async def main(url):
    async with Client(url) as client:

        async def call(name, arguments):
            return not (await client.call_tool(name, arguments)).is_error

        async def read(uri):
            return bool((await client.read_resource(uri)).contents)

        async def prompt(name, arguments):
            return bool((await client.get_prompt(name, arguments)).messages)

        await steps.carry_out(call, read, prompt)


exporting.start()
with process.server("server.py") as url:
    asyncio.run(main(url))
