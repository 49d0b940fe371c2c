/** The mark: a godwit in flight, one line, the long bill slightly upturned. */
export interface MarkProps {
  /** Width in px; the drawing is 3:2. */
  readonly size?: number;
  readonly className?: string;
}

export const MARK_PATH =
  'M3 25.5 C9 22.6 14 22.4 18.5 24.4 C20 20.8 20.6 13.6 29.5 5 C31.3 11.2 31.6 17.8 28.4 23.2 C32.4 22.4 36 23 38.6 24.2 C40.2 22 43.8 21.8 45.6 23.8 C51 24.4 57 23.7 62 21.3 C57.4 25.6 51.6 27.2 45.8 26.6 C43.6 30.8 35.4 33.6 26.4 31.4 C19.6 29.6 12 27.6 3 25.5 Z';

export function Mark({ size = 96, className }: MarkProps) {
  return (
    <svg className={className} width={size} height={(size * 2) / 3} viewBox="0 0 66 40" fill="none" stroke="currentColor" strokeWidth="1.5" strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
      <path d={MARK_PATH} />
    </svg>
  );
}
