import { FakeSchemaRegistry } from './schema-registry.fake.js';
import { describeSchemaRegistry } from './schema-registry.contract.js';

describeSchemaRegistry('the fake', async () => {
  const registry = new FakeSchemaRegistry();
  const reader = registry.readOnly();
  return {
    registry,
    reader,
    add: async (subject, schema) => registry.add(subject, schema),
    setAway: async (isAway) => void (registry.isAway = isAway),
    dispose: async () => {},
  };
});
