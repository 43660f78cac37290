import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { SecretsFile } from '@lodestream/service-kit';
import { eventually, freePorts, spawnService, temporaryFolder, type SpawnedService } from '@lodestream/test-stack';
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

jest.setTimeout(180_000);
const command = fileURLToPath(new URL('../../cli/dist/main.js', import.meta.url));

const canaries = { CG_KEY: 'canary-coingecko-51aa0c', CMC_KEY: 'canary-coinmarketcap-7d20', NODE_PASSWORD: 'canary-node/9:e3@b1' } as const;
const spellings = [...Object.values(canaries), `rpc:${canaries.NODE_PASSWORD}`].flatMap((text) => [
  text,
  encodeURIComponent(text),
  JSON.stringify(text).slice(1, -1),
  Buffer.from(text).toString('base64').replace(/=+$/, ''),
]);
const found = (text: string): string[] => spellings.filter((one) => text.includes(one));
/** Every kind of source, by the name an operator calls it. */
const sources = ['coingecko', 'coinmarketcap', 'mempool', 'litecoinspace', 'minerstat', 'node:dogecoin'] as const;

let [provider, lodestream] = [undefined, undefined] as unknown as [Server, SpawnedService];
let folder = '';
/** What the provider was sent, so that the test knows that there was something to hide. */
let heard = '';

/** A provider that says aloud what it was sent, and every credential that there is: in answers, in errors, and in what is no JSON. */
function echoing(): Server {
  let turn = 0;
  return createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    heard += JSON.stringify(request.headers);
    const aloud = { sent: request.headers, url: request.url, body, all: spellings, note: `you are ${spellings.join(' ')}` };
    turn += 1;
    response.writeHead(turn % 2 === 0 ? 500 : 200, { 'content-type': 'application/json' });
    response.end(turn % 3 === 0 ? `<html>${JSON.stringify(aloud)}` : JSON.stringify(aloud));
  });
}

async function run(...args: string[]): Promise<string> {
  const process = await spawnService({ args: [command, ...args], env: { LODESTREAM_SECRETS_KEY: join(folder, 'key.txt') } });
  await process.exited;
  return process.output.tail(1_000_000);
}

async function configure(url: string, managementPort: number, dashboardPort: number): Promise<void> {
  await mkdir(join(folder, 'config'));
  const secrets = new SecretsFile(join(folder, 'config', 'secrets.age'), join(folder, 'key.txt'));
  await secrets.generateKey();
  for (const [name, value] of Object.entries(canaries)) await secrets.set(name, value);
  const lines = [
    `general: { environment: test, log_level: DEBUG, data_directory: ${JSON.stringify(join(folder, 'data'))} }`,
    `dashboard: { port: ${dashboardPort} }`,
    `management: { port: ${managementPort} }`,
    'market_data:',
    `  coingecko: { base_url: "${url}/cg", api_key: "\${CG_KEY}", tier: demo, coins: [bitcoin, litecoin, dogecoin, bellscoin] }`,
    `  coinmarketcap: { base_url: "${url}/cmc", api_key: "\${CMC_KEY}" }`,
    `  networks:`,
    `    mempool_url: "${url}/mempool"`,
    `    litecoinspace_url: "${url}/litecoinspace"`,
    `    minerstat_url: "${url}/minerstat"`,
    `    nodes: [{ coin: dogecoin, url: "${url}/node", username: rpc, password: "\${NODE_PASSWORD}" }]`,
  ];
  await writeFile(join(folder, 'config', 'market.yaml'), `${lines.join('\n')}\n`);
}

beforeAll(async () => {
  const [managementPort, dashboardPort] = (await freePorts(2)) as [number, number];
  folder = temporaryFolder('lodestream-source-canaries-');
  provider = echoing().listen(0, '127.0.0.1');
  await once(provider, 'listening');
  await configure(`http://127.0.0.1:${(provider.address() as AddressInfo).port}`, managementPort, dashboardPort);
  lodestream = await spawnService({
    args: ['--enable-source-maps', command, 'start', '--config', join(folder, 'config')],
    env: { LODESTREAM_SECRETS_KEY: join(folder, 'key.txt') },
  });
  await lodestream.waitForLine(/Lodestream is running/, 90_000);
}, 170_000);
afterAll(async () => {
  await lodestream?.kill();
  provider?.close().closeAllConnections();
});

describe('a credential of a source', () => {
  it.each(sources)('is in nothing that `lodestream diagnose %s` prints, though the provider says it aloud', async (source) => {
    let text = '';
    const asked = async (): Promise<void> =>
      expect((text = await run('diagnose', source, '--config', join(folder, 'config')))).toMatch(/bytes, \d+ ms/);
    await eventually(asked, { timeoutMs: 60_000 });
    expect(text).toContain('(hidden)');
    expect(found(text)).toEqual([]);
    expect(found(await run('diagnose', source, '--config', join(folder, 'config'), '--json'))).toEqual([]);
  });

  it('did travel to the provider, and is in no line of the log, not even at DEBUG', async () => {
    for (const sent of [canaries.CG_KEY, canaries.CMC_KEY, Buffer.from(`rpc:${canaries.NODE_PASSWORD}`).toString('base64')])
      expect(heard).toContain(sent);
    await lodestream.terminate(30_000);
    const log = lodestream.output.tail(1_000_000);
    expect(log).toMatch(/"level"/);
    expect(found(log)).toEqual([]);
  });
});

describe('a node whose address holds a login', () => {
  it('is refused by check-config with file, path and remedy, and without the login', async () => {
    const wrong = join(folder, 'wrong');
    await mkdir(wrong);
    const nodes = 'nodes: [{ coin: dogecoin, url: "http://rpc:canary-in-the-url@127.0.0.1:22555" }]';
    await writeFile(join(wrong, 'market.yaml'), `market_data:\n  networks:\n    ${nodes}\n`);
    const told = await run('check-config', wrong);
    expect(told).toMatch(/market\.yaml:3 {2}market_data\.networks\.nodes\[0\]\.url: .*must not hold a user or a password/);
    expect(told).toContain('lodestream secrets set');
    expect(told).not.toContain('canary-in-the-url');
  });
});
