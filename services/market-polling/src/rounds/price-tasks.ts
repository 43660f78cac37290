import type { Clock } from '@lodestream/component';
import type { Cadence } from '../plan/cadence.js';
import type { FirstRounds } from './first-rounds.js';
import type { PriceProvider } from './price-provider.js';
import type { PriceRound } from './price-round.js';
import type { TimedTask } from './ticker.js';
import { anyOf, staggeredTimes, type Times, timesOf } from './times.js';

/** An explorer is asked four times, at its pace of ten a minute. */
const waitForFirstMs = 30_000;
const name = 'prices';

/** The provider asked most often, the more reliable one where several are: records are made at its times. */
export function leadOf(providers: readonly PriceProvider[]): PriceProvider {
  return providers.reduce((lead, each) => (each.intervalMs < lead.intervalMs ? each : lead));
}

/** Names of the first rounds that {@link priceTasks} reports the end of. */
export function followersOf(providers: readonly PriceProvider[]): string[] {
  return providers.length === 0 ? [] : providers.flatMap((each) => (each === leadOf(providers) ? [] : [taskOf(each)]));
}

/**
 * One task for each provider, so that not all are asked in one second. The one asked most often makes the records of its ticks; what the
 * others said in between is in the next of them. The first records wait a moment for what chains and the others say: otherwise they would
 * be without it until the next tick.
 */
export function priceTasks(round: PriceRound, providers: readonly PriceProvider[], first: FirstRounds, clock: Clock): TimedTask[] {
  const lead = leadOf(providers);
  const leading: TimedTask = {
    name,
    asks: `prices/${lead.source}`,
    ...anyOf(lead.cadences.map((cadence) => timesOf(name, cadence))),
    run: async (tick, signal) => {
      await first.within(waitForFirstMs, clock, signal);
      await round.run(tick, signal, [lead]);
    },
  };
  const following = providers.filter((each) => each !== lead).map((provider) => followerTask(round, provider, lead, first));
  return [...following, leading];
}

function followerTask(round: PriceRound, provider: PriceProvider, lead: PriceProvider, first: FirstRounds): TimedTask {
  return {
    name: taskOf(provider),
    asks: `prices/${provider.source}`,
    ...anyOf(provider.cadences.map((cadence) => betweenThoseOf(lead, cadence, taskOf(provider)))),
    run: async (tick, signal) => {
      await round.askOne(provider, tick, signal);
      first.ended(taskOf(provider));
    },
  };
}

function betweenThoseOf(lead: PriceProvider, cadence: Cadence, key: string): Times {
  if (cadence.cron !== null || lead.cadences.some(({ cron }) => cron !== null)) return timesOf(key, cadence);
  return staggeredTimes(cadence.intervalSeconds * 1_000, name, lead);
}

const taskOf = ({ source }: PriceProvider): string => `${name}.${source}`;
