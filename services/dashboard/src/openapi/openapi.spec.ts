import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ApiContract, type Operation, type Parameter } from '../../test/api-contract.js';
import { DashboardUnderTest } from '../../test/dashboard-under-test.js';
import { aCoin } from '../../test/filled-market.js';
import { aListed } from '../../test/samples.js';
import { eventually } from '@lodestream/test-stack';

let under: DashboardUnderTest;
let contract: ApiContract;
let document: any;

beforeAll(async () => {
  under = await DashboardUnderTest.open({ settings: { max_requests_per_second: 1_000 } });
  await under.list(aListed('m1'));
  await under.send('marketData', [['bitcoin', aCoin('bitcoin', 'BTC')]]);
  await eventually(async () => expect((await under.get('/api/v1/market')).body.coins).toHaveLength(1));
  await eventually(async () => expect((await under.get('/api/v1/fleet')).body.miners.total).toBe(1));
  document = (await under.get('/api/openapi.json')).body;
  contract = new ApiContract(document);
});
afterAll(() => under.close());

/** What express really routes, which the description was not made from. */
function routesOf({ application }: DashboardUnderTest): string[] {
  const { stack } = (application.getHttpAdapter().getInstance() as { router: { stack: any[] } }).router;
  const routes = stack.flatMap(({ route }) =>
    route === undefined ? [] : [{ path: String(route.path), methods: Object.keys(route.methods) }],
  );
  return routes.flatMap(({ path, methods }) => methods.map((method) => `${method} ${path.replace(/:(\w+)/g, '{$1}')}`));
}

describe('the description of the interface', () => {
  it('names every route of the application, and no other', () => {
    const described = contract.operations().map(({ method, path }) => `${method} ${path}`);
    expect(described.toSorted()).toEqual(routesOf(under).toSorted());
    expect(described.length).toBeGreaterThan(5);
  });

  it('is OpenAPI 3.1 whose references all lead somewhere', () => {
    expect(document.openapi).toMatch(/^3\.1/);
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/(\w+)"/g)].map(([, name]) => name);
    expect(references.filter((name) => !Object.hasOwn(document.components.schemas, name!))).toEqual([]);
    expect(references.length).toBeGreaterThan(20);
  });

  it('says of every operation and parameter what it is for', () => {
    for (const operation of contract.operations()) {
      expect(operation).toMatchObject({
        summary: expect.stringMatching(/\w/),
        responses: expect.objectContaining({ [operation.path.endsWith('/commands') ? 202 : 200]: expect.anything() }),
      });
      for (const { name, description } of operation.parameters) expect([name, description]).toEqual([name, expect.stringMatching(/\w{3}/)]);
    }
  });

  it('would catch an answer that breaks it', () => {
    const fine = { as_of: 1, services: [], dead_letters: { kept: null } };
    const seen = { method: 'GET', path: '/api/v1/system', status: 200, type: 'application/json' };
    expect(contract.breaches({ ...seen, body: fine })).toEqual([]);
    expect(contract.breaches({ ...seen, body: { ...fine, dead_letters: { kept: '1' } } })).not.toEqual([]);
    expect(contract.breaches({ ...seen, body: { ...fine, more: 1 } })).not.toEqual([]);
    expect(contract.breaches({ ...seen, status: 418, body: fine })).not.toEqual([]);
  });
});

/** Parameters that have to stand beside one that is tried, and whose own value is always right. */
const company = (path: string): Readonly<Record<string, string>> => ({ metrics: metricsOf(path)[0]!, to: '4102444800000' });
const metricsOf = (path: string): readonly string[] => (path.includes('/market/') ? coinMetrics : minerMetrics);
const minerMetrics = ['power', ...Array.from({ length: 50 }, (_, at) => `board${at}_hashrate`)];
const coinMetrics =
  'price_usd price_btc market_cap_usd volume_24h_usd change_1h change_24h change_7d network_hashrate network_difficulty block_reward block_time height rsi_14 ma_50'.split(
    ' ',
  );
const operationsWith = (name: string): Operation[] =>
  contract.operations().filter(({ parameters }) => parameters.some((one) => one.name === name));

async function wrongFields(operation: Operation, values: Readonly<Record<string, string>>): Promise<string[]> {
  const path = operation.path.replace('{id}', operation.path.includes('/market/') ? 'bitcoin' : 'm1');
  const { status, body } = await under.get(`${path}?${new URLSearchParams(values).toString()}`);
  expect([200, 400]).toContain(status);
  return status === 200 ? [] : body.errors.map(({ field }: { field: string }) => field);
}

