import type { RetentionClass } from '../telemetry-store.port.js';
import { marketDataMeasurement } from './market-data.measurement.js';
import { minerEventMeasurement } from './miner-event.measurement.js';
import { minerTelemetryMeasurement } from './miner-telemetry.measurement.js';

/** Days for which readings are kept unless configured otherwise: the upper end of what the specification asks for. */
export const defaultReadingsDays = 30;
const eventDays = 365;
/** As the retention template asks for prices. */
const marketDays = 365;

/** The retention classes of everything this project stores; readings are kept as long as configured, events and prices a year. */
export function retentionClasses(readingsDays: number = defaultReadingsDays): readonly RetentionClass[] {
  return [
    { name: 'telemetry', measurements: [minerTelemetryMeasurement], days: readingsDays },
    { name: 'events', measurements: [minerEventMeasurement], days: eventDays },
    { name: 'market', measurements: [marketDataMeasurement], days: marketDays },
  ];
}
