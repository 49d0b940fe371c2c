/** The order of test files: those that take longest come first, so that no worker is left alone with one of them at the end. */
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/** Longest first, of each project; whatever is not named comes after them. */
const LONG = [
  'test/protocol/imap/wire/fuzz', 'test/protocol/imap/faults', 'test/protocol/net/certificates',
  'test/engine/faults-deaths', 'test/servers/cyrus', 'test/servers/courier', 'test/engine/faults-answers', 'test/engine/faults-cuts', 'test/architecture/check', 'test/servers/dovecot-extensions',
  'test/engine/between-accounts', 'test/servers/life-on-each', 'test/servers/identity', 'test/servers/engine-on-each', 'test/engine/operations-kinds', 'test/engine/drafts-crash',
  'test/e2e/screens', 'test/e2e/html-walls', 'test/e2e/hostile-mail', 'test/e2e/pseudo-locale', 'test/e2e/trust', 'test/e2e/drafts', 'test/e2e/attachments',
];

export class LongestFirst extends BaseSequencer {
  /** Projects keep their order among each other, and so do files that are not named. */
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const group = ({ project }: TestSpecification): number => project.config.sequence.groupOrder;
    const place = ({ moduleId }: TestSpecification): number => {
      const found = LONG.findIndex((name) => moduleId.endsWith(`${name}.test.ts`));
      return found < 0 ? LONG.length : found;
    };
    return (await super.sort(files)).sort((a, b) => group(a) - group(b) || place(a) - place(b));
  }
}
