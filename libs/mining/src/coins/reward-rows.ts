import type { RewardEra, RewardSchedule } from './reward-schedule.js';

const halving = (reward: number, every: number, from = 0): RewardEra[] => [{ from, reward, falls: { every, factor: 0.5 } }];
const always = (reward: number, from = 0): RewardEra[] => [{ from, reward }];

/** DOGE's random blocks paid half of their range on average; heights of 145,000 and more are fixed. */
const dogecoin: readonly RewardEra[] = [
  { from: 0, reward: 500_000 },
  { from: 100_000, reward: 250_000, falls: { every: 100_000, factor: 0.5 } },
  { from: 600_000, reward: 10_000 },
];

const pepecoin: readonly RewardEra[] = [
  { from: 0, reward: 500_000, falls: { every: 100_000, factor: 0.5 } },
  { from: 600_000, reward: 10_000 },
];

const bellscoin: readonly RewardEra[] = [
  {
    from: 259_200,
    reward: 5,
    chances: [
      { chance: 0.01, pays: 500 },
      { chance: 0.05, pays: 50 },
      { chance: 0.1, pays: 25 },
      { chance: 0.34, pays: 10 },
    ],
  },
  { from: 518_400, reward: 2 },
];

const junkChances = [
  { chance: 0.01, times: 3 },
  { chance: 0.0001, pays: 1000 },
] as const;
const junkcoin: readonly RewardEra[] = [
  { from: 0, reward: 12.5, chances: junkChances },
  { from: 657_000, reward: 6.25, chances: junkChances },
  { from: 1_182_600, reward: 3.125, chances: junkChances },
];

const luckyChances = [
  { chance: 0.05, times: 2 },
  { chance: 0.01, times: 5 },
  { chance: 0.0001, times: 58 },
] as const;
const luckycoin: readonly RewardEra[] = [{ from: 0, reward: 88, falls: { every: 100_000, factor: 0.5 }, chances: luckyChances }];

const zcash: readonly RewardEra[] = [{ from: 653_600, reward: 6.25 }, ...halving(3.125, 1_680_000, 1_046_400)];

/** Rewards by height, one chain a line. A halving that the rules foresee needs no change here. */
export const rewardSchedules: readonly RewardSchedule[] = [
  { coin: 'bitcoin', eras: halving(50, 210_000), source: 'Bitcoin Core, GetBlockSubsidy' },
  { coin: 'bitcoin-cash', eras: halving(50, 210_000), source: 'Bitcoin Cash Node, GetBlockSubsidy' },
  { coin: 'bitcoin-sv', eras: halving(50, 210_000), source: 'Bitcoin SV node, GetBlockSubsidy' },
  { coin: 'namecoin', eras: halving(50, 210_000), source: 'Namecoin Core, GetBlockSubsidy' },
  { coin: 'litecoin', eras: halving(50, 840_000), source: 'Litecoin Core, GetBlockSubsidy' },
  { coin: 'dogecoin', eras: dogecoin, source: 'Dogecoin Core, GetDogecoinBlockSubsidy' },
  { coin: 'bellscoin', eras: bellscoin, source: 'Bellscoin Core, GetBlockSubsidy' },
  { coin: 'pepecoin-network', eras: pepecoin, source: 'Pepecoin Core, GetPepecoinBlockSubsidy' },
  { coin: 'junkcoin', eras: junkcoin, source: 'Junkcoin Core, block subsidy by height' },
  { coin: 'luckycoin', eras: luckycoin, source: 'Luckycoin Core, block subsidy by height' },
  { coin: 'dingocoin', eras: always(10_000, 600_000), source: 'Dingocoin Core, GetDogecoinBlockSubsidy' },
  {
    coin: 'digibyte',
    eras: [{ from: 1_430_000, reward: 1078.5, falls: { every: 175_200, factor: 0.98884 } }],
    source: 'DigiByte Core, GetBlockSubsidy',
  },
  {
    coin: 'ethereum-classic',
    eras: [{ from: 1, reward: 5, falls: { every: 5_000_000, factor: 0.8 } }],
    source: 'ECIP-1017',
  },
  { coin: 'zcash', minerPart: 0.8, eras: zcash, source: 'Zcash protocol, section 7.8' },
  { coin: 'ravencoin', eras: halving(5000, 2_100_000), source: 'Ravencoin Core, GetBlockSubsidy' },
  { coin: 'monero', eras: always(0.6, 2_641_623), source: 'Monero, tail emission' },
  { coin: 'vertcoin', eras: halving(50, 840_000), source: 'Vertcoin Core, GetBlockSubsidy' },
];

const byCoin = new Map(rewardSchedules.map((schedule) => [schedule.coin, schedule]));

/** The reward schedule of a coin; undefined where its rules are no data of ours and the reward has to be asked for. */
export const rewardScheduleOf = (coin: string): RewardSchedule | undefined => byCoin.get(coin);
