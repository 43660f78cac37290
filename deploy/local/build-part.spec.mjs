import { describe, expect, it } from '@jest/globals';
import { temporaryFolder } from '@lodestream/test-stack';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ensurePart, isBuilt } from './build-part.mjs';
import { runTool } from './tools.mjs';

const freshCache = () => ({
  ...process.env,
  XDG_CACHE_HOME: temporaryFolder('cache'),
});
const contents = (env) => readdirSync(join(env.XDG_CACHE_HOME, 'lodestream')).filter((name) => !name.endsWith('.log'));

function aPart(changes = {}) {
  const part = {
    name: 'thing',
    version: '1.2.3',
    title: 'Thing 1.2.3',
    cost: 'nothing',
    tools: [],
    builds: 0,
    ...changes,
  };
  part.build ??= async ({ folder }) => {
    part.builds += 1;
    writeFileSync(join(folder, 'thing'), 'whole');
    await new Promise((resolve) => setTimeout(resolve, 100));
  };
  return part;
}

describe('building a part', () => {
  it('builds once, however many runs ask at the same time', async () => {
    const [env, part] = [freshCache(), aPart()];
    expect(isBuilt(part, env)).toBe(false);
    const folders = await Promise.all([1, 2, 3].map(() => ensurePart(part, { env })));
    expect(new Set(folders)).toEqual(new Set([join(env.XDG_CACHE_HOME, 'lodestream', 'thing-1.2.3')]));
    expect([part.builds, isBuilt(part, env), contents(env)]).toEqual([1, true, ['thing-1.2.3']]);
    expect(existsSync(join(folders[0], 'thing'))).toBe(true);
  });

  it('leaves nothing that looks built when it fails, and starts over', async () => {
    const env = freshCache();
    const broken = aPart({
      build: async ({ folder }) => {
        writeFileSync(join(folder, 'half'), '');
        throw new Error('interrupted');
      },
    });
    await expect(ensurePart(broken, { env })).rejects.toThrow('interrupted');
    expect(isBuilt(broken, env)).toBe(false);
    const folder = await ensurePart(aPart(), { env });
    expect(readdirSync(folder).sort()).toEqual(['part.json', 'thing']);
    expect(contents(env)).toEqual(['thing-1.2.3']);
  });

  it('does not take a folder without its mark for a part', async () => {
    const env = freshCache();
    mkdirSync(join(env.XDG_CACHE_HOME, 'lodestream', 'thing-1.2.3', 'half'), { recursive: true });
    const folder = await ensurePart(aPart(), { env });
    expect(readdirSync(folder).sort()).toEqual(['part.json', 'thing']);
  });

  it('builds another version beside the one that is there', async () => {
    const env = freshCache();
    await ensurePart(aPart(), { env });
    await ensurePart(aPart({ version: '1.2.4' }), { env });
    expect(contents(env)).toEqual(['thing-1.2.3', 'thing-1.2.4']);
  });

  it('names every missing tool at once, with its remedy, before it begins', async () => {
    const env = { ...freshCache(), PATH: temporaryFolder('no-tools') };
    const part = aPart({ tools: ['java', 'mvn', 'go', 'cc', 'cargo'] });
    const message = await ensurePart(part, { env }).catch((error) => error.message);
    for (const tool of ['java', 'mvn', 'go', 'cc', 'cargo']) expect(message).toMatch(new RegExp(`- ${tool}: .+ \\(.+\\)`));
    expect(message).toContain('Fix: install them, or start a Docker engine');
    expect(part.builds).toBe(0);
  });
});

describe('running a build tool', () => {
  const run = (script, timeoutMs = 10_000) => {
    const logFile = join(temporaryFolder('log'), 'build.log');
    return runTool(process.execPath, ['-e', script], { logFile, timeoutMs });
  };

  it('fails with the end of what the tool said', async () => {
    await expect(run('console.error("cannot find module x"); process.exit(3)')).rejects.toThrow(/code 3.*cannot find module x/s);
  });

  it('ends a tool that hangs', async () => {
    await expect(run('setInterval(() => {}, 1000)', 200)).rejects.toThrow(/SIGKILL/);
  });

  it('says so when the command is not there', async () => {
    const logFile = join(temporaryFolder('log'), 'build.log');
    await expect(runTool('/nonexistent/tool', [], { logFile, timeoutMs: 1_000 })).rejects.toThrow(/ENOENT/);
  });
});
