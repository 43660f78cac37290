/** A summary as long as a real one: three boards, four fans, three pools. */
export function fullSummary(): unknown {
  return {
    miner: {
      miner_status: { miner_state: 'mining', miner_state_time: 86_211 },
      miner_type: 'Antminer S21 (Vnish 1.2.7)',
      hr_stock: 200_000,
      average_hashrate: 201.4,
      instant_hashrate: 199.87,
      hr_realtime: 199_870.2,
      hr_nominal: 202_310.5,
      hr_average: 201_402.8,
      pcb_temp: { min: 38, max: 58 },
      chip_temp: { min: 53, max: 73 },
      power_consumption: 3_480,
      power_usage: 3_480,
      power_efficiency: 17.28,
      hw_errors_percent: 0.01,
      hr_error: 0.02,
      hw_errors: 412,
      devfee_percent: 2.8,
      devfee: 5_639.3,
      pools: [pool(0, 'UserPool', 'active'), pool(1, 'UserPool', 'working'), pool(2, 'DevFee', 'working')],
      cooling: {
        fan_num: 4,
        fans: [0, 1, 2, 3].map((id) => ({ id, rpm: 4_500 + id, status: 'ok', max_rpm: 7_000 })),
        settings: { mode: { name: 'auto', param: 72 } },
        fan_duty: 63,
      },
      chains: [1, 2, 3].map(board),
      found_blocks: 0,
      best_share: 10_993_482_311,
    },
  };
}

function pool(id: number, type: string, status: string): unknown {
  const counts = { accepted: 18_233 + id, rejected: 21, stale: 4 };
  return {
    id,
    url: 'stratum.example.com:3333',
    pool_type: type,
    user: 'acct.w17',
    status,
    asic_boost: true,
    diff: '524K',
    ...counts,
    ls_diff: 524_288,
    ls_time: '0:00:07',
    diffa: 9_559_867_392,
    ping: 41,
  };
}

function board(id: number): unknown {
  const temperatures = { pcb_temp: { min: 38, max: 57 }, chip_temp: { min: 53, max: 72 } };
  const rates = { hashrate_ideal: 67_436.8, hashrate_rt: 66_702.1, hashrate_percentage: 98.91, hr_error: 0.01, hw_errors: 130 };
  return {
    id,
    frequency: 492.5,
    voltage: 13_600,
    power_consumption: 1_152,
    ...rates,
    ...temperatures,
    chip_statuses: { red: 0, orange: 1, grey: 107 },
    status: { state: 'mining' },
  };
}
