import { describe, expect, it } from '@jest/globals';
import { errorClassOf, FakeClock } from '@lodestream/component';
import type { DeviceRequest, DeviceResponse } from '@lodestream/polling';
import type { Algorithm } from '@lodestream/records';
import { Secret } from '@lodestream/service-kit';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { DeviceTalk } from '../miner-driver.js';
import { vnishDriver } from './vnish.driver.js';

/** What one case says of the miner and of how it is polled. */
interface GoldenCase {
  readonly observed_at: string;
  readonly password?: string;
  readonly algorithm?: Algorithm;
  readonly polls?: number;
  readonly interval_seconds?: number;
  readonly slow_reads_per_poll?: number;
}

interface WireAnswer {
  readonly status?: number;
  readonly body?: unknown;
  readonly text?: string;
}

const root = join(import.meta.dirname, 'testcases');

/** A device that answers from `responses.json`; a list is worked off, its last answer repeated. */
class RecordedDevice implements DeviceTalk {
  readonly requests: string[] = [];

  constructor(private readonly answers: Readonly<Record<string, WireAnswer | WireAnswer[]>>) {}

  async request({ method, path }: DeviceRequest): Promise<DeviceResponse> {
    const line = `${method} ${path}`;
    const seen = this.requests.push(line) && this.requests.filter((each) => each === line).length;
    const recorded = this.answers[line] ?? { status: 404, body: { err: 'not found' } };
    const { status = 200, body, text } = Array.isArray(recorded) ? recorded[Math.min(seen, recorded.length) - 1]! : recorded;
    return { status, headers: {}, body: Buffer.from(text ?? (body === undefined ? '' : JSON.stringify(body))) };
  }
}

async function play(settings: GoldenCase, device: RecordedDevice): Promise<unknown> {
  const clock = new FakeClock(Date.parse(settings.observed_at));
  const credential = settings.password === undefined ? null : { username: null, password: Secret.of(settings.password) };
  const reader = vnishDriver.open({ minerId: 'miner_01', credential, expectedAlgorithm: settings.algorithm ?? null }, clock);
  const slow_reads: string[] = [];
  let outcome: unknown;
  for (let poll = 0; poll < (settings.polls ?? 1); poll += 1) {
    if (poll > 0) await clock.advance((settings.interval_seconds ?? 60) * 1_000);
    outcome = await reader.read(device).then((reading) => ({ reading }), failure);
    for (let slow = 0; slow < (settings.slow_reads_per_poll ?? 0); slow += 1) {
      const read = await reader.readSlowly(device, () => true);
      if (read !== null) slow_reads.push(read.failure === null ? read.name : `${read.name}: ${errorClassOf(read.failure)}`);
    }
  }
  return JSON.parse(JSON.stringify({ ...(outcome as object), slow_reads, requests: device.requests }));
}

function failure(error: unknown): unknown {
  const { name, message } = error as Error;
  return { error: { name, class: errorClassOf(error), message } };
}

describe('the vnish driver', () => {
  it.each(readdirSync(root).map((name) => ({ name })))('reads $name as expected', async ({ name }) => {
    const folder = join(root, name);
    const settings = parse(readFileSync(join(folder, 'config.yaml'), 'utf8')) as GoldenCase;
    const device = new RecordedDevice(JSON.parse(readFileSync(join(folder, 'responses.json'), 'utf8')) as Record<string, WireAnswer>);
    const outcome = await play(settings, device);
    const expected = join(folder, 'expected.json');
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(expected, `${JSON.stringify(outcome, null, 2)}\n`);
    expect(outcome).toEqual(JSON.parse(readFileSync(expected, 'utf8')));
    if (settings.password !== undefined) expect(JSON.stringify(outcome)).not.toContain(settings.password);
  });
});
