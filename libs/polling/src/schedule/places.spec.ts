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
    places.turned(late, 600);
    expect(places.count).toBe(450);
    places.turned(late, 400);
    expect(places.count).toBe(300);
  });

  it('are never fewer than a quarter, so that devices which never answer do not stop the rest', () => {
    const places = new Places(1_024);
    for (let turn = 0; turn < 100; turn += 1) places.turned(late, places.count);
    expect(places.count).toBe(256);
    const few = new Places(2);
    for (let turn = 0; turn < 100; turn += 1) few.turned(late, few.count);
    expect(few.count).toBe(1);
  });

  it('come back within three seconds of turns on time', () => {
    const places = new Places(1_024);
    for (let turn = 0; turn < 100; turn += 1) places.turned(late, places.count);
    for (let turn = 0; turn < 60; turn += 1) places.turned(onTime, places.count);
    expect(places.count).toBe(1_024);
  });
});
