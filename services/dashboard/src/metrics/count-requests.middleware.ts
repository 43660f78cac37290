import type { RequestHandler } from 'express';
import type { DashboardMetrics } from './dashboard-metrics.js';
import { routeOf } from './request-route.js';

/** Counts every answer once it is sent. */
export function countRequests(metrics: DashboardMetrics): RequestHandler {
  return (request, response, next) => {
    const route = routeOf(request.originalUrl.split('?', 1)[0] ?? '/');
    response.once('finish', () => metrics.answered(route, response.statusCode));
    next();
  };
}
