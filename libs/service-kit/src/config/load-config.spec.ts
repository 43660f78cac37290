import { describe, expect, it } from '@jest/globals';
import { Type } from 'class-transformer';
import { IsArray, IsInt, IsIP, IsOptional, IsString, Max, Min, ValidateNested } from 'class-validator';
import { Secret } from '@lodestream/component';
import { AsSecret, IsCidr, Judged } from './config-decorators.js';
import { composeConfig, loadConfig } from './load-config.js';
import { ConfigError } from './problem.js';
import { YamlFile } from './yaml-file.js';

class Miner {
  @IsString() id!: string;
  @IsIP() ip!: string;
  @AsSecret() @IsOptional() password?: Secret;
  @IsInt() @Min(5) @Max(3600) polling_interval_seconds = 60;
}
class Networks {
  @IsCidr({ each: true }) allowed: string[] = ['10.0.0.0/8'];
}
/** A rule between two sections, for the networks may stand in another file than the miners. */
function inTenOnly(miners: unknown, { networks }: FarmConfig) {
  const wrong = (miners as Miner[]).findIndex(({ ip }) => String(ip).startsWith('10.') && !networks.allowed.includes('10.0.0.0/8'));
  return wrong < 0 ? [] : [{ path: [wrong, 'ip'], message: 'it is in none of the networks', remedy: 'Add its network.' }];
}
class FarmConfig {
  @IsArray() @ValidateNested({ each: true }) @Type(() => Miner) @Judged(inTenOnly) miners: Miner[] = [];
  @ValidateNested() @Type(() => Networks) networks = new Networks();
}
class LakeGeneral {
  @IsString() timezone = 'UTC';
}
class LakeConfig {
  @IsOptional() @IsInt() @Min(1) lake_days?: number;
}
const owners = [
  { name: 'farm', config: FarmConfig },
  { name: 'lake', config: LakeConfig, general: LakeGeneral },
];
const farm = owners[0]!;
const compose = (texts: Record<string, string>, variables: Record<string, string> = {}) =>
  composeConfig(
    Object.entries(texts).map(([name, text]) => YamlFile.parse(name, text)),
    owners,
    (name) => variables[name],
  );
const problemsOf = (texts: Record<string, string>, variables: Record<string, string> = {}) => {
  try {
    compose(texts, variables);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.problems;
    throw error;
  }
};

