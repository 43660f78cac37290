import { afterEach, describe, expect, it } from '@jest/globals';
import { connect } from 'node:net';
import { closeFarms, type OpenFarm, openFarm } from './open-farm.js';

afterEach(closeFarms);

const outcomeOf = async (farm: OpenFarm): Promise<string> => {
  const { served } = (await (await farm.control('/served?limit=1')).json()) as { served: { outcome: string }[] };
  return served[0]!.outcome;
};
const kindsOf = async (farm: OpenFarm): Promise<string[]> =>
  (await farm.truth('sim-00001')).faults.map((fault: { kind: string }) => fault.kind);

/** What comes over the wire, byte for byte, until `enough` of it or the end; the connection is kept open meanwhile. */
function raw(farm: OpenFarm, enough: (text: string) => boolean): Promise<string> {
  const { ip, port } = farm.fleet[0]!;
  return new Promise((resolve, reject) => {
    let text = '';
    const socket = connect({ host: ip, port }, () => socket.write('GET /api/v1/summary HTTP/1.1\r\nHost: miner\r\n\r\n'));
    const done = (): void => {
      socket.destroy();
      resolve(text);
    };
    socket.on('data', (part) => {
      text += part.toString('latin1');
      if (enough(text)) done();
    });
    socket.on('close', done).on('error', reject).setTimeout(5_000, done);
  });
}
const promisedIn = (text: string): number => Number(/content-length: (\d+)/i.exec(text)![1]);
const bodyIn = (text: string): string => text.slice(text.indexOf('\r\n\r\n') + 4);

describe('an answer that is broken on the wire, and sound in the truth', () => {
  it('slow loris: never silent, never done; a byte at a time by the clock of the farm', async () => {
    const farm = await openFarm([{ miner: 0, kind: 'slow_loris' }]);
    const seen: number[] = [];
    const text = raw(farm, (all) => (seen.push(bodyIn(all).length), bodyIn(all).length >= 4));
    for (let step = 0; step < 200 && (seen.at(-1) ?? 0) < 4; step += 1) {
      await new Promise((resolve) => setTimeout(resolve, 10));
      await farm.clock.advance(400);
    }
    expect(promisedIn(await text)).toBeGreaterThan(1_000);
    expect(seen.length).toBeGreaterThan(2);
    expect([await outcomeOf(farm), await kindsOf(farm), (await farm.truth('sim-00001')).state]).toEqual([
      'slow_loris',
      ['slow_loris'],
      'hashing',
    ]);
  });

  it('endless: goes on for as long as anybody reads', async () => {
    const farm = await openFarm([{ miner: 0, kind: 'endless' }]);
    const text = await raw(farm, (all) => all.length > 4_000_000);
    expect(text).toMatch(/transfer-encoding: chunked/i);
    expect(text.length).toBeGreaterThan(4_000_000);
    expect(await outcomeOf(farm)).toBe('endless');
  });

  it('bomb: some kilobytes that unfold to 16 MiB', async () => {
    const farm = await openFarm([{ miner: 0, kind: 'bomb', bomb: 'gzip' }]);
    const packed = promisedIn(await raw(farm, (all) => all.includes('\r\n\r\n')));
    expect(packed).toBeLessThan(200_000);
    const response = await farm.ask(0, '/api/v1/summary', { signal: AbortSignal.timeout(20_000) });
    expect(response.headers.get('content-encoding')).toBe('gzip');
    expect((await response.arrayBuffer()).byteLength).toBe(16 * 1024 * 1024);
    expect(await outcomeOf(farm)).toBe('bomb');
  });

  it('bomb: JSON inside JSON, a hundred thousand deep', async () => {
    const farm = await openFarm([{ miner: 0, kind: 'bomb', bomb: 'deep' }]);
    const text = await (await farm.ask(0, '/api/v1/summary')).text();
    expect(/^\[+/.exec(text)![0].length).toBe(100_000);
    expect(text).toHaveLength(200_000);
  });

  it('redirect: to an address nobody should go to', async () => {
    const farm = await openFarm([{ miner: 0, kind: 'redirect' }]);
    const response = await farm.ask(0, '/api/v1/summary', { redirect: 'manual' });
    expect([response.status, response.headers.get('location')]).toEqual([302, 'http://169.254.169.254/latest/meta-data/']);
    expect(await outcomeOf(farm)).toBe('redirect');
  });

  it.each([
    { length: 'short', more: 128 },
    { length: 'long', more: -128 },
  ] as const)('wrong length: more or less comes than was promised ($length)', async ({ length, more }) => {
    const farm = await openFarm([{ miner: 0, kind: 'wrong_length', length }]);
    const text = await raw(farm, (all) => bodyIn(all).endsWith('}'));
    expect(bodyIn(text).length - promisedIn(text)).toBe(more);
    expect(() => JSON.parse(bodyIn(text)) as unknown).not.toThrow();
    expect(await outcomeOf(farm)).toBe('wrong_length');
  });

  it('decides by the seed what a plan leaves open', async () => {
    const farm = await openFarm([0, 1, 2, 3, 4, 5, 6, 7].map((miner) => ({ miner, kind: 'bomb' as const })));
    const details = await Promise.all(farm.fleet.map(async ({ id }) => (await farm.truth(id)).faults[0].detail.bomb as string));
    expect(new Set(details)).toEqual(new Set(['gzip', 'deep']));
  });
});
