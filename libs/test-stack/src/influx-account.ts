import { InfluxDB } from '@influxdata/influxdb-client';
import { AuthorizationsAPI, BucketsAPI, OrgsAPI, SetupAPI } from '@influxdata/influxdb-client-apis';
import { randomUUID } from 'node:crypto';
import { INFLUXDB_SETUP } from '../../../deploy/local/native.mjs';

const TIMEOUT_MS = 30_000;

/** Full rights on one InfluxDB, for tests: its address, its organisation and its admin token. */
export class InfluxAccount {
  readonly url: string;
  readonly organization: string;
  readonly organizationId: string;
  readonly token: string;
  readonly client: InfluxDB;

  private constructor(fields: { url: string; organization: string; organizationId: string; token: string }) {
    this.url = fields.url;
    this.organization = fields.organization;
    this.organizationId = fields.organizationId;
    this.token = fields.token;
    this.client = clientFor(fields.url, fields.token);
  }

  /** Makes the first organisation, bucket and admin token of an InfluxDB that has none. */
  static async setUp(url: string): Promise<InfluxAccount> {
    const { organization, bucket, username } = INFLUXDB_SETUP;
    const body = {
      username,
      password: randomUUID(),
      org: organization,
      bucket,
      token: `test-${randomUUID()}`,
    };
    const made = await new SetupAPI(clientFor(url)).postSetup({ body });
    const [token, organizationId] = [made.auth?.token, made.org?.id];
    if (token === undefined || organizationId === undefined) throw new Error(`${url} was set up without a token.`);
    return new InfluxAccount({ url, organization, organizationId, token });
  }

  /** The account of an InfluxDB that is set up already. */
  static async open(url: string, token: string, organization = INFLUXDB_SETUP.organization): Promise<InfluxAccount> {
    const found = await new OrgsAPI(clientFor(url, token)).getOrgs({ org: organization });
    const organizationId = found.orgs?.[0]?.id;
    if (organizationId === undefined) throw new Error(`${url} has no organisation "${organization}".`);
    return new InfluxAccount({ url, organization, organizationId, token });
  }

  /** The same account reached at another address, such as a fault proxy's. */
  at(url: string): InfluxAccount {
    return new InfluxAccount({ ...this, url });
  }

  /** Makes a bucket with a name of its own and returns that name; it keeps everything unless told how many seconds. */
  async createBucket({ prefix = 'test', retentionSeconds = 0 } = {}): Promise<string> {
    const name = `${prefix}-${randomUUID()}`;
    const retentionRules = retentionSeconds === 0 ? [] : [{ type: 'expire' as const, everySeconds: retentionSeconds }];
    await new BucketsAPI(this.client).postBuckets({
      body: { orgID: this.organizationId, name, retentionRules },
    });
    return name;
  }

  /** Deletes a bucket by its name; does nothing if there is none. */
  async deleteBucket(name: string): Promise<void> {
    const api = new BucketsAPI(this.client);
    const found = await api.getBuckets({ name, orgID: this.organizationId }).catch(() => ({ buckets: [] }));
    const id = found.buckets?.[0]?.id;
    if (id !== undefined) await api.deleteBucketsID({ bucketID: id });
  }

  /** Takes away the token whose description begins so: for now, so that it can be given back, or for good. */
  async withdrawToken(description: string, how: 'suspended' | 'deleted'): Promise<void> {
    if (how === 'suspended') return this.setTokenStatus(description, 'inactive');
    await new AuthorizationsAPI(this.client).deleteAuthorizationsID({ authID: await this.tokenIdOf(description) });
  }

  /** Gives a suspended token back. */
  giveTokenBack(description: string): Promise<void> {
    return this.setTokenStatus(description, 'active');
  }

  /** All rows of a Flux query. */
  rows<Row = Record<string, unknown>>(flux: string): Promise<Row[]> {
    return this.client.getQueryApi(this.organization).collectRows<Row>(flux);
  }

  private async setTokenStatus(description: string, status: 'active' | 'inactive'): Promise<void> {
    const authID = await this.tokenIdOf(description);
    await new AuthorizationsAPI(this.client).patchAuthorizationsID({ authID, body: { status } });
  }

  private async tokenIdOf(description: string): Promise<string> {
    const { authorizations = [] } = await new AuthorizationsAPI(this.client).getAuthorizations({ orgID: this.organizationId });
    const id = authorizations.find((found) => found.description?.startsWith(description))?.id;
    if (id === undefined) throw new Error(`${this.url} has no token "${description}".`);
    return id;
  }
}

function clientFor(url: string, token?: string): InfluxDB {
  return new InfluxDB({ url, timeout: TIMEOUT_MS, ...(token === undefined ? {} : { token }) });
}
