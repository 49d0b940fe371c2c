/** How long a window stood still: the longest task of its main thread, in processor time, so that a busy machine makes no difference. */
import type { Page } from 'playwright-core';

export interface StallWatch {
  start(): Promise<void>;
  /** Milliseconds of processor time of the longest task since `start`. */
  stop(): Promise<number>;
}

interface TraceEvent { ph: string; name: string; pid: number; tid: number; dur?: number; tdur?: number; args?: { name?: string } }

const TASK = 'ThreadControllerImpl::RunTask';

export async function watchStalls(page: Page): Promise<StallWatch> {
  const session = await page.context().newCDPSession(page);
  let events: TraceEvent[] = [];
  session.on('Tracing.dataCollected', ({ value }) => { events.push(...value as unknown as TraceEvent[]); });
  return {
    async start() {
      events = [];
      await session.send('Tracing.start', { traceConfig: { includedCategories: ['toplevel'], recordMode: 'recordContinuously' }, transferMode: 'ReportEvents' });
    },
    async stop() {
      const complete = new Promise((resolve) => { session.once('Tracing.tracingComplete', resolve); });
      await session.send('Tracing.end');
      await complete;
      const mains = new Set(events.filter(({ ph, name, args }) => ph === 'M' && name === 'thread_name' && args?.name === 'CrRendererMain').map(({ pid, tid }) => `${pid}:${tid}`));
      const tasks = events.filter(({ ph, name, pid, tid }) => ph === 'X' && name === TASK && mains.has(`${pid}:${tid}`));
      if (tasks.length === 0) throw new Error('the trace holds no task: nothing was measured');
      return Math.round(Math.max(...tasks.map(({ tdur = 0 }) => tdur)) / 1_000);
    },
  };
}
