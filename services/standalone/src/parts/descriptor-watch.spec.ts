import { describe, expect, it } from '@jest/globals';
import { FakeClock, silentLog } from '@lodestream/component';
import { describeLifecycle } from '@lodestream/component/contract';
import { DescriptorWatch } from './descriptor-watch.js';

const failing = (code: string) => () => {
  throw Object.assign(new Error(code), { code });
};

describeLifecycle('a descriptor watch', () => new DescriptorWatch({ clock: new FakeClock(), log: silentLog }));

describe('a descriptor watch', () => {
  it('is ready while a file can be opened, here as well', () => {
    expect(new DescriptorWatch({ clock: new FakeClock(), log: silentLog }).answer()).toEqual({ ready: true });
  });

  it.each(['EMFILE', 'ENFILE'])('says at %s what to do, once in the log, and that it is over', async (code) => {
    const said: string[] = [];
    const tell = (sentence: string): void => void said.push(sentence);
    const clock = new FakeClock();
    let open: () => void = failing(code);
    const watch = new DescriptorWatch({ clock, log: { ...silentLog, error: tell, warn: tell }, open: () => open() });
    await watch.start();
    expect(watch.answer()).toEqual({ ready: false, reason: expect.stringContaining('LimitNOFILE') });
    await clock.advance(20_000);
    open = () => {};
    await clock.advance(5_000);
    expect(said).toEqual([expect.stringContaining('may open no more files'), expect.stringContaining('again')]);
    expect(watch.answer()).toEqual({ ready: true });
    await watch.stop();
  });

  it('takes no other failure for it', () => {
    const watch = new DescriptorWatch({ clock: new FakeClock(), log: silentLog, open: failing('ENOENT') });
    expect(() => watch.answer()).toThrow('ENOENT');
  });
});
