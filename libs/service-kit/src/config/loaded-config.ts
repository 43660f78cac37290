import type { Type } from '@nestjs/common';
import type { ConfigOwner } from './config-owner.js';
import { GeneralConfig } from './general-config.js';
import { namesOf, validateSection } from './validate-section.js';

/** A configuration that has passed every check. */
export class LoadedConfig {
  constructor(
    private readonly sections: Readonly<Record<string, unknown>>,
    private readonly generals: ReadonlyMap<Type<object>, object>,
  ) {}

  /** The owner's settings, defaults filled in. */
  of<C extends object>(owner: ConfigOwner<C>): C {
    const own = Object.fromEntries(namesOf(owner.config).filter((name) => name in this.sections).map((name) => [name, this.sections[name]]));
    return validateSection(owner.config, own).instance;
  }

  /** The `general` section of the given class. */
  general<G extends object = GeneralConfig>(type: Type<G> = GeneralConfig as unknown as Type<G>): G {
    return (this.generals.get(type) as G | undefined) ?? validateSection(type, {}).instance;
  }

  /** The same configuration with other values for some sections, as the simulated farm needs. */
  with(sections: Readonly<Record<string, unknown>>): LoadedConfig {
    return new LoadedConfig({ ...this.sections, ...sections }, this.generals);
  }
}
