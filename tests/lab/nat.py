"""nat.py MACHINE: the NAT before a machine. 80 and 443 of this address lead to its 8081 and 8443; it may come and go."""
import asyncio
import sys

machine = sys.argv[1]


async def carry(reader, writer):
    while piece := await reader.read(65536):
        writer.write(piece)
        await writer.drain()
    writer.write_eof()


async def lead(port, reader, writer):
    ends = [writer]
    try:
        inner_reader, inner_writer = await asyncio.open_connection(machine, port)
        ends.append(inner_writer)
        await asyncio.gather(carry(reader, inner_writer), carry(inner_reader, writer))
    except OSError as error:  # nobody there, or one of the two is gone
        print(f"{port}: {error}", file=sys.stderr)
    for end in ends:
        end.close()


async def main():
    for public, port in (80, 8081), (443, 8443):
        await asyncio.start_server(lambda reader, writer, port=port: lead(port, reader, writer), "0.0.0.0", public)
    await asyncio.Event().wait()


asyncio.run(main())
