import type { Farm } from '../fleet/farm.js';
import type { VirtualMiner } from '../fleet/virtual-miner.js';
import { badRequest, notFound, type Problem } from './problem.js';
import type { ServedEntry, ServedLog } from './served-log.js';
import { type Place, truthOf } from './truth.js';

/** A good answer of the control port, part by part. */
export interface ControlAnswer {
  readonly parts: Iterable<string>;
}

interface ControlRequest {
  readonly name: string;
  readonly query: URLSearchParams;
  readonly now: number;
}

/** What the control port answers, by room of its paths. */
export type ControlRoutes = Readonly<Record<string, (request: ControlRequest) => ControlAnswer | Problem>>;

/** What the routes tell about. */
export interface ControlParts {
  readonly farm: Farm;
  readonly served: ServedLog;
  readonly placeOf: (index: number) => Place;
  readonly about: () => Record<string, unknown>;
  /** Null where no market is simulated. */
  readonly market: { truth(at: number): Record<string, unknown> } | null;
}

const maxServed = 20_000;
/** Blocks are counted one by one up to a time: of decades ahead they would keep the whole farm waiting for minutes. */
const furthestAheadMs = 30 * 86_400_000;

/** The routes of the control port. */
export function controlRoutes(parts: ControlParts): ControlRoutes {
  return {
    health: ({ now }) => whole({ status: 'ok', now, ...parts.about() }),
    truth: ({ now }) => ({ parts: everyTruth(parts, now) }),
    'truth/:id': ({ name, query, now }) => oneTruth(parts, name, query.get('at'), now),
    served: ({ query, now }) => servedBetween(parts, query, now),
  };
}

function oneTruth(parts: ControlParts, id: string, asked: string | null, now: number): ControlAnswer | Problem {
  if (id === 'market') return marketTruth(parts, asked, now);
  const miner = parts.farm.byId(id);
  if (miner === undefined) return notFound(`there is no miner ${id}`);
  const at = asked === null ? now : Number(asked);
  if (!Number.isSafeInteger(at)) return badRequest('at is not a time in milliseconds');
  if (at < miner.memory.horizon) {
    return {
      status: 410,
      title: 'Gone',
      detail: `commands before ${miner.memory.horizon} were folded; ask for a later time`,
    };
  }
  return whole(truthOf(miner, at, parts.placeOf(miner.traits.index)));
}

function marketTruth({ market }: ControlParts, asked: string | null, now: number): ControlAnswer | Problem {
  const at = asked === null ? now : Number(asked);
  if (!Number.isSafeInteger(at)) return badRequest('at is not a time in milliseconds');
  if (at > now + furthestAheadMs) return badRequest('at is more than 30 days ahead');
  return market === null ? notFound('no market is simulated here') : whole(market.truth(at));
}

function* everyTruth({ farm, placeOf }: ControlParts, now: number): Iterable<string> {
  yield `{"at":${now},"miners":[`;
  for (let index = 0; index < farm.size; index += 1) {
    yield `${index === 0 ? '' : ','}${JSON.stringify(truthOf(farm.miner(index)!, now, placeOf(index)))}\n`;
  }
  yield ']}';
}

function servedBetween({ farm, served }: ControlParts, query: URLSearchParams, now: number): ControlAnswer | Problem {
  const id = query.get('miner_id');
  const miner = id === null ? null : farm.byId(id);
  if (miner === undefined) return notFound(`there is no miner ${id}`);
  const [from, to, limit] = [numberOf(query, 'from', 0), numberOf(query, 'to', now), numberOf(query, 'limit', maxServed)];
  if (from === null || to === null || limit === null) return badRequest('from, to and limit are whole numbers; times in milliseconds');
  const minerIndex = miner?.traits.index ?? null;
  const entries = served.find({ minerIndex, from, to, limit: Math.min(limit, maxServed) });
  return { parts: servedParts(farm, entries, served.totals(minerIndex)) };
}

function* servedParts(farm: Farm, entries: readonly ServedEntry[], totals: unknown): Iterable<string> {
  yield `{"totals":${JSON.stringify(totals)},"served":[`;
  for (const [at, entry] of entries.entries())
    yield `${at === 0 ? '' : ','}${JSON.stringify(shown(farm.miner(entry.minerIndex)!, entry))}\n`;
  yield ']}';
}

function shown({ traits }: VirtualMiner, entry: ServedEntry): Record<string, unknown> {
  const { digest } = entry;
  return {
    miner_id: traits.id,
    at: entry.at,
    observed_at: entry.observedAt,
    client: entry.client,
    method: entry.method,
    path: entry.path,
    status: entry.status,
    bytes: entry.bytes,
    outcome: entry.outcome,
    digest: digest && {
      hr_realtime: digest.hrRealtime,
      power_consumption: digest.powerConsumption,
      accepted: digest.accepted,
      miner_state: digest.minerState,
    },
  };
}

function numberOf(query: URLSearchParams, name: string, otherwise: number): number | null {
  const text = query.get(name);
  if (text === null) return otherwise;
  return /^\d{1,16}$/.test(text) ? Number(text) : null;
}

function whole(value: unknown): ControlAnswer {
  return { parts: [JSON.stringify(value)] };
}
