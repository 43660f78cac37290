import type { describe as jestDescribe, it as jestIt } from '@jest/globals';
import { builtPart } from '../../../deploy/local/native.mjs';
import { findChromium } from './chromium.js';
import { containersAnswer } from './container-parts.js';

/**
 * The real things a test may need. `kafka` and `influxdb` are parts it starts for itself, to be killed and frozen; the
 * shared ones are only used, and may be those that the environment names, or containers of the official images.
 */
export type RealPart = 'kafka' | 'influxdb' | 'shared-kafka' | 'shared-influxdb' | 'chromium';

const FIXES: Record<RealPart, string> = {
  kafka: 'run `npm run stack -- build kafka` once',
  influxdb: 'run `npm run stack -- build influxdb` once',
  'shared-kafka': 'run `npm run stack -- build kafka` once, start a Docker engine, or set LODESTREAM_TEST_KAFKA to one that runs',
  'shared-influxdb':
    'run `npm run stack -- build influxdb` once, start a Docker engine, or set LODESTREAM_TEST_INFLUX_URL and _TOKEN to one that runs',
  chromium: 'install the chromium package of the system, or set CHROME_PATH',
};

/** How long a hook that starts a real part may take, for `beforeAll(…, REAL_START_TIMEOUT_MS)`. */
export const REAL_START_TIMEOUT_MS = 180_000;

/** Which real parts can be used here and now, without building or downloading anything. */
export function realParts(env: NodeJS.ProcessEnv = process.env): Record<RealPart, boolean> {
  const [kafka, influxdb] = [builtPart('kafka', env) !== null, builtPart('influxdb', env) !== null];
  return {
    kafka,
    influxdb,
    'shared-kafka': kafka || isSet(env['LODESTREAM_TEST_KAFKA']) || containersAnswer(env),
    'shared-influxdb': influxdb || isSet(env['LODESTREAM_TEST_INFLUX_URL']) || containersAnswer(env),
    chromium: findChromium(env) !== null,
  };
}

/** The folder of a built part; throws, naming the remedy, if it is not there. */
export function requirePart(part: 'kafka' | 'influxdb'): string {
  const folder = builtPart(part);
  if (folder === null) throw new Error(`The real ${part} is not built on this machine: ${FIXES[part]}.`);
  return folder;
}

/** What becomes of tests that need real parts: they run, are counted as skipped, or fail because the parts are required. */
export type RealVerdict = { readonly run: 'yes' } | { readonly run: 'skipped' | 'failed'; readonly reason: string };

/** Decides about tests that need these parts; `LODESTREAM_REQUIRE_REAL=1`, as CI sets it, makes a missing part a failure. */
export function judgeReal(parts: readonly RealPart[], env: NodeJS.ProcessEnv = process.env): RealVerdict {
  const available = realParts(env);
  const missing = parts.filter((part) => !available[part]);
  if (missing.length === 0) return { run: 'yes' };
  const reason = missing.map((part) => `the real ${part} is missing (${FIXES[part]})`).join('; ');
  return { run: env['LODESTREAM_REQUIRE_REAL'] === '1' ? 'failed' : 'skipped', reason };
}

/**
 * `describe` for tests on real parts. They run where every part is there; otherwise each of them is counted as skipped,
 * with the reason in its name, or one failing test stands for them where real parts are required.
 */
export function describeReal(name: string, parts: readonly RealPart[], define: () => void): void {
  const { describe, it } = jestGlobals();
  const verdict = judgeReal(parts);
  if (verdict.run === 'yes') return void describe(name, define);
  if (verdict.run === 'skipped') return void describe.skip(`${name} [skipped: ${verdict.reason}]`, define);
  describe(name, () => {
    it('has the real parts that this run requires', () => {
      throw new Error(`LODESTREAM_REQUIRE_REAL=1, but ${verdict.reason}.`);
    });
  });
}

// Read when called, so that benches and scripts outside jest can use the rest of this library.
function jestGlobals(): { describe: typeof jestDescribe; it: typeof jestIt } {
  return globalThis as unknown as { describe: typeof jestDescribe; it: typeof jestIt };
}

function isSet(value: string | undefined): boolean {
  return value !== undefined && value !== '';
}