describe('a configuration', () => {
  it('gives each owner its sections with defaults and resolved variables', () => {
    const loaded = compose({ 'a.yaml': 'miners:\n  - {id: m1, ip: 10.0.0.1, password: "${PW}"}\n' }, { PW: 'canary' });
    const { miners, networks } = loaded.of({ name: 'farm', config: FarmConfig });
    expect(miners[0]).toMatchObject({ id: 'm1', ip: '10.0.0.1', polling_interval_seconds: 60 });
    expect(miners[0]?.password?.reveal()).toBe('canary');
    expect(networks.allowed).toEqual(['10.0.0.0/8']);
  });

  it('keeps each file its own general', () => {
    const loaded = compose({ 'a.yaml': 'general: {log_level: WARN}\nminers: []', 'b.yaml': 'general: {timezone: CET}\nlake_days: 3' });
    expect(loaded.general().log_level).toBe('WARN');
    expect(loaded.general(LakeGeneral).timezone).toBe('CET');
  });

  it.each([
    {
      name: 'a wrong type',
      text: 'miners:\n  - id: m1\n    ip: 10.0.0.1\n    polling_interval_seconds: often',
      line: 4,
      path: 'miners[0].polling_interval_seconds',
      value: '"often"',
    },
    {
      name: 'a value out of range',
      text: 'miners:\n  - {id: m1, ip: 10.0.0.1, polling_interval_seconds: 1}',
      line: 2,
      path: 'miners[0].polling_interval_seconds',
      value: '1',
    },
    { name: 'a bad address', text: 'miners:\n  - {id: m1, ip: 10.0.0.999}', line: 2, path: 'miners[0].ip', value: '"10.0.0.999"' },
    { name: 'a missing setting', text: 'miners:\n  - {id: m1}', line: 2, path: 'miners[0].ip', value: '(absent)' },
    {
      name: 'an unknown setting',
      text: 'miners:\n  - {id: m1, ip: 10.0.0.1, pasword: x}',
      line: 2,
      path: 'miners[0].pasword',
      value: '"x"',
    },
    { name: 'an unknown section', text: 'minerz: []', line: 1, path: 'minerz', value: '(a section)' },
    { name: 'a bad network', text: 'networks:\n  allowed: [10.0.0.0/40]', line: 2, path: 'networks.allowed', value: '["10.0.0.0/40"]' },
    {
      name: 'an unset variable',
      text: 'miners:\n  - {id: m1, ip: 10.0.0.1, password: "${NOPE}"}',
      line: 2,
      path: 'miners[0].password',
      value: '${NOPE}',
    },
    { name: 'broken YAML', text: 'miners: [', line: 1, path: '(file)', value: '(see there)' },
    { name: 'a key twice', text: 'miners: []\nminers: []', line: 2, path: '(file)', value: '(see there)' },
  ])('names file, line, path, value and remedy of $name', ({ text, line, path, value }) => {
    const [problem, ...more] = problemsOf({ 'farm.yaml': text });
    expect(more).toEqual([]);
    expect(problem).toMatchObject({ file: 'farm.yaml', line, path, value });
    expect(problem?.remedy).toMatch(/\w+/);
  });

  it('suggests the setting that was meant', () => {
    const [problem] = problemsOf({ 'a.yaml': 'miners:\n  - {id: m1, ip: 10.0.0.1, pasword: x}' });
    expect(problem?.remedy).toBe('Did you mean `password`?');
  });

  it('tells all problems of all files together', () => {
    const found = problemsOf({ 'a.yaml': 'miners: [{id: 1, ip: x}]', 'b.yaml': 'lake_days: 0\nnothing: 1' });
    expect(found.map((one) => `${one.file} ${one.path}`).sort()).toEqual([
      'a.yaml miners[0].id',
      'a.yaml miners[0].ip',
      'b.yaml lake_days',
      'b.yaml nothing',
    ]);
  });

  it('judges the sections of one owner together, wherever they stand', () => {
    const miners = 'miners: [{id: m1, ip: 192.168.0.1}, {id: m2, ip: 10.0.0.1}]';
    const networks = 'networks: {allowed: [192.168.0.0/16]}';
    expect(problemsOf({ 'a.yaml': miners, 'b.yaml': 'networks: {allowed: [10.0.0.0/8, 192.168.0.0/16]}' })).toEqual([]);
    for (const texts of [
      { 'a.yaml': miners, 'b.yaml': networks },
      { 'b.yaml': networks, 'a.yaml': miners },
    ]) {
      expect(problemsOf(texts)).toEqual([
        {
          file: 'a.yaml',
          line: 1,
          path: 'miners[1].ip',
          value: '"10.0.0.1"',
          message: 'it is in none of the networks',
          remedy: 'Add its network.',
        },
      ]);
    }
  });

  it('puts general together from all files, and refuses two that contradict each other', () => {
    const first = 'general: {environment: hall-1, data_directory: /var/lib/farm}\nminers: []';
    const loaded = compose({ 'a.yaml': first, 'b.yaml': 'general: {log_level: DEBUG, environment: hall-1}\nnetworks: {}' });
    expect(loaded.general()).toMatchObject({ environment: 'hall-1', data_directory: '/var/lib/farm', log_level: 'DEBUG' });
    expect(problemsOf({ 'a.yaml': first, 'b.yaml': 'general:\n  environment: hall-2\nnetworks: {}' })).toEqual([
      expect.objectContaining({
        file: 'b.yaml',
        line: 2,
        path: 'general.environment',
        value: '"hall-2"',
        remedy: 'Keep one of the two.',
      }),
    ]);
  });

  it.each(['${PW', '${MY-PASSWORD}', 'a ${} b', '${PW}${'])('refuses %s, which names no variable, without showing it', (text) => {
    const [problem, ...more] = problemsOf({ 'a.yaml': `miners:\n  - id: m1\n    ip: 10.0.0.1\n    password: "${text}"` }, { PW: 'x' });
    expect(more).toEqual([]);
    expect(problem).toMatchObject({ file: 'a.yaml', line: 4, path: 'miners[0].password', value: '(hidden)' });
    expect(problem?.message).toContain('names no variable');
  });

  it('refuses one section in two files', () => {
    expect(problemsOf({ 'a.yaml': 'miners: []', 'b.yaml': 'miners: []' })[0]).toMatchObject({ file: 'b.yaml', path: 'miners' });
  });

  it('never shows what came from a variable or is named like a secret', () => {
    const text = 'miners:\n  - {id: "${PW}", ip: "${PW}", password: [canary]}';
    const shown = new ConfigError(problemsOf({ 'a.yaml': text }, { PW: 'canary' })).message;
    expect(shown).not.toContain('canary');
    expect(shown).toContain('(hidden)');
  });

  it.each([
    ['an alias', 'miners: [{id: m1, ip: 10.0.0.1, password: *canary}]'],
    ['a tag', 'miners:\n  - {id: m1, ip: 10.0.0.1, password: !canary}'],
    ['a block', 'miners:\n  - id: m1\n    password: |canary'],
    ['a list of variables', 'networks: {allowed: ["${PW}"]}'],
    ['an abbreviation', 'miners: [{id: m1, ip: 10.0.0.1, pwd: canary}]'],
  ])('never shows a secret that reads as %s, and loads nothing', (_name, text) => {
    const problems = problemsOf({ 'a.yaml': text }, { PW: 'canary' });
    expect(problems.length).toBeGreaterThan(0);
    expect(new ConfigError(problems).message).not.toContain('canary');
  });

  it.each([
    ['stands for nothing', 'networks: {}\nminers:\n  - {id: m1, ip: *canary}', 3, 'has no anchor'],
    ['stands for too much', `a: &a [1, 1]\nb: &b [${'*a, '.repeat(20)}]\nnetworks:\n  allowed: [${'*b, '.repeat(20)}]`, 4, 'too much'],
    ['is one of too many', `a: &a [1, 1]\nminers:\n${'  - *a\n'.repeat(200)}`, 202, 'too much'],
    ['stands for what it is part of', 'networks: {}\nminers: &canary\n  - id: m1\n    ip: *canary', 4, 'too much'],
  ])('names the line of an alias that %s, and not its name', (_name, text, line, sentence) => {
    const [problem, ...more] = problemsOf({ 'a.yaml': text });
    expect(more).toEqual([]);
    expect(problem).toMatchObject({ file: 'a.yaml', line, message: expect.stringContaining(sentence) });
    expect(JSON.stringify(problem)).not.toContain('canary');
  });

  it('is refused when the directory is missing', async () => {
    await expect(loadConfig({ directory: '/nowhere/at/all', owners, variables: () => undefined })).rejects.toThrow(/Name a directory/);
  });

  it('leaves no way to the prototype', () => {
    problemsOf({ 'a.yaml': '__proto__: {polluted: 1}\nminers: []' });
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(farm.name).toBe('farm');
  });
});
