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

/**
 * By DAA score, which counts blocks: 440 KAS a second from 15,519,600 on, halved over twelve steps a year, each of 2,629,800 seconds. From
 * 110,165,000 on there are ten blocks a second, so that the step under way ends 274,000 blocks later and the next ones are ten times as long.
 */
const kaspaStep = 2_629_800;
const kaspaFactor = 0.5 ** (1 / 12);
const kaspa: readonly RewardEra[] = [
  { from: 0, reward: 500 },
  { from: 15_519_600, reward: 440, falls: { every: kaspaStep, factor: kaspaFactor } },
  { from: 110_165_000, reward: 44 * kaspaFactor ** 35 },
  { from: 110_439_000, reward: 44 * kaspaFactor ** 36, falls: { every: 10 * kaspaStep, factor: kaspaFactor } },
];

/** 20 % of a block go to the treasury and 75 % of the rest to masternodes; the subsidy falls by a fourteenth, one block after each step. */
const dash: readonly RewardEra[] = [{ from: 2_102_401, reward: 5 * (13 / 14) ** 10, falls: { every: 210_240, factor: 13 / 14 } }];

/** 4 % of 20 million coins a year of 262,800 blocks, halved from 1,051,200 on. */
const elastos: readonly RewardEra[] = halving(800_000 / 262_800 / 2, 1_051_200, 1_051_200);

/**
 * From the fork to 150 seconds a block on, 38.5 × 2.5 SYS less a twentieth a year of 210,240 blocks; two years of 525,600 and a part of the
 * third had passed at the fork, so that the third cut came (3 × 525,600 − 1,317,500) ÷ 2.5 blocks later. A tenth goes to the budget.
 */
const syscoinFork = 1_317_500;
const syscoin: readonly RewardEra[] = [
  { from: syscoinFork, reward: 38.5 * 2.5 * 0.9 * 0.95 ** 2 },
  { from: syscoinFork + 103_720, reward: 38.5 * 2.5 * 0.9 * 0.95 ** 3, falls: { every: 210_240, factor: 0.95 } },
];

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
  { coin: 'kaspa', eras: kaspa, source: 'rusty-kaspa, coinbase manager and crescendo activation of mainnet' },
  {
    coin: 'ecash',
    minerPart: 0.58,
    eras: halving(3_125_000, 210_000, 840_000),
    source: 'Bitcoin ABC: GetBlockSubsidy, 32 % to the miner fund and 10 % to staking rewards',
  },
  { coin: 'dash', minerPart: 0.2, eras: dash, source: 'Dash Core 20: GetBlockSubsidyInner, GetMasternodePayment, release notes' },
  { coin: 'elastos', minerPart: 0.35, eras: elastos, source: 'Elastos.ELA: GetBlockReward, coinbase rewards of merge miners' },
  {
    coin: 'syscoin',
    minerPart: 0.25,
    eras: syscoin,
    source: 'Syscoin Core 5: GetBlockSubsidy, SubsidyHalvingIntervals, FillBlockPayments, parameters of mainnet',
  },
  { coin: 'fractal-bitcoin', eras: halving(25, 2_100_000), source: 'Fractal Bitcoin documentation, mining overview' },
];

const byCoin = new Map(rewardSchedules.map((schedule) => [schedule.coin, schedule]));

/** The reward schedule of a coin; undefined where its rules are no data of ours and the reward has to be asked for. */
export const rewardScheduleOf = (coin: string): RewardSchedule | undefined => byCoin.get(coin);

/** Why the reward of a coin is no data here; what a source says of it stands then, and null where none does. */
export const rewardsNotKnown: Readonly<Record<string, string>> = {
  rootstock: 'Its blocks have no subsidy: miners get fees alone, which no height tells.',
  nervos: "A block pays its epoch's issuance by the number of blocks of that epoch, which no height tells.",
  alephium: 'A block pays by its time and the hashrate of the network, which no height tells.',
  hathor: 'Votes of miners shorten its block time and its reward, and bring both back, at heights that no source read here tells.',
};
