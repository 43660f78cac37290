import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exitCodeOf } from './cli-error.js';
import { createProgram } from './program.js';

const sample = fileURLToPath(new URL('../../../deploy/sample-config/', import.meta.url));
let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lodestream-cli-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function run(...args: string[]): Promise<{ out: string; err: string; code: number }> {
  const lines = { out: [] as string[], err: [] as string[] };
  const program = createProgram({ out: (text) => void lines.out.push(text), err: (text) => void lines.err.push(text) });
  let code = 0;
  try {
    await program.parseAsync(['node', 'lodestream', ...args]);
  } catch (error) {
    code = exitCodeOf(error);
    if (!(error as { shown?: boolean }).shown) lines.err.push((error as Error).message);
  }
  return { out: lines.out.join('\n'), err: lines.err.join('\n'), code };
}

describe('lodestream', () => {
  it.each([
    ['start'],
    ['serve'],
    ['check-config'],
    ['topics'],
    ['topics', 'list'],
    ['topics', 'apply'],
    ['schemas', 'list'],
    ['schemas', 'apply'],
    ['store', 'apply'],
    ['dead-letters', 'list'],
    ['dead-letters', 'replay'],
    ['secrets', 'keygen'],
    ['secrets', 'set'],
    ['secrets', 'list'],
    ['secrets', 'rotate'],
    ['secrets', 'verify'],
    ['simulate'],
    ['diagnose'],
    ['market', 'poll-now'],
    ['market', 'pause'],
    ['market', 'resume'],
    ['market', 'pin'],
    ['market', 'unpin'],
  ])('explains %s %s with --help', async (...command) => {
    const { out, code } = await run(...command.filter((part) => part !== undefined), '--help');
    expect([code, out]).toEqual([0, expect.stringContaining('Usage: lodestream')]);
  });

  it.each([
    [['market', 'pin', 'bitcoin', '0'], /price in USD above 0/],
    [['market', 'pause', 'coingecko', '--minutes', '0'], /whole number from 1 to 10080/],
    [['strat'], /unknown command 'strat'.*\n?.*start/i],
    [['start', '--profile', 'cloud'], /embedded, cluster/],
    [['start', '--miners', 'many'], /whole number from 1 to 100000/],
    [['serve', 'mining', '--config', 'farm'], /miner-ingestion/],
    [['serve', 'miner-ingestion'], /--config/],
    [['serve', 'miner-ingestion', '--config', 'farm', '--instance', 'hall 1'], /letters, digits/],
    [['serve', 'miner-ingestion', '--config', 'farm', '--profile', 'embedded'], /one process[^]*lodestream start[^]*--profile cluster/],
    [['simulate', '--miner-port', '70000'], /whole number from 0 to 65535/],
    [['dead-letters', 'replay', '--limit', '0'], /whole number/],
  ])('ends %p with 64 and says what is wrong', async (args, sentence) => {
    const { err, code } = await run(...args);
    expect([code, err]).toEqual([64, expect.stringMatching(sentence)]);
  });

  it('says what is wrong with a configuration and ends with 78', async () => {
    await cp(sample, folder, { recursive: true });
    const path = join(folder, 'data_collection_config.yaml');
    await writeFile(path, (await readFile(path, 'utf8')).replace('log_level: INFO', 'log_level: LOUD'));
    const { err, code } = await run('check-config', folder);
    expect(code).toBe(78);
    expect(err).toMatch(/data_collection_config\.yaml:6 {2}general\.log_level: .*found "LOUD"/);
    expect(err).toContain('the variable MINER_PASSWORD is not set');
  });

  it('tells what the providers of prices will be asked for, and what that costs', async () => {
    await writeFile(join(folder, 'market.yaml'), 'market_data:\n  coingecko:\n    coins: [bitcoin, litecoin]\n');
    const { out, code } = await run('check-config', folder);
    expect(code).toBe(0);
    expect(out).toMatch(/coingecko \(keyless\): 9,734 of 10,000 credits in a month of 31 days, which last/);
    expect(out).toContain('historical: every 86400 s, 62 calls, 62 credits');
    expect(out).toContain('explorers: every 600 s');
  });

  it('refuses a directory that is not there, naming it', async () => {
    for (const command of [['start'], ['serve', 'telemetry-writer']]) {
      const { err, code } = await run(...command, '--config', join(folder, 'nothing'));
      expect([code, err]).toEqual([78, expect.stringContaining('Name a directory with YAML files after --config')]);
    }
  });

  it('makes the topics of the contract on the embedded bus, and says so when they are there', async () => {
    expect((await run('topics', 'apply', '--data', folder)).out).toContain('mining.miner.telemetry: created');
    expect((await run('topics', 'apply', '--data', folder)).out).toContain('mining.miner.telemetry: was there');
    expect((await run('topics', 'list', '--data', folder)).out).toMatch(/mining\.fleet\.miners\s+24\s+for ever\s+yes/);
  });

  it('makes nothing where it is only asked', async () => {
    for (const command of [
      ['topics', 'list'],
      ['dead-letters', 'list'],
      ['dead-letters', 'replay', '--all'],
    ]) {
      const { err, code } = await run(...command, '--data', join(folder, 'nothing'));
      expect([code, err]).toEqual([69, expect.stringContaining('There is no event log in')]);
    }
    expect(await readdir(folder)).toEqual([]);
  });

  it('finds no dead letters where there are none', async () => {
    await run('topics', 'apply', '--data', folder);
    expect((await run('dead-letters', 'list', '--data', folder)).out).toBe('There are no dead letters.');
  });

  it('wants to be told which letters to replay', async () => {
    await run('topics', 'apply', '--data', folder);
    expect(await run('dead-letters', 'replay', '--data', folder)).toMatchObject({ code: 64, err: expect.stringContaining('--all') });
  });
});
