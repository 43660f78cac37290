import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TransientError } from '@lodestream/component';
import { FakeTelemetryStore } from '@lodestream/telemetry-store';
import { eventually } from '@lodestream/test-stack';
import { DashboardUnderTest } from '../../test/dashboard-under-test.js';
import { aListed, anEvent, anOffline, aReading } from '../../test/samples.js';

class FragileStore extends FakeTelemetryStore {
  away: Error | null = null;

  override series(query: Parameters<FakeTelemetryStore['series']>[0]): ReturnType<FakeTelemetryStore['series']> {
    return this.away === null ? super.series(query) : Promise.reject(this.away);
  }
}

const store = new FragileStore();
const now = Date.now();
let under: DashboardUnderTest;

beforeAll(async () => {
  under = await DashboardUnderTest.open({ store });
  await under.list(...['m1', 'm2', 'm10', 'rack-1.2/ä b'].map((id) => aListed(id)), aListed('l7', { model: 'L7' }));
  const readings = [0, 10_000, 40_000].map((ago) =>
    aReading('m1', { observed_at: now - ago, hashrate: { total: 90 + ago / 10_000, unit: 'TH/s' } }),
  );
  await under.keep(...readings);
  await under.read(
    ...readings.toReversed(),
    aReading('m2', { observed_at: now, state: 'degraded' }),
    aReading('rack-1.2/ä b', { observed_at: now }),
  );
  await under.read(anOffline('m10', { observed_at: now }));
  await under.happen(anEvent('m1', { type: 'reboot' }));
  await eventually(async () =>
    expect((await under.get('/api/v1/fleet')).body.miners).toMatchObject({ total: 5, unknown: 1, offline: 1, hashing: 2 }),
  );
});
afterAll(() => under.close());

const problem = (status: number, rest: object = {}) => ({
  status,
  type: 'application/problem+json; charset=utf-8',
  body: expect.objectContaining({ type: 'about:blank', status, title: expect.any(String), detail: expect.any(String), ...rest }),
});

