import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Secret } from '@lodestream/service-kit';
import { once } from 'node:events';
import { request, type IncomingMessage } from 'node:http';
import { WebSocket } from 'ws';
import { DashboardUnderTest } from '../../test/dashboard-under-test.js';

const tokens = { viewer: 'canary-viewer-0123456789', operator: 'canary-operator-0123456789' };
const access_tokens = [
  { name: 'hall', role: 'viewer' as const, token: Secret.of(tokens.viewer) },
  { name: 'anna', role: 'operator' as const, token: Secret.of(tokens.operator) },
];
const json = { 'content-type': 'application/json' };
const problem = (status: number) => ({
  status,
  type: 'application/problem+json; charset=utf-8',
  body: expect.objectContaining({ type: 'about:blank', status, title: expect.any(String), detail: expect.any(String) }),
});

let [local, guarded] = [] as unknown as [DashboardUnderTest, DashboardUnderTest];
let opened: WebSocket[] = [];
beforeAll(async () => {
  local = await DashboardUnderTest.open();
  guarded = await DashboardUnderTest.open({ settings: { access_tokens, public_urls: ['https://farm.example'] } });
});
afterEach(() => {
  for (const socket of opened) socket.terminate();
  opened = [];
});
afterAll(async () => {
  await local.close();
  await guarded.close();
});

const bearer = (token: string) => ({ headers: { authorization: `Bearer ${token}` } });
const logIn = (token: unknown, headers: Record<string, string> = json) =>
  guarded.get('/api/v1/session', { method: 'POST', headers, body: JSON.stringify({ token }) });
const cookieOf = (answer: { headers: Headers }): string => answer.headers.get('set-cookie')!.split(';', 1)[0]!;

async function live(under: DashboardUnderTest, headers: Record<string, string> = {}): Promise<string> {
  const socket = new WebSocket(under.url('/api/v1/live').replace('http', 'ws'), { headers });
  opened.push(socket);
  return once(socket, 'open').then(
    () => 'open',
    (error: unknown) => String(error),
  );
}

/** Not through fetch, which would not send another Host. */
async function statusWith(under: DashboardUnderTest, headers: Record<string, string>, path = '/'): Promise<number | undefined> {
  const asked = request({ host: '127.0.0.1', port: under.port, path, headers }).end();
  const [answer] = (await once(asked, 'response')) as [IncomingMessage];
  answer.resume();
  return answer.statusCode;
}

describe('where access tokens are configured', () => {
  it.each(['/api/v1/fleet', '/api/v1/miners', '/api/v1/system', '/api/openapi.json', '/api/v1/miners/m1/series?metrics=power', '/api/no'])(
    'shows nothing at %s to whoever has none',
    async (path) => {
      for (const init of [
        {},
        bearer('wrong'),
        bearer(''),
        bearer(`${tokens.viewer}x`),
        { headers: { cookie: 'lodestream_session=a.b' } },
      ]) {
        const answer = await guarded.get(path, init);
        expect(answer).toMatchObject(problem(401));
        expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="lodestream"');
      }
    },
  );

  it('gives the page itself, which holds nothing, and says that a login is needed', async () => {
    expect((await guarded.get('/')).status).not.toBe(401);
    expect((await guarded.get('/api/v1/session')).body).toEqual({ required: true, name: null, role: null, expires_at: null });
  });

  it.each(['viewer', 'operator'] as const)('shows everything to a bearer of a token of a %s', async (role) => {
    expect((await guarded.get('/api/v1/fleet', bearer(tokens[role]))).status).toBe(200);
    expect((await guarded.get('/api/v1/session', bearer(tokens[role]))).body).toMatchObject({ required: true, role });
  });

  it('logs a browser in by a cookie that no script and no other site can use, and that is not the token', async () => {
    const answer = await logIn(tokens.viewer);
    const cookie = answer.headers.get('set-cookie')!;
    expect([answer.status, answer.body.name]).toEqual([200, 'hall']);
    expect(cookie).toMatch(/^lodestream_session=[\w-]+\.[\w-]+; Path=\/; HttpOnly; SameSite=Strict; Max-Age=43200$/);
    expect(Buffer.from(cookie, 'base64').toString() + cookie).not.toContain('canary');
    expect((await guarded.get('/api/v1/fleet', { headers: { cookie: cookieOf(answer) } })).status).toBe(200);
  });

  it('keeps the cookie off the clear where the page came through TLS', async () => {
    const answer = await logIn(tokens.viewer, { ...json, origin: 'https://farm.example' });
    expect(answer.headers.get('set-cookie')).toMatch(/; Secure$/);
  });

  it('ends the cookie at logout', async () => {
    const answer = await guarded.get('/api/v1/session', { method: 'DELETE' });
    expect([answer.status, answer.headers.get('set-cookie')]).toEqual([200, expect.stringMatching(/^lodestream_session=;.*Max-Age=0$/)]);
  });

  it.each([{ token: 'wrong' }, { token: '' }, { token: tokens.viewer.slice(1) }])('refuses to log in with $token', async ({ token }) => {
    expect(await logIn(token)).toMatchObject(problem(401));
  });

  it.each([{ token: 7 }, { token: undefined }, { token: 'x'.repeat(1_001) }])(
    'calls a body with the token $token wrong',
    async ({ token }) => {
      expect(await logIn(token)).toMatchObject(problem(400));
    },
  );

  it('reads no body that is not JSON, or too large', async () => {
    const post = (body: string, headers: Record<string, string>) => guarded.get('/api/v1/session', { method: 'POST', body, headers });
    expect(await post('token=a', { 'content-type': 'application/x-www-form-urlencoded' })).toMatchObject(problem(415));
    expect(await post('{"token":', json)).toMatchObject(problem(400));
    expect(await post(JSON.stringify({ token: 'x'.repeat(200_000) }), json)).toMatchObject(problem(413));
  });

  it.each(['{"action":', 'x'.repeat(200_000)])('reads no body of whoever may not send it', async (body) => {
    const sent = { method: 'POST', headers: json, body };
    expect(await guarded.get('/api/v1/miners/m1/commands', sent)).toMatchObject(problem(401));
    const foreign = { ...sent, headers: { ...json, origin: 'https://evil.example' } };
    expect(await guarded.get('/api/v1/session', foreign)).toMatchObject(problem(403));
  });

  it('lets a live connection in by bearer or cookie, and nobody else', async () => {
    expect(await live(guarded)).toContain('401');
    expect(await live(guarded, { authorization: 'Bearer wrong' })).toContain('401');
    expect(await live(guarded, bearer(tokens.viewer).headers)).toBe('open');
    expect(await live(guarded, { cookie: cookieOf(await logIn(tokens.viewer)) })).toBe('open');
  });

  it('answers to its public address, and to no other name', async () => {
    expect(await statusWith(guarded, { host: 'farm.example' })).not.toBe(403);
    expect(await statusWith(guarded, { host: 'farm.example', origin: 'https://farm.example' })).not.toBe(403);
    expect(await statusWith(guarded, { host: 'farm.example', origin: 'https://evil.example' })).toBe(403);
    expect(await statusWith(guarded, { host: 'evil.example' })).toBe(403);
  });
});

