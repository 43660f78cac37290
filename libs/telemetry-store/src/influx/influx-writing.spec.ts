import { afterEach, describe, expect, it } from '@jest/globals';
import { startScriptedServer, type ScriptedAnswer, type ScriptedServer } from '../../test/scripted-server.js';
import { contractRetention } from '../contract.js';
import { aPoint, minute, origin } from '../contract/samples.js';
import { silentObserver } from '../store-observer.js';
import type { Point } from '../telemetry-store.port.js';
import { InfluxTelemetryStore, type InfluxTelemetryStoreOptions } from './influx-telemetry-store.js';

const open: { stop(): Promise<void> }[] = [];
afterEach(async () => void (await Promise.all(open.splice(0).map((part) => part.stop()))));

const ok: ScriptedAnswer = { status: 204 };
const invalid = (message: string): ScriptedAnswer => ({ status: 400, body: { code: 'invalid', message } });
const partial = (message: string): ScriptedAnswer => ({
  status: 422,
  body: { code: 'unprocessable entity', message: `failure writing points to database: partial write: ${message}` },
});

const unheardOf = (status: number): ScriptedAnswer => ({ status, body: { code: 'odd', message: 'the moon is in the wrong phase' } });
const isProbe = (lines: readonly string[]): boolean => lines.every((line) => line.startsWith('lodestream_probe '));

async function scripted(
  script: (number: number, lines: string[]) => ScriptedAnswer,
  change: Partial<InfluxTelemetryStoreOptions> = {},
): Promise<{ store: InfluxTelemetryStore; server: ScriptedServer }> {
  const server = await startScriptedServer(script);
  const store = new InfluxTelemetryStore({
    url: server.url,
    org: 'o',
    writeToken: 'secret',
    retention: contractRetention,
    firstDelayMs: 5,
    maxDelayMs: 20,
    writeDeadlineMs: 8_000,
    requestTimeoutMs: 1_000,
    ...change,
  });
  await store.start();
  open.push(store, { stop: server.close });
  return { store, server };
}

/** As many lines in one request as a test may have, and time enough for them where other tests run beside it. */
const large = { maxRequestLines: 10_000, requestTimeoutMs: 10_000, writeDeadlineMs: 30_000 };

const batch = (count: number): Point[] =>
  Array.from({ length: count }, (_, at) => aPoint({ hashrate: at }, { tags: { miner_id: `m${at}` }, timestampMs: origin + at * minute }));
const has = (lines: readonly string[], ...numbers: number[]): boolean =>
  lines.some((line) => numbers.some((at) => line.includes(`=m${at} `)));

