/** Kinds of messages that no consumer of events can handle; `nothing` is a tombstone, which is a counted drop, all others are dead letters. */
export const poisonKinds = {
  'no JSON': () => Buffer.from('{"timestamp": 17640288'),
  'another schema': () => Buffer.from(JSON.stringify({ coin: 'bitcoin', price: { usd: 1 } })),
  'wrong types': () => event({ timestamp: 'yesterday', miner_id: 7 }),
  'a list in place of a name': () => event({ type: ['online'] }),
  'no number': () => Buffer.from('{"timestamp": NaN, "observed_at": 1e999, "miner_id": "m", "type": "online"}'),
  huge: () => Buffer.from(`{"timestamp": 1, "miner_id": "${'x'.repeat(900_000)}`),
  deep: () => Buffer.from('['.repeat(50_000) + ']'.repeat(50_000)),
  binary: (random: () => number) => Buffer.from(Array.from({ length: 512 }, () => Math.floor(random() * 256) | 0x80)),
  empty: () => Buffer.alloc(0),
  nothing: () => null,
} as const satisfies Record<string, (random: () => number) => Buffer | null>;

const kinds = Object.values(poisonKinds);

/** One of them. */
export function poison(random: () => number): Buffer | null {
  return kinds[Math.floor(random() * kinds.length)]!(random);
}

function event(wrong: object): Buffer {
  return Buffer.from(JSON.stringify({ timestamp: 1_764_028_800_000, observed_at: 1, miner_id: 'm', type: 'online', ...wrong }));
}
