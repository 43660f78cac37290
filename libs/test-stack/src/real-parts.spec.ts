import { describe, expect, it } from '@jest/globals';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { VERSIONS } from '../../../deploy/local/native.mjs';
import { findChromium, realParts, temporaryFolder } from './index.js';
import { judgeReal } from './real-parts.js';

const emptyFolder = (): string => temporaryFolder('parts');
const bare = (): NodeJS.ProcessEnv => ({ XDG_CACHE_HOME: emptyFolder(), PATH: emptyFolder() });

function withPart(env: NodeJS.ProcessEnv, name: 'kafka' | 'influxdb', complete: boolean): NodeJS.ProcessEnv {
  const folder = join(env['XDG_CACHE_HOME'] ?? '', 'lodestream', `${name}-${VERSIONS[name]}`);
  mkdirSync(folder, { recursive: true });
  if (complete) writeFileSync(join(folder, 'part.json'), '{}');
  return env;
}

describe('real parts', () => {
  it('are not there on a bare machine', () => {
    expect(realParts(bare())).toMatchObject({ kafka: false, influxdb: false });
  });

  it('are there once built and complete, and not before', () => {
    expect(realParts(withPart(bare(), 'kafka', false)).kafka).toBe(false);
    expect(realParts(withPart(bare(), 'kafka', true)).kafka).toBe(true);
  });

  it('can be shared when an address of a running one is given, but not started', () => {
    const given = {
      LODESTREAM_TEST_KAFKA: '127.0.0.1:9092',
      LODESTREAM_TEST_INFLUX_URL: 'http://127.0.0.1:8086',
    };
    expect(realParts({ ...bare(), ...given })).toMatchObject({
      kafka: false,
      influxdb: false,
      'shared-kafka': true,
      'shared-influxdb': true,
    });
    expect(realParts({ ...bare(), LODESTREAM_TEST_KAFKA: '' })['shared-kafka']).toBe(false);
    expect(realParts(withPart(bare(), 'kafka', true))['shared-kafka']).toBe(true);
  });

  it('let their tests run, be skipped with a reason, or fail where they are required', () => {
    expect(judgeReal(['kafka'], withPart(bare(), 'kafka', true))).toEqual({ run: 'yes' });
    const skipped = judgeReal(['kafka', 'influxdb'], withPart(bare(), 'kafka', true));
    expect(skipped).toMatchObject({
      run: 'skipped',
      reason: expect.stringContaining('the real influxdb is missing'),
    });
    expect(skipped).not.toMatchObject({ reason: expect.stringContaining('kafka is missing') });
    expect(judgeReal(['kafka'], { ...bare(), LODESTREAM_REQUIRE_REAL: '1' })).toMatchObject({
      run: 'failed',
    });
  });
});

describe('finding Chromium', () => {
  it('takes CHROME_PATH before the commands on PATH, and only what can be run', () => {
    const [first, second] = [emptyFolder(), emptyFolder()];
    writeFileSync(join(first, 'chromium'), '', { mode: 0o755 });
    writeFileSync(join(second, 'mine'), '', { mode: 0o755 });
    writeFileSync(join(second, 'text'), '', { mode: 0o644 });
    expect(findChromium({ PATH: first })).toBe(join(first, 'chromium'));
    expect(findChromium({ PATH: first, CHROME_PATH: join(second, 'mine') })).toBe(join(second, 'mine'));
    expect(findChromium({ PATH: first, CHROME_PATH: join(second, 'text') })).toBe(join(first, 'chromium'));
  });
});
