import type { ServiceDefinition } from '@lodestream/service-kit';
import { DashboardModule } from './app.module.js';
import { DashboardConfig } from './config.js';
import { ApiDescription } from './openapi/api-description.js';

export * from './config.js';

/** REST, the live channel and the page. */
export const dashboard: ServiceDefinition<DashboardConfig> = {
  name: 'dashboard',
  config: DashboardConfig,
  usesStore: true,
  module: (config, context) => DashboardModule.create(config, context),
  prepare: (application) => {
    application.get(DashboardModule).screen(application);
    application.get(ApiDescription).readFrom(application, '1');
  },
  listens: ({ dashboard: { host, port } }) => ({ host, port }),
};
