import { exchange } from './http.mjs';

/**
 * What keeps an InfluxDB from serving this stack, or null if nothing does: it must be healthy, be set up, and, where a
 * token is given, accept it.
 */
export async function probeInfluxdb({ url, token, timeoutMs = 3_000 }) {
  try {
    const health = await probeHealth({ url, timeoutMs });
    if (health !== null) return health;
    if (await isSetupOpen({ url, timeoutMs })) return 'it is not set up yet';
    return token === undefined ? null : await probeToken({ url, token, timeoutMs });
  } catch (error) {
    return unreachable(url, error);
  }
}

/** What keeps an InfluxDB from answering at all, or null. */
export async function probeHealth({ url, timeoutMs = 3_000 }) {
  try {
    const { status, text } = await exchange(`${url}/health`, { timeoutMs });
    return status === 200 && JSON.parse(text).status === 'pass' ? null : `/health answers ${status}`;
  } catch (error) {
    return unreachable(url, error);
  }
}

/** Whether the first organisation, bucket and token may still be made. */
export async function isSetupOpen({ url, timeoutMs = 3_000 }) {
  const { status, text } = await exchange(`${url}/api/v2/setup`, { timeoutMs });
  if (status !== 200) throw new Error(`/api/v2/setup answers ${status}`);
  return JSON.parse(text).allowed === true;
}

async function probeToken({ url, token, timeoutMs }) {
  const headers = { authorization: `Token ${token}` };
  const { status } = await exchange(`${url}/api/v2/buckets?limit=1`, { headers, timeoutMs });
  return status === 200 ? null : `it refuses the stack's own token (HTTP ${status})`;
}

function unreachable(url, error) {
  return `${url}: ${error.message || error.code}`;
}
