import { gaussian } from '../../random/hash.js';

const { clz32, floor, max, min, sqrt } = Math;

const minuteMs = 60_000;
const dayMs = 86_400_000;
/** 2^24 minutes from here reach to the end of 2046; outside, the walk stands still. */
const originMs = Date.UTC(2015, 0, 1);
const levels = 24;
const minutes = 2 ** levels;
const daysPerMinute = minuteMs / dayMs;

/**
 * A random walk that is a function of its key and the time: its steps over a day have a deviation of 1, steps over different times are
 * independent, and it may be asked in any order. It is halved like a tree (a Brownian bridge), so that no history is summed up.
 */
export class RandomWalk {
  /** Ends of the stretches that hold the last minute asked for, by their size: what a near minute shares with it is not found anew. */
  private readonly from = new Float64Array(levels + 1);
  private readonly to = new Float64Array(levels + 1);
  private last = -1;

  constructor(private readonly key: number) {
    this.to[levels] = sqrt(minutes * daysPerMinute) * gaussian(key, levels, 0);
  }

  /** Where the walk is at a time in UTC milliseconds; only differences mean anything. */
  at(ms: number): number {
    const minute = (ms - originMs) / minuteMs;
    const whole = max(0, min(minutes - 1, floor(minute)));
    if (whole !== this.last) this.descend(whole);
    const part = max(0, min(1, minute - whole));
    return this.from[0]! + (this.to[0]! - this.from[0]!) * part;
  }

  private descend(minute: number): void {
    // stretches of 2^level minutes are shared down to the level of the highest bit that differs
    const shared = this.last < 0 ? levels : 32 - clz32(minute ^ this.last);
    for (let level = shared - 1; level >= 0; level -= 1) {
      const [from, to] = [this.from[level + 1]!, this.to[level + 1]!];
      const middle = (from + to) / 2 + sqrt((2 ** level * daysPerMinute) / 2) * gaussian(this.key, level, minute >>> (level + 1));
      const isRight = ((minute >>> level) & 1) === 1;
      this.from[level] = isRight ? middle : from;
      this.to[level] = isRight ? to : middle;
    }
    this.last = minute;
  }
}