describe('where none are', () => {
  it('lets whoever reaches the loopback address be the local operator', async () => {
    expect((await local.get('/api/v1/session')).body).toEqual({ required: false, name: 'local', role: 'operator', expires_at: null });
    expect((await local.get('/api/v1/fleet')).status).toBe(200);
    expect(await live(local)).toBe('open');
  });
});

describe('on loopback too', () => {
  it.each([
    { headers: { host: 'farm.example' }, status: 403 },
    { headers: { host: '127.0.0.1.farm.example' }, status: 403 },
    { headers: { host: '127.0.0.1@farm.example' }, status: 403 },
    { headers: { origin: 'https://farm.example' }, status: 403 },
    { headers: { origin: 'null' }, status: 403 },
    { headers: { host: 'localhost:8080', origin: 'http://localhost:3000' }, status: 403 },
    { headers: { host: 'localhost:8080', origin: 'http://localhost:8080' }, status: 200 },
    { headers: { host: '[::1]:8080' }, status: 200 },
  ])('Host and Origin are looked at: $headers', async ({ headers, status }) => {
    expect(await statusWith(local, headers, '/api/v1/fleet')).toBe(status);
  });

  it.each(['/', '/miners/m1', '/api/v1/fleet', '/assets/gone.js', '/%E0%A4%A', '/api/v1/miners/%E0%A4%A'])(
    'the answer at %s says what a browser may do: nothing inline',
    async (path) => {
      const { headers } = await local.get(path);
      const policy = headers.get('content-security-policy')!;
      expect(policy).toContain("default-src 'none'");
      expect(policy).toContain("frame-ancestors 'none'");
      expect(policy).not.toMatch(/unsafe|https?:|\*/);
      expect(headers.has('x-powered-by')).toBe(false);
      expect(Object.fromEntries(headers)).toMatchObject({
        'x-content-type-options': 'nosniff',
        'x-frame-options': 'DENY',
        'referrer-policy': 'no-referrer',
        'cross-origin-opener-policy': 'same-origin',
        'cross-origin-resource-policy': 'same-origin',
      });
    },
  );

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])('the fleet can not be changed by %s', async (method) => {
    const answer = await local.get('/api/v1/fleet', { method });
    expect(answer).toMatchObject(problem(405));
    expect(answer.headers.get('allow')).toBe('GET, HEAD');
  });

  it('whoever asks too often is told to wait, on the page and the interface alike', async () => {
    const strict = await DashboardUnderTest.open({ settings: { max_requests_per_second: 1 } });
    try {
      for (let at = 0; at < 60; at += 1) expect((await strict.get('/api/v1/fleet')).status).toBe(200);
      const answers = await Promise.all(['/api/v1/fleet', '/'].map((path) => strict.get(path)));
      for (const answer of answers) {
        expect(answer).toMatchObject(problem(429));
        expect(answer.headers.get('retry-after')).toBe('1');
      }
      // Another program on this machine does not pay for it.
      expect((await strict.get('/api/v1/fleet', { headers: { 'user-agent': 'another' } })).status).toBe(200);
    } finally {
      await strict.close();
    }
  });
});
