import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { PermanentError, TransientError } from '@lodestream/component';
import type { SchemaRegistry } from './schema-registry.port.js';

/** A registry and the means to hurt it; every adapter's spec builds one. */
export interface RegistryUnderTest {
  /** Ours, allowed to register. */
  readonly registry: SchemaRegistry;
  /** Ours over the same schemas, allowed to look things up only. */
  readonly reader: SchemaRegistry;
  /** Registers a schema as somebody else would; resolves with its id. */
  add(subject: string, schema: string): Promise<number>;
  /** Has it answer nobody until told to be back. */
  setAway(isAway: boolean): Promise<void>;
  dispose(): Promise<void>;
}

const thing = (...fields: object[]): string =>
  JSON.stringify({ type: 'record', name: 'Thing', fields: [{ name: 'id', type: 'string' }, ...fields] });
const plain = thing();
const wider = thing({ name: 'speed', type: ['null', 'double'], default: null });

/** What every SchemaRegistry must do: the fake, and the adapter over HTTP. */
export function describeSchemaRegistry(name: string, open: () => Promise<RegistryUnderTest>): void {
  describe(`${name} as a SchemaRegistry`, () => {
    let under: RegistryUnderTest;
    beforeEach(async () => void (under = await open()));
    afterEach(() => under.dispose());

    it('registers a schema and hands it back by its id', async () => {
      const id = await under.registry.idOf('farm.things-value', plain);
      expect(Number.isInteger(id)).toBe(true);
      expect(JSON.parse((await under.registry.schemaOf(id))!)).toEqual(JSON.parse(plain));
    });

    it('has one id for one schema, however often and under whatever subject it is registered', async () => {
      const id = await under.registry.idOf('farm.things-value', plain);
      expect(await under.registry.idOf('farm.things-value', plain)).toBe(id);
      expect(await under.registry.idOf('farm.others-value', plain)).toBe(id);
    });

    it('has another id for another version', async () => {
      const first = await under.registry.idOf('farm.things-value', plain);
      expect(await under.registry.idOf('farm.things-value', wider)).not.toBe(first);
    });

    it('takes subjects with any character a topic may have', async () => {
      const id = await under.registry.idOf('farm-7._x.things-value', plain);
      expect(await under.reader.idOf('farm-7._x.things-value', plain)).toBe(id);
    });

    it('has no schema for an id it never gave', async () => {
      expect(await under.registry.schemaOf(4_000_000)).toBeNull();
    });

    it('refuses what is no schema, for good', async () => {
      await expect(under.registry.idOf('farm.things-value', '{"type":')).rejects.toMatchObject({
        name: 'PermanentError',
        errorClass: 'version',
      });
    });

    it('finds what others registered where it may not register itself, and refuses the rest for good', async () => {
      const id = await under.add('farm.things-value', plain);
      expect(await under.reader.idOf('farm.things-value', plain)).toBe(id);
      for (const [subject, schema] of [
        ['farm.things-value', wider],
        ['farm.unheard-value', plain],
      ] as const) {
        const error: unknown = await under.reader.idOf(subject, schema).catch((e: unknown) => e);
        expect(error).toBeInstanceOf(PermanentError);
        expect(error).toMatchObject({ errorClass: 'version' });
      }
    });

    it('says that trying again may work while it is away, and works again once it is back', async () => {
      const id = await under.add('farm.things-value', plain);
      await under.setAway(true);
      await expect(under.registry.schemaOf(id)).rejects.toBeInstanceOf(TransientError);
      await expect(under.registry.idOf('farm.things-value', plain)).rejects.toBeInstanceOf(TransientError);
      await under.setAway(false);
      expect(await under.registry.schemaOf(id)).not.toBeNull();
    });
  });
}
