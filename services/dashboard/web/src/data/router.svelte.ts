/** Where the page is: the fleet, one miner or a chart of it, the markets, one coin or a chart of it, or the system. */
export type Place =
  | { readonly view: 'fleet' }
  | { readonly view: 'miner'; readonly minerId: string }
  | { readonly view: 'chart'; readonly minerId: string; readonly chartId: string; readonly spanId: string | null }
  | { readonly view: 'market' }
  | { readonly view: 'coin'; readonly coinId: string }
  | { readonly view: 'coin-chart'; readonly coinId: string; readonly chartId: string; readonly spanId: string | null }
  | { readonly view: 'system' }
  | { readonly view: 'nowhere' };

class Router {
  place = $state.raw<Place>(placeOf(location));

  constructor() {
    addEventListener('popstate', () => (this.place = placeOf(location)));
  }

  /** Goes to a path of this page without loading it anew. */
  go(path: string): void {
    const before = location.pathname;
    history.pushState(null, '', path);
    this.place = placeOf(location);
    // Another choice on the same page is no other page.
    if (location.pathname !== before) scrollTo(0, 0);
  }

  /** Takes over clicks on links of this page; those meant for a new tab stay the browser's. */
  readonly follow = (event: MouseEvent): void => {
    const link = (event.target as Element | null)?.closest('a');
    if (!link || link.origin !== location.origin || link.hasAttribute('download')) return;
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.defaultPrevented) return;
    if (link.pathname.startsWith('/api/')) return;
    event.preventDefault();
    this.go(link.pathname + link.search);
  };
}

function placeOf({ pathname: path, search }: Pick<Location, 'pathname' | 'search'>): Place {
  if (path === '/' || path === '/index.html') return { view: 'fleet' };
  if (path === '/system') return { view: 'system' };
  if (path === '/market') return { view: 'market' };
  const chart = chartOf(path, search);
  const [, kind, name = ''] = /^\/(miners|market)\/([^/]+)$/.exec(path) ?? [];
  const id = decoded(name);
  if (chart !== null) return chart;
  if (kind === undefined || id === null) return { view: 'nowhere' };
  return kind === 'miners' ? { view: 'miner', minerId: id } : { view: 'coin', coinId: id };
}

function chartOf(path: string, search: string): Place | null {
  const [, kind, of = '', chart = ''] = /^\/(miners|market)\/([^/]+)\/charts\/([^/]+)$/.exec(path) ?? [];
  const [id, chartId, spanId] = [decoded(of), decoded(chart), new URLSearchParams(search).get('span')];
  if (kind === undefined || id === null || chartId === null) return null;
  return kind === 'miners' ? { view: 'chart', minerId: id, chartId, spanId } : { view: 'coin-chart', coinId: id, chartId, spanId };
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** The one router of the page. */
export const router = new Router();

/** The path of a miner's own page. */
export const minerPath = (minerId: string): string => `/miners/${encodeURIComponent(minerId)}`;

/** The path of a chart of a miner. */
export const chartPath = (minerId: string, chartId: string): string => `${minerPath(minerId)}/charts/${encodeURIComponent(chartId)}`;

/** The path of a coin's own page. */
export const coinPath = (coinId: string): string => `/market/${encodeURIComponent(coinId)}`;

/** The path of a chart of a coin. */
export const coinChartPath = (coinId: string, chartId: string): string => `${coinPath(coinId)}/charts/${encodeURIComponent(chartId)}`;
