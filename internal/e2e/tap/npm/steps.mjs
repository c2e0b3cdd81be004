// What the client does with each server.

import { setTimeout as pause } from 'node:timers/promises';

const slow = (duration) => ['trigger-long-running-operation', { duration, steps: 2 }];

export async function everything({ ask, call }) {
  await pause(800); // it asks for roots a while after the handshake
  await ask('tools/list');
  await ask('prompts/list');
  await ask('resources/list');
  await ask('resources/templates/list');
  await call('echo', { message: 'sun' });
  await call('echo', { message: 'x'.repeat(300_000) });
  await call('echo', { message: 'line\nline\r\n\u2028"' });
  await call('get-sum', { a: 1, b: 2 });
  await call('get-sum', { a: 'one' });
  await call('get-tiny-image');
  await call('no-such-tool');
  await call('trigger-sampling-request', { prompt: 'sun?', maxTokens: 5 });
  await call('trigger-elicitation-request');
  await ask('prompts/get', { name: 'simple-prompt' });
  await ask('prompts/get', { name: 'nope' });
  await ask('resources/read', { uri: 'demo://resource/dynamic/text/1' });
  await ask('resources/read', { uri: 'demo://resource/nope' });
  await ask('ping');
  await ask('no/such/method');
  const aborted = new AbortController();
  setTimeout(() => aborted.abort('changed my mind'), 100);
  await call(...slow(2), { signal: aborted.signal });
  await call(...slow(2), { timeout: 100 });
  await Promise.all([0.4, 0.3, 0.2, 0.1].map((duration) => call(...slow(duration))));
  await Promise.all(Array.from({ length: 100 }, (_, n) => call('echo', { message: 'x'.repeat(n * 100) })));
}

export async function memory({ ask, call }) {
  await ask('tools/list');
  await call('read_graph');
  await call('create_entities', { entities: [{ name: 'Bergen', entityType: 'city', observations: ['rain'] }] });
  await call('add_observations', { observations: [{ entityName: 'Oslo', contents: ['sun'] }] });
  await call('search_nodes', { query: 'Bergen' });
  await call('create_entities', { entities: 'none' });
  await call('drop_all');
  await ask('ping');
}

export async function filesystem({ ask, call }) {
  const folder = process.env.FOLDER;
  await ask('tools/list');
  await call('list_allowed_directories');
  await call('write_file', { path: `${folder}/a.txt`, content: 'sun\n'.repeat(500_000) });
  await call('read_text_file', { path: `${folder}/a.txt` });
  await call('read_text_file', { path: `${folder}/none.txt` });
  await call('read_text_file', { path: '/etc/passwd' });
  await call('list_directory', { path: folder });
}