function withCompany({ parameters, path }: Operation, { name }: Parameter, value: string): Record<string, string> {
  const beside = parameters.filter(
    (one) => one.in === 'query' && one.name !== name && (one.required || (name === 'from' && one.name in company(path))),
  );
  return { ...Object.fromEntries(beside.map((one) => [one.name, company(path)[one.name]!])), [name]: value };
}

function valuesOf({ name, schema }: Parameter, path: string): { right: string[]; wrong: string[] } {
  const { minimum, maximum, maxLength, maxItems, uniqueItems, items = {} } = schema;
  if (schema['type'] === 'integer') return { right: [`${minimum}`, `${maximum}`], wrong: [`${minimum - 1}`, `${maximum + 1}`, '1.5', 'x'] };
  if (schema['enum']) return { right: schema['enum'], wrong: ['nonsense', ''] };
  if (items.enum)
    return {
      right: [...items.enum, items.enum.join(',')],
      wrong: [
        'nonsense',
        Array(maxItems + 1)
          .fill(items.enum[0])
          .join(','),
      ],
    };
  if (items.pattern) {
    const many = metricsOf(path).slice(0, maxItems + 1);
    expect(many).toHaveLength(maxItems + 1);
    const right = [many[0]!, many.slice(1).join(',')];
    expect(
      right
        .join(',')
        .split(',')
        .every((one) => new RegExp(items.pattern).test(one)),
    ).toBe(true);
    return {
      right,
      wrong: ['nonsense', many.join(','), ...(uniqueItems ? [`${many[0]},${many[0]}`] : []), ...(schema['minItems'] ? [''] : [])],
    };
  }
  // A cursor is a text of ours: what is right is tried where pages are.
  return { right: name === 'cursor' ? [] : ['', 'x'.repeat(maxLength)], wrong: ['x'.repeat(maxLength + 1)] };
}

/** Parameters of both series: of miners and of coins. */
const ofSeries = ['metrics', 'from', 'to', 'step', 'aggregate', 'format'];

describe('the bounds of parameters', () => {
  it.each(['state', 'q', 'sort', 'limit', 'cursor', 'metrics', 'from', 'to', 'step', 'aggregate', 'format'])(
    'are true of %s',
    async (name) => {
      for (const operation of operationsWith(name)) {
        const parameter = operation.parameters.find((one) => one.name === name)!;
        const { right, wrong } = valuesOf(parameter, operation.path);
        for (const value of right)
          expect([value, await wrongFields(operation, withCompany(operation, parameter, value))]).toEqual([value, []]);
        for (const value of wrong)
          expect([value, await wrongFields(operation, withCompany(operation, parameter, value))]).toEqual([value, [name]]);
      }
      expect(operationsWith(name)).toHaveLength(ofSeries.includes(name) ? 2 : 1);
    },
  );

  it('are tried for every parameter of a query', () => {
    const names = contract.operations().flatMap(({ parameters }) => parameters.filter((one) => one.in === 'query').map(({ name }) => name));
    expect(new Set(names)).toEqual(
      new Set(['state', 'q', 'sort', 'limit', 'cursor', 'metrics', 'from', 'to', 'step', 'aggregate', 'format']),
    );
  });

  it('name what must not be missing, and nothing else', async () => {
    for (const operation of contract.operations().filter(({ parameters }) => parameters.some((one) => one.in === 'query'))) {
      const required = operation.parameters.filter((one) => one.in === 'query' && one.required).map(({ name }) => name);
      expect(await wrongFields(operation, {})).toEqual(required);
    }
  });

  it('refuse a parameter of any other name, at every route alike', async () => {
    for (const { method, path } of contract.operations()) {
      const asked = {
        method: method.toUpperCase(),
        headers: { 'content-type': 'application/json' },
        ...(method === 'post' && { body: '{}' }),
      };
      const { status, body } = await under.get(`${path.replace('{id}', 'm1')}?nonsense=1`, asked);
      expect([method, path, status, body.errors?.map(({ field }: { field: string }) => field)]).toEqual([method, path, 400, ['nonsense']]);
    }
  });

  it('say what holds where a parameter is absent', async () => {
    const parameters = contract.operations().flatMap((operation) => operation.parameters);
    expect(parameters.find(({ name }) => name === 'limit')?.schema).toMatchObject({
      type: 'integer',
      minimum: 1,
      maximum: 1_000,
      default: 100,
    });
    expect(parameters.find(({ name }) => name === 'state')?.schema).toMatchObject({ type: 'array', default: [] });
  });
});
