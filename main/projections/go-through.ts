/** Has the mirror go through what a list needs, some milliseconds at a time, as long as somebody looks at it. */
import type { MirrorClient } from '../mirror/client.ts';
import type { ListQuestion } from '../mirror/protocol/list.ts';

export interface GoingThrough {
  begin(question: ListQuestion): void;
  stop(): void;
}

/** Between two values on the way there. */
const PROGRESS_STEPS = 12;

/** `onProgress`: more is known, or all. */
export function goThrough(mirror: Pick<MirrorClient, 'query'>, onProgress: () => void): GoingThrough {
  let question: ListQuestion | null = null;
  let running = false;
  let stopped = false;

  async function run(): Promise<void> {
    for (let step = 1; question && !stopped; step++) {
      const { complete } = await mirror.query('prepareList', question);
      if (complete) question = null;
      if ((complete || step % PROGRESS_STEPS === 0) && !stopped) onProgress();
    }
  }

  function begin(next: ListQuestion): void {
    question = next;
    if (running || stopped) return;
    running = true;
    // A mirror that went away is asked again when it is back: the list itself is then.
    void run().catch(() => { question = null; }).finally(() => {
      running = false;
      if (question) begin(question);
    });
  }

  return {
    begin,
    stop() {
      stopped = true;
    },
  };
}
