import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '@lodestream/component';
import { vnishDriver } from './vnish.driver.js';

/** A device that answers everything with nothing, and the paths it was asked for. */
function device() {
  const asked: string[] = [];
  const talk = {
    request: ({ path }: { readonly path: string }) => {
      asked.push(path.replace('/api/v1', ''));
      return Promise.resolve({ status: 200, headers: {}, body: Buffer.from('{}') });
    },
  };
  return { asked, talk };
}

const open = () => vnishDriver.open({ minerId: 'm', credential: null, expectedAlgorithm: null }, new FakeClock());

describe('slow reads of a VNish device', () => {
  it('go out only where they may, and stay due where they may not', async () => {
    const { asked, talk } = device();
    const reader = open();
    expect(await reader.readSlowly(talk, () => false)).toBeNull();
    expect(asked).toEqual([]);
    expect(await reader.readSlowly(talk, () => true)).toMatchObject({ name: 'info' });
    expect(asked).toEqual(['/info']);
  });

  it('take nothing of the pace where none is due', async () => {
    const { talk } = device();
    const reader = open();
    let taken = 0;
    const mayAsk = (): boolean => (taken += 1) > 0;
    while ((await reader.readSlowly(talk, mayAsk)) !== null);
    const before = taken;
    await reader.readSlowly(talk, mayAsk);
    expect(taken).toBe(before);
  });
});
