import { describe, expect, it } from '@jest/globals';
import { eventually, freePorts, spawnService } from './index.js';

const run = (script: string): ReturnType<typeof spawnService> => spawnService({ args: ['-e', script] });

describe('a spawned service', () => {
  it('finds lines printed before and after it was asked, on both streams', async () => {
    const service = await run(
      'console.log("ready at 1"); setTimeout(() => console.error("warned at 2"), 100); setTimeout(() => {}, 60000)',
    );
    expect(await service.waitForLine(/at 2/)).toBe('warned at 2');
    expect(await service.waitForLine('ready')).toBe('ready at 1');
    expect((await service.kill()).signal).toBe('SIGKILL');
  });

  it('says what it printed when it ends without the line', async () => {
    const service = await run('console.log("broke: no config"); process.exit(78)');
    await expect(service.waitForLine('ready')).rejects.toThrow(/it ended.*\nbroke: no config/s);
    expect(await service.exited).toEqual({ code: 78, signal: null });
    await expect(service.waitForLine('ready')).rejects.toThrow(/it has ended/);
  });

  it('gives up on a line at the deadline', async () => {
    const service = await run('setTimeout(() => {}, 60000)');
    await expect(service.waitForLine('ready', 100)).rejects.toThrow(/100 ms went by/);
    await service.kill();
  });

  it('waits for a URL to answer well', async () => {
    const [port = 0] = await freePorts(1);
    const script = `let n = 0; require('http').createServer((q, a) => a.writeHead(n++ < 2 ? 503 : 200).end()).listen(${port}, '127.0.0.1')`;
    const service = await run(script);
    await service.waitForUrl(`http://127.0.0.1:${port}/health/ready`, 10_000);
    await service.kill();
    await expect(service.waitForUrl(`http://127.0.0.1:${port}/`, 10_000)).rejects.toThrow(/It ended before/);
  });

  it('reports how it drained on SIGTERM', async () => {
    const service = await run(
      'process.on("SIGTERM", () => { console.log("drained"); process.exit(0) }); console.log("up"); setInterval(() => {}, 1000)',
    );
    await service.waitForLine('up');
    expect(await service.terminate()).toEqual({ code: 0, signal: null });
    expect(service.output.lines()).toContain('drained');
  });

  it('kills what does not drain in time, and says so', async () => {
    const service = await run('process.on("SIGTERM", () => {}); console.log("up"); setInterval(() => {}, 1000)');
    await service.waitForLine('up');
    await expect(service.terminate(200)).rejects.toThrow(/did not end within 200 ms/);
    expect((await service.exited).signal).toBe('SIGKILL');
  });

  it('freezes and goes on', async () => {
    const service = await run('setInterval(() => console.log(Date.now()), 20)');
    await service.waitForLine(/\d/);
    service.signal('SIGSTOP');
    await new Promise((resolve) => setTimeout(resolve, 100));
    const frozenAt = service.output.lines().length;
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(service.output.lines().length).toBe(frozenAt);
    service.signal('SIGCONT');
    await eventually(() => expect(service.output.lines().length).toBeGreaterThan(frozenAt));
    await service.kill();
  });

  it('keeps no more than about a megabyte of output', async () => {
    const service = await run('for (let i = 0; i < 40; i++) console.log(String(i).padEnd(100000, "x"))');
    await service.exited;
    const kept = service.output.lines().reduce((sum, line) => sum + line.length, 0);
    expect(kept).toBeLessThanOrEqual(1 << 20);
    expect(service.output.lines().at(-1)).toMatch(/^39x/);
  });

  it('rejects a command that is not there', async () => {
    await expect(spawnService({ command: '/nonexistent/command', args: [] })).rejects.toThrow(/ENOENT/);
  });
});