describe('/api/v1/fleet', () => {
  it('answers the sums, never from a cache', async () => {
    const { status, body, headers } = await under.get('/api/v1/fleet');
    expect([status, headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(Object.keys(body)).toEqual(['as_of', 'miners', 'hashrate', 'power', 'efficiency']);
    expect(body.hashrate).toEqual([
      { algorithm: 'sha256d', value: 90 + 95 + 95, unit: 'TH/s', coverage: 0.75 },
      { algorithm: 'scrypt', value: null, unit: 'GH/s', coverage: 0 },
    ]);
  });

  it('answers HEAD like GET, without a body', async () => {
    expect(await under.get('/api/v1/fleet', { method: 'HEAD' })).toMatchObject({ status: 200, body: '' });
  });
});

describe('/api/v1/miners', () => {
  it('pages through all miners by cursor', async () => {
    const first = await under.get('/api/v1/miners?limit=3&sort=-hashrate');
    expect(first.body).toMatchObject({ total: 5, miners: [{}, {}, {}] });
    const rest = await under.get(`/api/v1/miners?limit=3&sort=-hashrate&cursor=${first.body.next_cursor}`);
    expect(rest.body.next_cursor).toBeNull();
    const ids = [...first.body.miners, ...rest.body.miners].map(({ miner_id }) => miner_id);
    expect(ids.toSorted()).toEqual(['l7', 'm1', 'm10', 'm2', 'rack-1.2/ä b']);
  });

  it.each([
    { query: 'state=offline,unknown', ids: ['l7', 'm10'] },
    { query: 'state=offline&state=unknown', ids: ['l7', 'm10'] },
    { query: 'q=M1', ids: ['m1', 'm10'] },
    { query: 'q=%C3%A4', ids: ['rack-1.2/ä b'] },
  ])('finds $ids by $query', async ({ query, ids }) => {
    const { body } = await under.get(`/api/v1/miners?${query}`);
    expect(body.miners.map(({ miner_id }: { miner_id: string }) => miner_id)).toEqual(ids);
  });

  it.each([
    { query: 'limit=0', field: 'limit' },
    { query: 'limit=1e3', field: 'limit' },
    { query: 'limit=1001', field: 'limit' },
    { query: 'state=broken', field: 'state' },
    { query: 'sort=colour', field: 'sort' },
    { query: 'cursor=abc', field: 'cursor' },
    { query: `q=${'x'.repeat(101)}`, field: 'q' },
    { query: 'q=a&q=b', field: 'q' },
    { query: 'colour=red', field: 'colour' },
    { query: '__proto__=1', field: '__proto__' },
  ])('refuses $query, naming $field', async ({ query, field }) => {
    const answer = await under.get(`/api/v1/miners?${query}`);
    expect(answer).toMatchObject(problem(400, { errors: [{ field, message: expect.any(String) }] }));
  });

  it('refuses a cursor of another order', async () => {
    const { body } = await under.get('/api/v1/miners?limit=1&sort=power');
    expect(await under.get(`/api/v1/miners?cursor=${body.next_cursor}`)).toMatchObject(problem(400));
  });
});

describe('/api/v1/miners/{id}', () => {
  it('answers the list, the row, the reading and the events', async () => {
    const { body } = await under.get('/api/v1/miners/m1');
    expect(body).toMatchObject({
      listed: { miner_id: 'm1' },
      row: { state: 'hashing' },
      reading: { fans: [{}] },
      events: [{ type: 'reboot' }],
    });
  });

  it('knows ids with any characters', async () => {
    const { body } = await under.get(`/api/v1/miners/${encodeURIComponent('rack-1.2/ä b')}`);
    expect(body.row.miner_id).toBe('rack-1.2/ä b');
  });

  it.each(['/api/v1/miners/nobody', '/api/v1/miners/nobody/series?metrics=power', '/api/v1/nothing', '/api/v1', '/api', '/api/v1/live'])(
    'answers 404 at %s',
    async (path) => {
      expect(await under.get(path)).toMatchObject(problem(404));
    },
  );

  it('calls a broken escape a bad request', async () => {
    expect(await under.get('/api/v1/miners/%E0%A4%A')).toMatchObject(problem(400));
  });
});

describe('/api/v1/miners/{id}/series', () => {
  const ask = (query: string) => under.get(`/api/v1/miners/m1/series?${query}`);

  it('answers steps with coverage, and a gap where nothing was read', async () => {
    const [from, to] = [Math.floor((now - 60_000) / 10_000) * 10_000, Math.ceil((now + 1) / 10_000) * 10_000];
    const { body } = await ask(`metrics=hashrate,power&from=${from}&to=${to}&step=10000`);
    expect(body).toMatchObject({ miner_id: 'm1', from, to, step_ms: 10_000, aggregate: 'mean' });
    expect(body.series.map(({ metric }: { metric: string }) => metric)).toEqual(['hashrate', 'power']);
    const points: [number, number | null, number][] = body.series[0].points;
    expect(points.filter(([, value]) => value !== null).map(([, value]) => value)).toEqual([94, 91, 90]);
    expect(points.filter(([, value]) => value === null).every(([, , coverage]) => coverage === 0)).toBe(true);
    expect(points.length).toBe((to - from) / 10_000);
  });

  it('chooses an hour and steps of whole intervals by itself', async () => {
    const { body } = await ask('metrics=hashrate');
    expect([body.to - body.from, body.step_ms % 10_000]).toEqual([3_600_000, 0]);
  });

  it.each([
    { query: '', field: 'metrics' },
    { query: 'metrics=', field: 'metrics' },
    { query: 'metrics=colour', field: 'metrics' },
    { query: 'metrics=state', field: 'metrics' },
    { query: 'metrics=board99_hashrate', field: 'metrics' },
    {
      query: `metrics=${['power', 'hashrate', 'frequency', 'voltage', 'chips_bad', 'chips_weak'].map((of) => `board*_${of}`).join()}`,
      field: 'metrics',
    },
    { query: 'metrics=power&from=10&to=5', field: 'from' },
    { query: 'metrics=power&from=yesterday', field: 'from' },
    { query: 'metrics=power&from=0&step=1000', field: 'step' },
    { query: 'metrics=power&step=5', field: 'step' },
    { query: 'metrics=power&aggregate=median', field: 'aggregate' },
    { query: 'metrics=power&format=xml', field: 'format' },
  ])('refuses "$query", naming $field', async ({ query, field }) => {
    expect(await ask(query)).toMatchObject(problem(400, { errors: [{ field, message: expect.any(String) }] }));
  });

  it.each([
    { format: '', accept: 'text/csv', type: 'text/csv' },
    { format: '&format=csv', accept: 'application/json', type: 'text/csv' },
    { format: '&format=json', accept: 'text/csv', type: 'application/json' },
    { format: '', accept: '*/*', type: 'application/json' },
    { format: '', accept: 'text/csv;q=0.5, application/json', type: 'application/json' },
  ])('answers "$format" with Accept: $accept as $type', async ({ format, accept, type }) => {
    const answer = await under.get(`/api/v1/miners/m1/series?metrics=power${format}`, { headers: { accept } });
    expect([answer.status, answer.type, answer.headers.get('vary')]).toEqual([200, expect.stringContaining(type), 'accept']);
  });

  it('is the same as CSV, under the name of the miner', async () => {
    const query = `metrics=hashrate&from=${now - 60_000}&to=${now + 1}&step=10000`;
    const [csv, json] = [await ask(`${query}&format=csv`), await ask(query)];
    expect(csv.headers.get('content-disposition')).toBe('attachment; filename="m1.csv"');
    const [header, ...rows] = String(csv.body).trimEnd().split('\r\n');
    expect(header).toContain('hashrate (TH/s)');
    const points = json.body.series[0].points as [number, number | null, number | null][];
    expect(rows).toEqual(points.map(([ms, ...cells]) => ['m1', new Date(ms).toISOString(), ...cells.map((one) => one ?? '')].join(',')));
  });

  it('takes the numbers of boards and fans', async () => {
    expect((await ask('metrics=board1_temp_chip,fan0_rpm,board63_hashrate')).status).toBe(200);
  });

  it('finds every board and fan of which anything was read, also those that the newest reading does not list', async () => {
    const per_hashboard = [1, 12].map((board_id) => ({ board_id, hashrate: 40 }));
    await under.keep(aReading('m2', { observed_at: now - 20_000, hashrate: { total: 80, unit: 'TH/s', per_hashboard } }));
    const { body } = await under.get('/api/v1/miners/m2/series?metrics=hashrate,board*_hashrate,fan*_rpm,board*_voltage');
    const metrics = body.series.map(({ metric }: { metric: string }) => metric);
    expect(metrics).toEqual(['hashrate', 'board1_hashrate', 'board12_hashrate', 'fan0_rpm']);
  });

  it('says when the store is away, and when to ask again', async () => {
    store.away = new TransientError('no route to the store', 'connectivity');
    const answer = await ask('metrics=power');
    store.away = null;
    expect(answer).toMatchObject(problem(503, { detail: "The store can't answer now: no route to the store" }));
    expect(answer.headers.get('retry-after')).toBe('5');
  });

  it('hides the inside of a bug', async () => {
    store.away = new RangeError('a secret place');
    const answer = await ask('metrics=power');
    store.away = null;
    expect(answer).toMatchObject(problem(500));
    expect(JSON.stringify(answer.body)).not.toContain('secret');
  });

  it('asks only so much at once', async () => {
    let release = (): void => {};
    const held = new Promise<never>((_, reject) => (release = () => reject(new TransientError('late', 'timeout'))));
    const series = store.series;
    store.series = () => held;
    const asked = Array.from({ length: 32 }, () => ask('metrics=power'));
    await eventually(async () => expect((await ask('metrics=power')).body.detail).toMatch(/busy/));
    release();
    await Promise.all(asked);
    store.series = series;
    expect((await ask('metrics=power')).status).toBe(200);
  });
});
