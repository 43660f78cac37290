import type { RetentionClass } from '../telemetry-store.port.js';
import { minerEventMeasurement } from './miner-event.measurement.js';
import { minerTelemetryMeasurement } from './miner-telemetry.measurement.js';

/** Days for which readings are kept unless configured otherwise: the upper end of what the specification asks for. */
export const defaultReadingsDays = 30;
const eventDays = 365;

/** The retention classes of everything this project stores; readings are kept as long as configured, events a year. */
export function retentionClasses(readingsDays: number = defaultReadingsDays): readonly RetentionClass[] {
  return [
    { name: 'telemetry', measurements: [minerTelemetryMeasurement], days: readingsDays },
    { name: 'events', measurements: [minerEventMeasurement], days: eventDays },
  ];
}
