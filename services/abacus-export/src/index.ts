import type { ConfigOwner } from '@lodestream/service-kit';
import { AbacusExportConfig, AbacusGeneralConfig } from './config.js';

export * from './config.js';

/** What this service will be configured by; the service itself is not built yet, its sections are checked all the same. */
export const abacusExport: ConfigOwner<AbacusExportConfig> = {
  name: 'abacus-export',
  config: AbacusExportConfig,
  general: AbacusGeneralConfig,
};
