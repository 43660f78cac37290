import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '@lodestream/component';
import { findCoin } from '@lodestream/mining';
import { FollowedCoins } from './followed-coins.js';

const day = 86_400_000;
const ids = ['bitcoin', 'litecoin', 'dogecoin', 'bellscoin', 'nonesuch'];

function open(mostMore = 10) {
  const clock = new FakeClock(100 * day);
  const followed = new FollowedCoins({ named: [findCoin('bitcoin')!], mostMore, keptForMs: 7 * day, clock });
  const saw = (sightings: Record<string, number>) => followed.saw(new Map(Object.entries(sightings)));
  return { clock, followed, saw, now: (): readonly string[] => ids.filter(followed.follows) };
}

describe('the coins that are followed', () => {
  it('are those that are named, and others that were mined or paid lately and that are known here', () => {
    const { saw, now } = open();
    expect(now()).toEqual(['bitcoin']);
    expect(saw({ litecoin: 99 * day, dogecoin: 92 * day, nonesuch: 99 * day })).toEqual({ came: ['litecoin'], went: [] });
    expect(now()).toEqual(['bitcoin', 'litecoin']);
  });

  it('are let go a while after they were seen last, but for those that are named', async () => {
    const { clock, saw, now } = open();
    saw({ litecoin: 100 * day, bitcoin: 100 * day });
    await clock.advance(6 * day);
    expect(saw({ litecoin: 99 * day })).toEqual({ came: [], went: [] });
    await clock.advance(day);
    expect(saw({})).toEqual({ came: [], went: ['litecoin'] });
    expect(now()).toEqual(['bitcoin']);
  });

  it('are no more than there is room for; who is followed goes on', async () => {
    const { clock, followed, saw } = open(2);
    saw({ litecoin: 99 * day, dogecoin: 100 * day });
    expect(saw({ bellscoin: 100 * day })).toEqual({ came: [], went: [] });
    expect(followed.beside.toSorted()).toEqual(['dogecoin', 'litecoin']);
    await clock.advance(6 * day);
    expect(saw({})).toEqual({ came: ['bellscoin'], went: ['litecoin'] });
  });

  it('go on before one that comes back after it was let go', () => {
    const { followed, saw } = open(2);
    expect(saw({ bellscoin: 93 * day })).toEqual({ came: [], went: [] });
    saw({ litecoin: 99 * day, dogecoin: 100 * day });
    expect(saw({ bellscoin: 100 * day })).toEqual({ came: [], went: [] });
    expect(followed.beside.toSorted()).toEqual(['dogecoin', 'litecoin']);
  });

  it('are the named ones alone where there is no room', () => {
    const { followed, saw, now } = open(0);
    saw({ litecoin: 100 * day });
    expect([followed.candidates, now()]).toEqual([[], ['bitcoin']]);
  });
});
