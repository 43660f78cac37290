import type { InfluxDB } from '@influxdata/influxdb-client';
import { AuthorizationsAPI, type Authorization, type Permission } from '@influxdata/influxdb-client-apis';
import { Secret } from '@lodestream/component';
import type { AppliedBucket } from './apply-buckets.js';

/** A token as it is now, and what was done to make it so. */
export interface AppliedToken {
  readonly description: string;
  readonly change: 'created' | 'replaced' | 'kept';
  /** Null when the token was kept and the database no longer shows it; it is in use where it was put then. */
  readonly token: Secret | null;
}

/** Makes a token that may do one thing to the buckets and nothing else, unless there is one with exactly these rights. */
export async function applyToken(
  client: InfluxDB,
  orgID: string,
  prefix: string,
  action: 'read' | 'write',
  buckets: readonly AppliedBucket[],
): Promise<AppliedToken> {
  const api = new AuthorizationsAPI(client);
  const description = `${prefix}${action}-only (lodestream store apply)`;
  const permissions: Permission[] = buckets.map(({ id }) => ({ action, resource: { type: 'buckets', id, orgID } }));
  const { authorizations = [] } = await api.getAuthorizations({ orgID });
  const ours = authorizations.filter((found) => found.description === description);
  const fitting = ours.find((found) => found.status !== 'inactive' && hasExactly(found, permissions));
  for (const old of ours) if (old !== fitting) await api.deleteAuthorizationsID({ authID: old.id! });
  if (fitting !== undefined) return { description, change: 'kept', token: fitting.token ? new Secret(fitting.token) : null };
  const made = await api.postAuthorizations({ body: { orgID, description, permissions } });
  return { description, change: ours.length > 0 ? 'replaced' : 'created', token: new Secret(made.token!) };
}

function hasExactly({ permissions = [] }: Authorization, wanted: readonly Permission[]): boolean {
  const keyOf = ({ action, resource }: Permission): string => `${action} ${resource.type} ${resource.id ?? '*'}`;
  const [has, should] = [new Set(permissions.map(keyOf)), new Set(wanted.map(keyOf))];
  return has.size === should.size && [...has].every((key) => should.has(key));
}
