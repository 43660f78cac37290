import { afterEach, describe, expect, it } from '@jest/globals';
import { connect } from 'node:net';
import { closeFarms, type OpenFarm, openFarm } from './open-farm.js';

afterEach(closeFarms);

const plain = 'GET /api/v1/summary HTTP/1.1\r\nHost: miner\r\nConnection: keep-alive\r\n\r\n';
/** The same question with a header that only node:http understands. */
const other = plain.replace('Connection', 'Accept-Language: en\r\nConnection');

type Piece = readonly [after: number, piece: string, before?: () => Promise<void>];

/** Sends each piece once as many answers as stand beside it have come, over one connection; resolves with all answers. */
function converse(farm: OpenFarm, pieces: readonly Piece[], answers: number): Promise<string[]> {
  const { ip, port } = farm.fleet[0]!;
  return new Promise((resolve, reject) => {
    let text = '';
    const waiting = [...pieces];
    const socket = connect({ host: ip, port, noDelay: true });
    const goOn = async (): Promise<void> => {
      const come = wholeIn(text);
      while (waiting.length > 0 && waiting[0]![0] <= come.length) {
        const [, piece, before] = waiting.shift()!;
        await before?.();
        socket.write(piece);
      }
      if (come.length < answers) return;
      socket.destroy();
      resolve(come);
    };
    socket.on('connect', () => void goOn()).on('error', reject);
    socket.on('data', (part) => {
      text += part.toString('latin1');
      void goOn();
    });
    socket.setTimeout(5_000, () => reject(new Error(`no answer: ${text.slice(0, 200)}`)));
  });
}

/** Answers that have come whole, with their heads. */
function wholeIn(text: string): string[] {
  const end = text.indexOf('\r\n\r\n') + 4;
  const length = Number(/content-length: (\d+)/i.exec(text)?.[1] ?? Infinity);
  return end < 4 || text.length < end + length ? [] : [text.slice(0, end + length), ...wholeIn(text.slice(end + length))];
}

describe('what is asked for plainly', () => {
  it.each(['summary', 'info', 'chains', 'status', 'boards', 'apikeys', 'logs/miner', 'metrics?step=600', '../..'])(
    'is answered byte for byte as node:http answers it: %s',
    async (path) => {
      const farm = await openFarm();
      const [ours] = await converse(farm, [[0, plain.replace('summary', path)]], 1);
      expect(ours).toMatch(/^HTTP\/1\.1 [24]0\d \w.*\r\n(.*\r\n)*\r\n./);
      expect(await converse(farm, [[0, other.replace('summary', path)]], 1)).toEqual([ours]);
    },
  );

  it('opens a device by the token it shows, as any request does', async () => {
    const farm = await openFarm();
    const unlocked = await farm.ask(0, '/api/v1/unlock', { method: 'POST', body: '{"pw":"admin"}' });
    const { token } = (await unlocked.json()) as { token: string };
    const apikeys = plain.replace('summary', 'apikeys');
    const by = (shown: string): string => apikeys.replace('Connection', `Authorization: Bearer ${shown}\r\nConnection`);
    const answers = await converse(
      farm,
      [
        [0, by(token)],
        [1, by('another')],
      ],
      2,
    );
    expect(answers.map((answer) => answer.slice(9, 12))).toEqual(['200', '401']);
  });

  it.each([
    [
      'one after the other',
      [
        [0, plain],
        [1, plain],
        [2, plain],
      ],
    ],
    ['at once', [[0, plain + plain + plain]]],
    [
      'in pieces',
      [
        [0, plain],
        [1, plain.slice(0, 20)],
        [1, plain.slice(20) + plain],
      ],
    ],
    [
      'beside other requests',
      [
        [0, plain],
        [1, other],
        [2, plain],
      ],
    ],
  ] satisfies [string, Piece[]][])('can be had several times over one connection, %s', async (_, pieces) => {
    const farm = await openFarm();
    const answers = await converse(farm, pieces, 3);
    expect(new Set(answers).size).toBe(1);
    const { served, totals } = (await (await farm.control('/served?limit=9')).json()) as {
      served: { client: string; path: string; outcome: string; bytes: number; method: string; status: number; digest: object }[];
      totals: { summaries: number };
    };
    expect(totals.summaries).toBe(3);
    expect(served[0]).toMatchObject({ path: '/api/v1/summary', method: 'GET', status: 200, outcome: 'complete' });
    expect(served[0]!.bytes).toBe(answers[0]!.length - answers[0]!.indexOf('\r\n\r\n') - 4);
    expect(served.every((entry) => JSON.stringify(entry) === JSON.stringify(served[0]))).toBe(true);
  });

  it('gets what the miner is like by then: a fault that came meanwhile breaks the next answer', async () => {
    const farm = await openFarm([{ miner: 0, kind: 'redirect', fromMs: 60_000 }]);
    const [sound, broken] = await converse(
      farm,
      [
        [0, plain],
        [1, plain, () => farm.clock.advance(61_000)],
      ],
      2,
    );
    expect(sound).toMatch(/^HTTP\/1\.1 200 /);
    expect(broken).toMatch(/^HTTP\/1\.1 302 /);
  });

  it.each([
    ['after its answer', plain],
    ['before it asked anything', ''],
  ])('is over for both sides once its reader says goodbye %s', async (_, asked) => {
    const farm = await openFarm();
    const { ip, port } = farm.fleet[0]!;
    const socket = connect({ host: ip, port });
    // sooner than the miner closes what nobody uses
    socket.setTimeout(10_000, () => socket.destroy(new Error('the miner did not close')));
    socket.end(asked);
    let text = '';
    for await (const part of socket) text += String(part);
    expect(wholeIn(text)).toHaveLength(asked === '' ? 0 : 1);
  });
});
