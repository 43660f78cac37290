import { gaussian } from '../../random/hash.js';

const { floor, max, min, sqrt } = Math;

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
  private leaf = { minute: -1, from: 0, to: 0 };

  constructor(private readonly key: number) {}

  /** Where the walk is at a time in UTC milliseconds; only differences mean anything. */
  at(ms: number): number {
    const minute = (ms - originMs) / minuteMs;
    const whole = max(0, min(minutes - 1, floor(minute)));
    if (whole !== this.leaf.minute) this.leaf = this.find(whole);
    const part = max(0, min(1, minute - whole));
    return this.leaf.from + (this.leaf.to - this.leaf.from) * part;
  }

  private find(minute: number): { minute: number; from: number; to: number } {
    let [low, span, from, to] = [0, minutes, 0, sqrt(minutes * daysPerMinute) * gaussian(this.key, levels, 0)];
    for (let level = levels - 1; level >= 0; level -= 1) {
      const half = span / 2;
      const middle = (from + to) / 2 + sqrt((half * daysPerMinute) / 2) * gaussian(this.key, level, low / span);
      if (minute < low + half) to = middle;
      else [low, from] = [low + half, middle];
      span = half;
    }
    return { minute, from, to };
  }
}
