// What a browser says of the connection, for the window and for the service worker alike. Only some have the Network Information API;
// of a line that no type is said of nothing is known, and it is taken for one that is paid by its size.

// TypeScript's library does not have it.
export interface NetworkFacts {
  readonly type?: string;
  readonly saveData?: boolean;
}

/** As fetch_exports.cpp numbers them. */
export const enum Line { none, unknown, metered, unmetered }

export interface Surroundings {
  readonly now_ms: number;
  readonly zone_min: number;
  readonly line: Line;
  readonly savesData: boolean;
}

export function lineOf(online: boolean, facts: NetworkFacts | undefined): Line {
  if (!online) return Line.none;
  switch (facts?.type) {
    case 'wifi':
    case 'ethernet': return Line.unmetered;
    case 'cellular':
    case 'bluetooth':
    case 'wimax': return Line.metered;
    default: return Line.unknown;
  }
}

export function surroundingsOf(navigator: { readonly onLine: boolean; readonly connection?: NetworkFacts }, now: Date): Surroundings {
  const { connection } = navigator;
  return { now_ms: now.getTime(), zone_min: -now.getTimezoneOffset(), line: lineOf(navigator.onLine, connection), savesData: connection?.saveData === true };
}
