import { describe, expect, it } from '@jest/globals';
import { blockEventLoop, inspectable } from './event-loop.js';
import { spawnService } from './spawn-service.js';

const stalls = `let last = performance.now();
setInterval(() => {
  const now = performance.now();
  if (now - last > 300) console.log('stalled for ' + Math.round(now - last));
  last = now;
}, 20);
console.log('up');`;

describe('blockEventLoop', () => {
  it('keeps a process from doing anything for so long, and lets it go on', async () => {
    const service = await spawnService({ args: [inspectable, '-e', stalls] });
    await service.waitForLine(/^up$/);
    await blockEventLoop(service, 700);
    const line = await service.waitForLine(/stalled for (?:[6-9]\d\d|\d{4})/);
    expect(Number(/\d+$/.exec(line)?.[0])).toBeGreaterThanOrEqual(680);
    await service.kill();
  });

  it('says so where the process can not be held up', async () => {
    const service = await spawnService({ args: ['-e', 'console.log("up")'] });
    await expect(blockEventLoop(service, 10)).rejects.toThrow();
    await service.kill();
  });
});
