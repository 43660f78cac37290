import { describe, expect, it } from '@jest/globals';
import { statfsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { mountSmallDisk } from './small-disk.js';

const disk = mountSmallDisk(8);

(disk === null ? describe.skip : describe)('a small disk (where one may be mounted)', () => {
  it('can be filled to the last byte and emptied again', () => {
    const { directory, leaveFree, remove } = disk!;
    const free = (): number => statfsSync(directory).bavail * statfsSync(directory).bsize;
    leaveFree(0);
    expect(() => writeFileSync(join(directory, 'more'), Buffer.alloc(65_536))).toThrow('ENOSPC');
    leaveFree(4 * 1_048_576);
    expect(free()).toBeGreaterThanOrEqual(4 * 1_048_576 - 65_536);
    expect(free()).toBeLessThan(5 * 1_048_576);
    remove();
  });
});
