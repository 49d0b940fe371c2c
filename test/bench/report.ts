/** Figures of a benchmark: one JSON object a line with --json, otherwise readable lines. */

export interface Figure {
  bench: string;
  metric: string;
  value: number;
  unit: string;
  /** What it is compared with; null where there is nothing to compare. */
  peer: string | null;
  peerValue: number | null;
  /** value / peerValue; null without a peer. */
  ratio: number | null;
}

export type Print = (figure: Figure) => void;

const round = (n: number) => (Math.abs(n) >= 100 ? Math.round(n) : Math.round(n * 1000) / 1000);

export function figure(bench: string, metric: string, value: number, unit: string, peer?: { name: string; value: number }): Figure {
  return {
    bench, metric, unit, value: round(value),
    peer: peer?.name ?? null, peerValue: peer ? round(peer.value) : null,
    ratio: peer && peer.value > 0 ? round(value / peer.value) : null,
  };
}

export function printer(json: boolean): Print {
  if (json) return (f) => console.log(JSON.stringify(f));
  return (f) => console.log(`${f.bench.padEnd(14)} ${f.metric.padEnd(34)} ${`${f.value} ${f.unit}`.padStart(14)}${f.peer === null ? '' : `   ${f.ratio} × ${f.peer} (${f.peerValue} ${f.unit})`}`);
}

/** The middle one; of two the lower. Throws on none. */
export function median(values: readonly number[]): number {
  const middle = [...values].sort((a, b) => a - b)[(values.length - 1) >> 1];
  if (middle === undefined) throw new Error('median of nothing');
  return middle;
}