describe('InfluxTelemetryStore, writing to a server that misbehaves', () => {
  it.each<{ what: string; first: ScriptedAnswer }>([
    { what: '429', first: { status: 429 } },
    { what: '500', first: { status: 500 } },
    { what: '503', first: { status: 503 } },
    { what: 'a 599 nobody knows', first: { status: 599 } },
    { what: 'a reset', first: 'reset' },
    { what: 'a reset within the body', first: 'reset-in-body' },
    { what: 'silence', first: 'silence' },
  ])('sends the very same batch again after $what', async ({ first }) => {
    const retried: string[] = [];
    const { store, server } = await scripted((number) => (number <= 2 ? first : ok), {
      observer: { ...silentObserver, retried: (errorClass) => retried.push(errorClass) },
    });
    expect(await store.write(batch(3))).toEqual({ stored: 3, refused: [], expired: [] });
    expect(server.requests.map(({ lines }) => lines)).toEqual([1, 2, 3].map(() => server.requests[0]!.lines));
    expect(retried).toHaveLength(2);
  });

  it('waits as long as Retry-After asks', async () => {
    const { store } = await scripted((number) => (number === 1 ? { status: 429, headers: { 'retry-after': '1' } } : ok));
    const began = performance.now();
    await store.write(batch(1));
    expect(performance.now() - began).toBeGreaterThan(950);
  });

  it.each<{ what: string; answer: ScriptedAnswer; errorClass: string }>([
    { what: '503', answer: { status: 503 }, errorClass: 'dependency' },
    { what: '429 with a long Retry-After', answer: { status: 429, headers: { 'retry-after': '3600' } }, errorClass: 'rate_limit' },
    { what: 'resets', answer: 'reset', errorClass: 'connectivity' },
    { what: 'silence', answer: 'silence', errorClass: 'timeout' },
  ])('gives the batch back within its deadline when there is nothing but $what', async ({ answer, errorClass }) => {
    const { store } = await scripted(() => answer, { writeDeadlineMs: 1_000, requestTimeoutMs: 300 });
    const began = performance.now();
    await expect(store.write(batch(2))).rejects.toMatchObject({ name: 'TransientError', errorClass });
    expect(performance.now() - began).toBeLessThan(10_000);
  });

  it.each([401, 403, 404])('holds at once on %i, with a sentence that says where and what to do', async (status) => {
    const { store, server } = await scripted(() => ({ status, body: { code: 'unauthorized', message: 'unauthorized access' } }));
    const failed = store.write(batch(2));
    await expect(failed).rejects.toMatchObject({ name: 'TransientError', errorClass: 'authentication' });
    await expect(failed).rejects.toThrow(/unauthorized access.*"lodestream-short".*"o".*lodestream store apply/);
    expect(server.requests).toHaveLength(1);
  });

  it('takes nothing but a 204 for an acknowledgement', async () => {
    const { store } = await scripted(() => ({ status: 200, body: 'welcome' }));
    await expect(store.write(batch(2))).rejects.toMatchObject({ name: 'TransientError', errorClass: 'integration' });
  });

  it('does not blame the data for the 400 of something that is not InfluxDB', async () => {
    const { store, server } = await scripted(() => ({
      status: 400,
      headers: { 'content-type': 'text/html' },
      body: '<h1>Bad Request</h1>',
    }));
    await expect(store.write(batch(8))).rejects.toMatchObject({ name: 'TransientError', errorClass: 'integration' });
    expect(server.requests.length).toBeLessThanOrEqual(2);
  });

  it.each([422, 400])('refuses the lines of a %i in words nobody knows once each was alone, and takes all others', async (status) => {
    const { store, server } = await scripted((_, lines) => (has(lines, 3, 70) ? unheardOf(status) : ok));
    const { stored, refused } = await store.write(batch(100));
    expect([stored, refused.map(({ index }) => index)]).toEqual([98, [3, 70]]);
    expect(refused[0]!.reason).toContain('the moon is in the wrong phase');
    expect(storedLines(server, (lines) => !has(lines, 3, 70) && !isProbe(lines))).toBe(98);
  });

  it('refuses a line in words nobody knows that is alone in its batch, as the server takes a line beyond doubt', async () => {
    const { store, server } = await scripted((_, lines) => (isProbe(lines) ? ok : unheardOf(422)));
    expect(await store.write(batch(1))).toMatchObject({ stored: 0, refused: [{ index: 0 }] });
    expect(server.requests.map(({ lines }) => isProbe(lines))).toEqual([false, true]);
  });

  it('holds, and gives no line up, while the server refuses everything in words nobody knows', async () => {
    const { store, server } = await scripted(() => unheardOf(400), large);
    const failed = store.write(batch(5_000));
    await expect(failed).rejects.toMatchObject({ name: 'TransientError', errorClass: 'integration' });
    await expect(failed).rejects.toThrow(/wrong phase.*not even a line beyond doubt.*"lodestream-short"/);
    expect(server.requests).toHaveLength(2);
  });

  it('holds when the server takes a line beyond doubt, but none of those tried from all over the batch', async () => {
    const { store, server } = await scripted((_, lines) => (isProbe(lines) ? ok : unheardOf(422)), large);
    await expect(store.write(batch(5_000))).rejects.toThrow(/32 of 5000 lines were tried alone/);
    expect(server.requests).toHaveLength(2 + 32);
  });

  it('gives up no more lines in a row than a bound, in however many batches, until one is taken again', async () => {
    let refusing = true;
    const { store } = await scripted((_, lines) => (refusing && !isProbe(lines) ? unheardOf(422) : ok));
    for (let round = 0; round < 4; round += 1) expect((await store.write(batch(8))).refused).toHaveLength(8);
    await expect(store.write(batch(8))).rejects.toThrow(/32 lines in a row were refused/);
    refusing = false;
    expect((await store.write(batch(8))).stored).toBe(8);
    refusing = true;
    expect((await store.write(batch(8))).refused).toHaveLength(8);
  });

  it('lets a run of bad lines at the end pass for bad lines, not for everything', async () => {
    const { store } = await scripted((_, lines) => (lines.some((line) => bad.test(line)) ? unheardOf(422) : ok));
    const bad = /=m(4[0-9][0-9]) /;
    expect(await store.write(batch(500))).toMatchObject({ stored: 400, refused: { length: 100 } });
  });

  it('declares a point as expired though the server says so in a 400', async () => {
    const { store } = await scripted((_, lines) => (has(lines, 1) ? invalid('points beyond retention policy dropped=1') : ok));
    expect(await store.write(batch(3))).toEqual({ stored: 2, refused: [], expired: [1] });
  });

  it('sends less at once to a server that is too busy for all of it, and goes on so with the next batch', async () => {
    const busy: ScriptedAnswer = {
      status: 500,
      body: { code: 'internal error', message: 'unexpected error writing points to database: timeout' },
    };
    const { store, server } = await scripted((_, lines) => (lines.length > 600 ? busy : ok), large);
    expect(await store.write(batch(2_000))).toEqual({ stored: 2_000, refused: [], expired: [] });
    const tried = server.requests.length;
    expect(server.requests.map(({ lines }) => lines.length)).toEqual([2_000, 1_000, 500, 500, 500, 500]);
    await store.write(batch(2_000));
    expect(server.requests.slice(tried).every(({ lines }) => lines.length <= 600)).toBe(true);
  });

  it('sends a large batch in requests of 500 lines, several at one time, and waits for all of them', async () => {
    const { store, server } = await scripted((_, lines) => (has(lines, 1_200) ? { status: 503 } : ok), {
      writeDeadlineMs: 100,
      requestTimeoutMs: 5_000,
    });
    await expect(store.write(batch(2_100))).rejects.toMatchObject({ name: 'TransientError', errorClass: 'dependency' });
    const taken = server.requests.filter(({ lines }) => !has(lines, 1_200)).map(({ lines }) => lines.length);
    expect(taken.sort((a, b) => b - a)).toEqual([500, 500, 500, 100]);
  });

  it('sends no more bytes in one request than it may, but for a line that is longer by itself', async () => {
    const { store, server } = await scripted(() => ok, { maxRequestBytes: 300 });
    const points = batch(20).map((point, at) => (at === 7 ? { ...point, fields: { note: 'x'.repeat(400) } } : point));
    expect((await store.write(points)).stored).toBe(20);
    const sizes = server.requests.map(({ lines }) => lines.join('\n').length);
    expect(sizes.filter((size) => size > 300)).toHaveLength(1);
    expect(storedLines(server, () => true)).toBe(20);
  });

  it('splits what is too large, down to the line that is', async () => {
    const { store, server } = await scripted((_, lines) => (lines.length > 2 || has(lines, 5) ? { status: 413 } : ok));
    expect(await store.write(batch(8))).toEqual({
      stored: 7,
      refused: [{ index: 5, reason: expect.stringContaining('413') }],
      expired: [],
    });
    expect(storedLines(server, (lines) => lines.length <= 2 && !has(lines, 5))).toBe(7);
  });

  it('finds the bad lines among 5,000 that the parser names, in a few requests', async () => {
    const bad = (lines: string[]): string[] => lines.filter((line) => has([line], 7, 4_321));
    const named = (lines: string[]): string => lines.map((line) => `unable to parse '${line}': invalid number`).join('\n');
    const { store, server } = await scripted((_, lines) => (bad(lines).length === 0 ? ok : invalid(named(bad(lines)))), large);
    const { stored, refused } = await store.write(batch(5_000).map((point, at) => ({ ...point, timestampMs: origin + at })));
    expect([stored, refused.map(({ index }) => index)]).toEqual([4_998, [7, 4_321]]);
    expect(server.requests.length).toBeLessThan(5);
  });

  it('finds bad lines by cutting the batch when the server names none', async () => {
    const { store, server } = await scripted((_, lines) => (has(lines, 3, 900) ? partial('something is wrong dropped=1') : ok));
    const { stored, refused } = await store.write(batch(1_000).map((point, at) => ({ ...point, timestampMs: origin + at })));
    expect([stored, refused.map(({ index }) => index)]).toEqual([998, [3, 900]]);
    expect(server.requests.length).toBeLessThan(45);
  });

  it('trusts no partial write: every line that is not at fault gets a 204 of its own', async () => {
    const { store, server } = await scripted((_, lines) =>
      has(lines, 2)
        ? partial(
            'field type conflict: input field "hashrate" on measurement "reading" is type float, already exists as type string dropped=1',
          )
        : ok,
    );
    expect((await store.write(batch(6))).refused.map(({ index }) => index)).toEqual([2]);
    expect(storedLines(server, (lines) => !has(lines, 2))).toBe(5);
  });

  it('declares what the server finds older than its retention as expired', async () => {
    const { store } = await scripted((_, lines) =>
      has(lines, 0, 1)
        ? partial(
            `dropped 2 points outside retention policy of duration 1h0m0s - oldest point dropped=${lines.filter((line) => has([line], 0, 1)).length}`,
          )
        : ok,
    );
    expect(await store.write(batch(6))).toEqual({ stored: 4, refused: [], expired: [0, 1] });
  });

  it('compresses when told to, names organisation, bucket and precision, and sends the token', async () => {
    const { store, server } = await scripted(() => ok, { gzip: true, org: 'a b&c', bucketPrefix: 'p/' });
    await store.write(batch(100));
    const [{ path, encoding, authorization }] = server.requests as [ScriptedServer['requests'][0]];
    expect([path, encoding, authorization]).toEqual(['/api/v2/write?org=a%20b%26c&bucket=p%2Fshort&precision=ms', 'gzip', 'Token secret']);
    expect(new Set(server.requests[0]!.lines).size).toBe(100);
  });

  it('sends each retention class to its own bucket', async () => {
    const { store, server } = await scripted(() => ok);
    await store.write([aPoint({ hashrate: 1 }), aPoint({ hashrate: 1 }, { measurement: 'happening' })]);
    expect(server.requests.map(({ path }) => /bucket=([^&]*)/.exec(path)![1]).sort()).toEqual(['lodestream-long', 'lodestream-short']);
  });

  it('turns writes away while too many points are on their way, and stops in time though the server is silent', async () => {
    const { store } = await scripted(() => 'silence', { maxPointsInFlight: 10, requestTimeoutMs: 60_000 });
    const stuck = store.write(batch(8)).catch((error: unknown) => error);
    await expect(store.write(batch(3))).rejects.toMatchObject({ errorClass: 'resource_exhaustion' });
    const began = performance.now();
    await store.stop();
    expect(performance.now() - began).toBeLessThan(5_000);
    expect(await stuck).toMatchObject({ name: 'TransientError' });
  });
});

/** How many different lines had their 204. */
function storedLines(server: ScriptedServer, acknowledged: (lines: string[]) => boolean): number {
  return new Set(server.requests.filter(({ lines }) => acknowledged(lines)).flatMap(({ lines }) => lines)).size;
}
