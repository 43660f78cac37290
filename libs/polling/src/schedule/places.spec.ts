import { describe, expect, it } from '@jest/globals';
import { Places } from './places.js';

const onTime = 0;
const late = 200;

describe('the places of polls', () => {
  it('are all there while turns come on time', () => {
    const places = new Places(1_024);
    for (const lateMs of [0, 3, 50, 12]) places.turned(lateMs, 1_024);
    expect(places.count).toBe(1_024);
  });

  it('are fewer than those in use once a turn is late, however many are free', () => {
    const places = new Places(1_024);
    places.turned(late, 400);
    expect(places.count).toBe(300);
    places.turned(late, 300);
    expect(places.count).toBe(225);
  });

  it('are never so few that devices which answer slowly stop the rest', () => {
    const places = new Places(1_024);
    for (let turn = 0; turn < 100; turn += 1) places.turned(late, places.count);
    expect(places.count).toBe(64);
    const few = new Places(2);
    few.turned(late, 2);
    expect(few.count).toBe(2);
  });

  it('come back within three seconds of turns on time', () => {
    const places = new Places(1_024);
    for (let turn = 0; turn < 100; turn += 1) places.turned(late, places.count);
    for (let turn = 0; turn < 60; turn += 1) places.turned(onTime, places.count);
    expect(places.count).toBe(1_024);
  });
});
