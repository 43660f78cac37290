import type { ConfigOwner } from '@lodestream/service-kit';
import { LakeWriterConfig, RetentionGeneralConfig } from './config.js';

export * from './config.js';

/** What this service will be configured by; the service itself is not built yet, its sections are checked all the same. */
export const lakeWriter: ConfigOwner<LakeWriterConfig> = { name: 'lake-writer', config: LakeWriterConfig, general: RetentionGeneralConfig };
