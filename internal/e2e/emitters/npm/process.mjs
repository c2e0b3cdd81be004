// Starts the server beside the client, and stops it so that it can flush.

import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const stopWithin = 30_000;

/** Runs the server and hands its URL to work; the server has flushed and is gone when it returns. */
export async function withServer(work) {
  const script = fileURLToPath(new URL('server.mjs', import.meta.url));
  const child = spawn(process.execPath, [script], {
    env: { ...process.env, OTEL_SERVICE_NAME: 'weather-server' },
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  try {
    await work(await listening(child));
    child.stdin.end();
    const [code] = await once(child, 'exit', { signal: AbortSignal.timeout(stopWithin) });
    if (code !== 0) {
      throw new Error(`the server ended with ${code}`);
    }
  } finally {
    child.kill('SIGKILL');
  }
}

/** The URL that the server prints; it ends if the server does. */
async function listening(child) {
  for await (const line of createInterface({ input: child.stdout })) {
    if (line.startsWith('listening ')) {
      child.stdout.resume();
      return new URL(line.slice('listening '.length));
    }
  }
  throw new Error('the server ended before it listened');
}
