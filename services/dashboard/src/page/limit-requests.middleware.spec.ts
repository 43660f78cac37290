import { describe, expect, it } from '@jest/globals';
import { limitRequests } from './limit-requests.middleware.js';

function aLimit(perSecond: number) {
  let nowMs = 0;
  const limit = limitRequests(perSecond, { monotonic: () => nowMs });
  const ask = (remoteAddress = '127.0.0.1') => {
    const answer = { status: 200, headers: {} as Record<string, string>, body: '' };
    const response = {
      status: (status: number) => ((answer.status = status), response),
      set: (name: string, value: string) => ((answer.headers[name] = value), response),
      type: (value: string) => ((answer.headers['content-type'] = value), response),
      send: (body: string) => ((answer.body = body), response),
    };
    void limit({ socket: { remoteAddress } } as never, response as never, () => {});
    return answer;
  };
  const askTimes = (times: number, client?: string) => Array.from({ length: times }, () => ask(client).status);
  return { ask, askTimes, pass: (ms: number) => void (nowMs += ms) };
}

describe('the limit of requests', () => {
  it('lets ten seconds of requests through at once, then answers a problem', () => {
    const { ask, askTimes } = aLimit(2);
    expect(askTimes(20)).toEqual(Array(20).fill(200));
    const { status, headers, body } = ask();
    expect([status, headers]).toEqual([429, { 'retry-after': '1', 'content-type': 'application/problem+json' }]);
    expect(JSON.parse(body)).toMatchObject({ type: 'about:blank', title: 'Too many requests', status: 429 });
  });

  it('lets as many through again as time has passed, and never more than a burst', () => {
    const { askTimes, pass } = aLimit(2);
    askTimes(20);
    pass(499);
    expect(askTimes(1)).toEqual([429]);
    pass(1);
    expect(askTimes(2)).toEqual([200, 429]);
    pass(3_600_000);
    expect(askTimes(21).indexOf(429)).toBe(20);
  });

  it('lets nobody pay for another', () => {
    const { askTimes } = aLimit(1);
    expect(askTimes(11).at(-1)).toBe(429);
    expect(askTimes(1, '::1')).toEqual([200]);
  });

  it('forgets the longest silent of more than ten thousand clients', () => {
    const { ask, askTimes } = aLimit(1);
    askTimes(11, 'silent');
    askTimes(11, 'busy');
    for (let at = 0; at < 9_999; at += 1) ask(`client ${at}`);
    expect(askTimes(1, 'busy')).toEqual([429]);
    expect(askTimes(1, 'silent')).toEqual([200]);
  });
});
