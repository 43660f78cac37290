import { describe, expect, it } from '@jest/globals';
import { FakeClock } from '@lodestream/component';
import { Registry } from 'prom-client';
import { ObservedRegistry } from './observed-registry.js';
import { FakeSchemaRegistry } from './schema-registry.fake.js';

const schema = '{"type":"record","name":"Thing","fields":[]}';

describe('an observed registry', () => {
  it('hands through what is asked, and counts it by how it ended', async () => {
    const beneath = new FakeSchemaRegistry();
    const metrics = new Registry();
    const observed = new ObservedRegistry(beneath, new FakeClock(), metrics);
    const id = await observed.idOf('things-value', schema);
    expect(await observed.schemaOf(id)).toBe(schema);
    expect(await observed.schemaOf(99)).toBeNull();
    beneath.isAway = true;
    await expect(observed.schemaOf(id)).rejects.toThrow('could not be reached');
    const text = await metrics.metrics();
    expect(text).toContain('schema_registry_requests_total{question="id_of",result="ok"} 1\n');
    expect(text).toContain('schema_registry_requests_total{question="schema_of",result="ok"} 2\n');
    expect(text).toContain('schema_registry_requests_total{question="schema_of",result="connectivity"} 1\n');
    expect(text).toContain('schema_registry_requests_total{question="id_of",result="timeout"} 0\n');
    expect(text).toContain('schema_registry_request_duration_seconds_count{question="schema_of"} 3\n');
  });
});
