/** The mark: a godwit in flight, one line, the long bill slightly upturned. */
export interface MarkProps {
  /** Width in px; the drawing is 3:2. */
  readonly size?: number;
  readonly className?: string;
}

const MARK_PATH =
  'M64.5 15 C60.4 18.6 55 20.4 49.4 20.3 C48.6 17.5 45 16.7 42.6 18.7 C39.6 21.2 36 21.4 32.6 20.2 C30.6 12.6 26.4 6 18.4 1.6 C20.8 8.8 21.2 15.4 19.2 21.6 C13.6 22 8 23.6 2.4 27 C10.6 26.6 15.8 27.4 20.6 29.2 C27 31.6 33.4 32 38.8 30.2 C44 28.4 47.6 25 49.4 20.3';

export function Mark({ size = 96, className }: MarkProps) {
  return (
    <svg className={className} width={size} height={(size * 2) / 3} viewBox="0 0 66 40" fill="none" stroke="currentColor" strokeWidth={size < 60 ? 2.2 : 1.5} strokeLinecap="round" strokeLinejoin="round" aria-hidden="true">
      <path d={MARK_PATH} />
    </svg>
  );
}
