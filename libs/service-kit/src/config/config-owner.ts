import type { Type } from '@nestjs/common';

/** Someone who owns sections of the configuration: a service, built or not yet, or the host. */
export interface ConfigOwner<C extends object = object> {
  readonly name: string;
  /** A class whose properties are the top-level sections it owns. */
  readonly config: Type<C>;
  /** The class of `general` in files that hold this owner's sections; the host's where it has none of its own. */
  readonly general?: Type<object>;
}
