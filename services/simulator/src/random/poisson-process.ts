import { gaussian, hash32, uniform } from './hash.js';

const { floor, imul, max, min, round, sqrt } = Math;

/** Expected events in a leaf of the tree; a leaf is what a caller re-reads between two answers. */
const leafSize = 16;
/** Levels of the tree: it covers leafSize × 2^depth expected events, far beyond the shares of one life. */
const depth = 24;
/** How far back the last event is looked for; a gap of three leaves has a probability below e^-48. */
const leavesBack = 4;

/** Levels below the node that is remembered: its leaves hold some thousand events, an hour or more of a miner's shares. */
const rememberedLevel = 6;

/** A part of the tree: on level 0 a leaf. */
interface Node {
  readonly index: number;
  /** Events before it begins. */
  readonly before: number;
  readonly events: number;
}

/**
 * A Poisson process of unit rate that is a function of its key: `count(x)` may be asked in any order and always gives the same
 * answer. The range is halved like a tree, each half getting its binomial part of the events, so that no history is summed up.
 */
export class PoissonProcess {
  private last: Node | undefined;
  private above: Node | undefined;

  constructor(private readonly key: number) {}

  /** How many events happened while `expected` events were to be expected since the start; never falls as `expected` grows. */
  count(expected: number): number {
    if (!(expected > 0)) return 0;
    const leaf = this.leafAt(expected);
    const part = expected / leafSize - leaf.index;
    let inside = 0;
    for (let event = 0; event < leaf.events; event += 1) {
      if (this.position(leaf.index, event) <= part) inside += 1;
    }
    return leaf.before + inside;
  }

  /** Where, on the same axis, the last event up to `expected` lies; null when there was none. */
  lastEventAt(expected: number): number | null {
    if (!(expected > 0)) return null;
    const leaf = this.leafAt(expected);
    for (let index = leaf.index; index >= max(0, leaf.index - leavesBack); index -= 1) {
      const found = this.latestIn(index === leaf.index ? leaf : this.find(index), expected / leafSize - index);
      if (found !== null) return (index + found) * leafSize;
    }
    return null;
  }

  private leafAt(expected: number): Node {
    const index = min(floor(expected / leafSize), 2 ** depth - 1);
    if (this.last?.index !== index) this.last = this.find(index);
    return this.last;
  }

  private latestIn(leaf: Node, part: number): number | null {
    let latest: number | null = null;
    for (let event = 0; event < leaf.events; event += 1) {
      const position = this.position(leaf.index, event);
      if (position <= part && (latest === null || position > latest)) latest = position;
    }
    return latest;
  }

  private find(index: number): Node {
    const above = index >>> rememberedLevel;
    if (this.above?.index !== above) this.above = this.descend(this.root(), depth, index, rememberedLevel);
    return this.descend(this.above, rememberedLevel, index, 0);
  }

  private root(): Node {
    const expected = leafSize * 2 ** depth;
    return { index: 0, before: 0, events: round(expected + sqrt(expected) * gaussian(this.key, depth, 0)) };
  }

  /** The node on level `to` under which the leaf `index` hangs, from the one on level `from`. */
  private descend(node: Node, from: number, index: number, to: number): Node {
    let { events, before } = node;
    for (let level = from - 1; level >= to; level -= 1) {
      const left = halfOf(events, this.key, level, index >>> (level + 1));
      const goesRight = (index >>> level) % 2 === 1;
      if (goesRight) before += left;
      events = goesRight ? events - left : left;
    }
    return { index: index >>> to, before, events };
  }

  private position(leaf: number, event: number): number {
    return uniform(this.key, leaf, event, 0x5ea1);
  }
}

/** A binomial part of `events` with an even chance: exact by counting random bits while few, normal when many. */
function halfOf(events: number, key: number, level: number, node: number): number {
  if (events > 128) {
    const drawn = round(events / 2 + (sqrt(events) / 2) * gaussian(key, level + 1, node));
    return max(0, min(events, drawn));
  }
  let heads = 0;
  for (let left = events, word = 0; left > 0; left -= 32, word += 1) {
    const bits = hash32(key, level + 101, node, word);
    heads += bitsSet(left >= 32 ? bits : bits & (2 ** left - 1));
  }
  return heads;
}

function bitsSet(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
