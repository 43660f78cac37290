import { exchange } from './probe/http.mjs';
import { isSetupOpen, probeInfluxdb } from './probe/influxdb.probe.mjs';
import { StackProblem } from './problem.mjs';
import { INFLUXDB_SETUP } from './settings.mjs';

/** Makes the organisation, the first bucket and the admin token unless that was done before; then checks the token. */
export async function setUpInfluxdb({ url, token, password }) {
  if (await isSetupOpen({ url })) await postSetup({ url, token, password });
  const problem = await probeInfluxdb({ url, token });
  if (problem === null) return;
  throw new StackProblem(`InfluxDB runs, but ${problem}.`, {
    fix: 'its data is of another setup than the token file: put that token back, or wipe both with `npm run stack -- down --volumes`.',
  });
}

async function postSetup({ url, token, password }) {
  const { organization, bucket, username } = INFLUXDB_SETUP;
  const body = JSON.stringify({
    username,
    password,
    org: organization,
    bucket,
    token,
    retentionPeriodSeconds: 0,
  });
  const headers = { 'content-type': 'application/json' };
  const { status, text } = await exchange(`${url}/api/v2/setup`, {
    method: 'POST',
    headers,
    body,
    timeoutMs: 30_000,
  });
  if (status !== 201) throw new StackProblem(`InfluxDB refused its first setup with HTTP ${status}: ${text.slice(0, 300)}`);
}
