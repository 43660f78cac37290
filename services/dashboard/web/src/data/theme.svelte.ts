type Theme = 'dark' | 'light';

const key = 'lodestream-theme';

class ThemeChoice {
  current = $state<Theme>(initial());

  constructor() {
    this.show();
  }

  /** Changes to the other one and remembers it. */
  toggle(): void {
    this.current = this.current === 'dark' ? 'light' : 'dark';
    localStorage.setItem(key, this.current);
    this.show();
  }

  private show(): void {
    document.documentElement.dataset['theme'] = this.current;
  }
}

function initial(): Theme {
  const chosen = localStorage.getItem(key);
  if (chosen === 'dark' || chosen === 'light') return chosen;
  return matchMedia('(prefers-color-scheme: light)').matches ? 'light' : 'dark';
}

/** Dark or light; what the system prefers until somebody chooses. */
export const theme = new ThemeChoice();
