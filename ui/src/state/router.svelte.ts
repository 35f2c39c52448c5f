/** Where the window is: the part after `#`. Views are named in `routes.ts`. */
let current = $state(read());

function read(): string {
  return location.hash.replace(/^#\/?/, '') || 'home';
}

addEventListener('hashchange', () => (current = read()));

/** The name of the view that is shown. */
export function place(): string {
  return current.split('/')[0] ?? 'home';
}

/** What follows the name: which key, which entry. */
export function placeDetail(): string | undefined {
  const [, detail] = current.split(/\/(.*)/s);
  return detail ? decodeURIComponent(detail) : undefined;
}

export function go(name: string, detail?: string): void {
  location.hash = href(name, detail);
}

export function href(name: string, detail?: string): string {
  return detail === undefined ? `#/${name}` : `#/${name}/${encodeURIComponent(detail)}`;
}
