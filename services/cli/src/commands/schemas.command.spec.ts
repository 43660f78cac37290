import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { startSchemaRegistryDouble, temporaryFolder, type SchemaRegistryDouble } from '@lodestream/test-stack';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { exitCodeOf } from '../cli-error.js';
import { createProgram } from '../program.js';

describe('lodestream schemas', () => {
  let registry: SchemaRegistryDouble;
  let config: string;
  beforeEach(async () => {
    registry = await startSchemaRegistryDouble();
    config = temporaryFolder('schemas-command-');
    writeFileSync(join(config, 'farm.yaml'), `schema_registry: {url: "${registry.url}", register: false, timeout_seconds: 1}\n`);
  });
  afterEach(() => registry.stop());

  async function run(command: string): Promise<{ out: string; error: string; code: number }> {
    const lines: string[] = [];
    const program = createProgram({ out: (text) => void lines.push(text), err: () => {} });
    const error = await program.parseAsync(['node', 'lodestream', 'schemas', command, '--config', config]).then(
      () => null,
      (thrown: unknown) => thrown,
    );
    return { out: lines.join('\n'), error: (error as Error | null)?.message ?? '', code: error === null ? 0 : exitCodeOf(error) };
  }

  it('tells what is missing, registers it, and is content from then on', async () => {
    const before = await run('list');
    expect([before.code, before.error]).toEqual([1, expect.stringContaining('lodestream schemas apply')]);
    expect(before.out).toMatch(/mining\.miner\.telemetry-value +– +.*not registered/);
    expect((await run('apply')).code).toBe(0);
    const after = await run('list');
    expect(after.code).toBe(0);
    expect(after.out).toMatch(/mining\.miner\.telemetry-value +\d+ +registered/);
    expect((await run('apply')).out).toBe(after.out);
  });

  it('goes on with the others where the registry refuses one, and fails', async () => {
    registry.schemas.register('mining.miner.events-value', '{"type":"record","name":"other","fields":[{"name":"x","type":"string"}]}');
    const { out, error, code } = await run('apply');
    expect([code, error]).toEqual([1, expect.stringMatching(/does not have 1 of our \d+ schemas/)]);
    expect(out).toMatch(/mining\.miner\.events-value +– +.*not compatible/);
    expect(out).toMatch(/mining\.miner\.telemetry-value +\d+ +registered/);
  });

  it('ends with 69 where the registry is away, and with 78 where there is none', async () => {
    registry.misbehave('reset');
    expect(await run('list')).toMatchObject({ code: 69, error: expect.stringContaining('could not be reached') });
    writeFileSync(join(config, 'farm.yaml'), 'general: {log_level: INFO}\n');
    expect(await run('list')).toMatchObject({ code: 78, error: expect.stringContaining('schema_registry.url') });
  });
});
