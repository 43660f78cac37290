import { describe, expect, it } from '@jest/globals';
import { type Ambient, ambientAt, laggedAmbientAt } from './ambient.js';
import { coolingFactor, fanDuty } from './cooling.js';
import { minerModels } from './miner-model.js';
import { defaultPreset, presetsOf } from './presets.js';
import { rampAt, rampIntegral } from './ramp.js';
import { thermalTauMs, warmthAt, type Warming } from './warmth.js';

const hourMs = 3_600_000;
const ambient: Ambient = {
  meanC: 25,
  dayAmplitudeC: 4,
  weatherAmplitudeC: 1.5,
  warmestMs: 15 * hourMs,
  weatherPhaseMs: 0,
};
const warming: Warming = {
  since: 0,
  startC: 30,
  ambient,
  power: { start: 100, target: 3_000, tauMs: 20_000 },
  heatPerWatt: 0.01,
};

describe('a ramp', () => {
  it('adds up to what small steps of it add up to', () => {
    const ramp = { start: 5, target: 100, tauMs: 20_000 };
    let summed = 0;
    for (let ms = 0; ms < 60_000; ms += 10) summed += rampAt(ramp, ms + 5) * 0.01;
    expect(rampIntegral(ramp, 60_000)).toBeCloseTo(summed, 2);
  });

  it.each([0, 30_000, Infinity])('of which a part has been fading for %d ms adds up so, too', (ageMs) => {
    const ramp = { start: 5, target: 100, tauMs: 20_000, fading: { part: 0.3, ageMs, tauMs: 45_000 } };
    let summed = 0;
    for (let ms = 0; ms < 60_000; ms += 10) summed += rampAt(ramp, ms + 5) * 0.01;
    expect(rampIntegral(ramp, 60_000)).toBeCloseTo(summed, 2);
    expect(rampAt(ramp, 600_000)).toBeCloseTo(70, 3);
  });
});

describe('warmth', () => {
  it('solves its differential equation: small steps by hand come to the same temperature', () => {
    let byHand = warming.startC;
    for (let ms = 0; ms < 900_000; ms += 50) {
      const pull = ambientAt(ambient, ms + 25) + warming.heatPerWatt * rampAt(warming.power, ms + 25) - byHand;
      byHand += (pull * 50) / thermalTauMs;
    }
    expect(warmthAt(warming, 900_000)).toBeCloseTo(byHand, 1);
  });

  it('begins where it is told to and lags behind power', () => {
    expect(warmthAt(warming, 0)).toBeCloseTo(30, 9);
    const rise = (ms: number): number => warmthAt(warming, ms) - 30;
    const whole = rise(20 * 60_000);
    // after one time constant of the heat sinks power has long settled, the temperature has gone about 60 % of its way
    expect(rise(thermalTauMs) / whole).toBeGreaterThan(0.5);
    expect(rise(thermalTauMs) / whole).toBeLessThan(0.66);
  });

  it('feels day and night smaller and later than the air has them', () => {
    const hot = { ...ambient, weatherAmplitudeC: 0 };
    const tau = 3 * hourMs;
    expect(laggedAmbientAt(hot, 15 * hourMs, tau)).toBeLessThan(ambientAt(hot, 15 * hourMs));
    expect(laggedAmbientAt(hot, 18 * hourMs, tau)).toBeGreaterThan(laggedAmbientAt(hot, 15 * hourMs, tau));
  });
});

describe('presets', () => {
  it.each(minerModels.map((model) => [model.fullName, model] as const))(
    'of a %s cost more energy per hash the higher they go',
    (_, model) => {
      const costs = presetsOf(model).map((preset) => preset.watts / preset.hashesPerSecond);
      expect(costs).toEqual([...costs].sort((a, b) => a - b));
      expect(defaultPreset(model)).toMatchObject({
        watts: model.watts,
        hashesPerSecond: model.hashesPerSecond,
      });
    },
  );

  it('are named by their watts, with megahashes on Scrypt', () => {
    const l7 = minerModels.find((model) => model.shortName === 'l7')!;
    expect(defaultPreset(l7)).toMatchObject({ name: '3425', pretty: '3425 watt ~ 9500 MH' });
  });
});

describe('cooling', () => {
  const setup = { mode: 'auto', param: 70, fans: 4, fansLost: 0 } as const;

  it('turns the fans up with the chips, between its limits', () => {
    expect([20, 66, 70, 78, 120].map((chip) => Math.round(fanDuty(setup, chip, true)))).toEqual([10, 54, 63, 81, 100]);
  });

  it('gives all it has once a fan is lost, and still cools worse', () => {
    const lost = { ...setup, fansLost: 1 };
    expect(fanDuty(lost, 50, true)).toBe(100);
    expect(coolingFactor(lost)).toBeGreaterThan(1.2);
  });

  it('obeys a duty set by hand', () => {
    const manual = { ...setup, mode: 'manual', param: 25 } as const;
    expect(fanDuty(manual, 90, true)).toBe(25);
    expect(coolingFactor(manual)).toBeGreaterThan(1.5);
  });
});
