import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';

const mostBytes = 64 * 1024;

/** Asks a person for a value without showing it, or reads it from a pipe; one line end at the end is not part of it. */
export async function readSecret(name: string): Promise<string> {
  if (process.stdin.isTTY) return ask(name);
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of process.stdin as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > mostBytes) throw new Error(`A secret has at most ${mostBytes} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/\r?\n$/, '');
}

async function ask(name: string): Promise<string> {
  process.stderr.write(`Value of ${name} (not shown): `);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const prompt = createInterface({ input: process.stdin, output: silent, terminal: true });
  try {
    return await prompt.question('');
  } finally {
    prompt.close();
    process.stderr.write('\n');
  }
}
