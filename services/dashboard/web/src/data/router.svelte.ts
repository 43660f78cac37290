/** Where the page is: the fleet, one miner, the markets, one coin, or the system. */
export type Place =
  | { readonly view: 'fleet' }
  | { readonly view: 'miner'; readonly minerId: string }
  | { readonly view: 'market' }
  | { readonly view: 'coin'; readonly coinId: string }
  | { readonly view: 'system' }
  | { readonly view: 'nowhere' };

class Router {
  place = $state.raw<Place>(placeOf(location.pathname));

  constructor() {
    addEventListener('popstate', () => (this.place = placeOf(location.pathname)));
  }

  /** Goes to a path of this page without loading it anew. */
  go(path: string): void {
    history.pushState(null, '', path);
    this.place = placeOf(path);
    scrollTo(0, 0);
  }

  /** Takes over clicks on links of this page; those meant for a new tab stay the browser's. */
  readonly follow = (event: MouseEvent): void => {
    const link = (event.target as Element | null)?.closest('a');
    if (!link || link.origin !== location.origin || link.hasAttribute('download')) return;
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.defaultPrevented) return;
    if (link.pathname.startsWith('/api/')) return;
    event.preventDefault();
    this.go(link.pathname);
  };
}

function placeOf(path: string): Place {
  if (path === '/' || path === '/index.html') return { view: 'fleet' };
  if (path === '/system') return { view: 'system' };
  if (path === '/market') return { view: 'market' };
  const [, kind, name = ''] = /^\/(miners|market)\/([^/]+)$/.exec(path) ?? [];
  const id = decoded(name);
  if (kind === undefined || id === null) return { view: 'nowhere' };
  return kind === 'miners' ? { view: 'miner', minerId: id } : { view: 'coin', coinId: id };
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

/** The path of a coin's own page. */
export const coinPath = (coinId: string): string => `/market/${encodeURIComponent(coinId)}`;
