import type { VirtualMiner } from '../fleet/virtual-miner.js';
import type { Reading } from '../life/reading.js';
import { devFeeDifficulty, type ShareCounters, timeOfWork } from '../life/share-counters.js';
import { hash32 } from '../random/hash.js';
import { knowsBoards } from './summary-chains.js';

/** The pools of a summary, the makers' fee pool last; a device that failed lists only that one. */
export function poolsOf(miner: VirtualMiner, reading: Reading): { readonly json: string; readonly accepted: number | null } {
  const shares = miner.sharesOf(reading);
  const { applied, pools: spans } = reading.segment.device;
  if (!knowsBoards(reading)) return { json: `[${feePool(miner, reading, shares, 0)}]`, accepted: null };
  const active = spans.at(-1)!.pool;
  let accepted = 0;
  const rows = applied.pools.map((pool, id) => {
    const counts = shares.ofPool(id, spans, reading.work);
    accepted += counts.accepted;
    return userPool(miner, reading, { id, url: pool.url, user: pool.user, active: id === active, ...counts }, shares);
  });
  rows.push(feePool(miner, reading, shares, applied.pools.length));
  return { json: `[${rows.join(',')}]`, accepted };
}

/** A difficulty the way the firmware writes it: three digits and a thousands letter, `524K`, `65.5K`, `2.05K`. */
export function difficultyText(difficulty: number): string {
  const known = difficultyTexts.get(difficulty);
  if (known !== undefined) return known;
  const [size, letter] = difficulty >= 1e9 ? [1e9, 'G'] : difficulty >= 1e6 ? [1e6, 'M'] : [1e3, 'K'];
  const text = `${Number((difficulty / size).toPrecision(3))}${letter}`;
  difficultyTexts.set(difficulty, text);
  return text;
}

/** One for each model of the farm, and one for the makers' fee. */
const difficultyTexts = new Map<number, string>();

interface PoolRow {
  readonly id: number;
  readonly url: string;
  readonly user: string;
  readonly active: boolean;
  readonly accepted: number;
  readonly rejected: number;
  readonly stale: number;
}

function userPool(miner: VirtualMiner, reading: Reading, row: PoolRow, shares: ShareCounters): string {
  const { traits } = miner;
  const difficulty = traits.shareDifficulty;
  const found = row.accepted > 0;
  return (
    `{"id":${row.id},"url":${JSON.stringify(row.url)},"pool_type":"UserPool","user":${JSON.stringify(row.user)},` +
    `"status":"${row.active ? 'active' : 'working'}","asic_boost":${traits.model.algorithm === 'sha256d'},` +
    `"diff":"${row.active ? difficultyText(difficulty) : ''}","accepted":${row.accepted},"rejected":${row.rejected},"stale":${row.stale},` +
    `"ls_diff":${found ? difficulty : 0},"ls_time":"${row.active ? lastShareText(reading, shares) : '0'}",` +
    `"diffa":${row.accepted * difficulty},"ping":${18 + (hash32(traits.key, 0x719, row.id) % 60)}}`
  );
}

function feePool(miner: VirtualMiner, reading: Reading, shares: ShareCounters, id: number): string {
  const accepted = shares.ofFee(reading.work);
  return (
    `{"id":${id},"url":"DevFee","pool_type":"DevFee","user":"DevFee","status":"working","asic_boost":false,` +
    `"diff":"${difficultyText(devFeeDifficulty)}","accepted":${accepted},"rejected":0,"stale":0,"ls_diff":${devFeeDifficulty},` +
    `"ls_time":"${accepted > 0 ? '0:00:02' : '0'}","diffa":${accepted * devFeeDifficulty},"ping":${55 + (miner.traits.key % 20)}}`
  );
}

/** How long ago the last share was found, `h:mm:ss`; `0` before the first. */
function lastShareText(reading: Reading, shares: ShareCounters): string {
  const work = shares.lastShareWork(reading.work);
  if (work === null) return '0';
  const seconds = Math.floor((reading.at - timeOfWork(reading.segment, work, reading.at)) / 1000);
  const two = (value: number): string => String(value).padStart(2, '0');
  return `${Math.floor(seconds / 3600)}:${two(Math.floor(seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** The best share so far: of every doubling of the shares found, one lucky draw; it never falls. */
export function bestShare(miner: VirtualMiner, reading: Reading): number {
  const { key, model, shareDifficulty } = miner.traits;
  const found = reading.work / (model.hashesPerShareDifficulty * shareDifficulty);
  let best = 0;
  for (let size = 1, level = 0; size <= found; size *= 2, level += 1) {
    const luck = hash32(key, 0xbe57, reading.segment.device.process, level) / 4_294_967_296;
    best = Math.max(best, (size * shareDifficulty) / (0.02 - Math.log(1 - luck)));
  }
  return Math.floor(best);
}
