/** The usual start of an engine test: a demo server, a throw-away disk, one account that is up to date. */
import type { DemoHandle, startDemo } from '../../app/demo/start-demo.ts';
import { folderId, type AccountId, type FolderId, type MessageId } from '../../shared/ids.ts';
import type { CommandInput, CommandName, CommandOutput } from '../../shared/ipc/contract.ts';
import type { MessageRow } from '../../shared/model/message.ts';
import type { OperationRow } from '../../shared/model/activity.ts';
import { crashedDisk, createDisk, quietDemo, removeDisk, settingsFor, startHarness, type Disk, type Harness } from './engine-harness.ts';

export class OneAccount {
  readonly demo: DemoHandle;
  readonly account: AccountId;
  #disks: Disk[];
  harness: Harness;

  private constructor(demo: DemoHandle, disk: Disk, harness: Harness, account: AccountId) {
    this.demo = demo;
    this.#disks = [disk];
    this.harness = harness;
    this.account = account;
  }

  static async start(options: Parameters<typeof startDemo>[0] = {}, ports: Parameters<typeof startHarness>[1] = {}): Promise<OneAccount> {
    const demo = await quietDemo(options);
    const disk = await createDisk();
    const harness = await startHarness(disk, ports);
    const added = await harness.client.call('accounts.add', settingsFor(demo));
    if (!added.ok) throw new Error(JSON.stringify(added.failure));
    const one = new OneAccount(demo, disk, harness, added.value.accountId);
    await one.ready();
    return one;
  }

  /** Folder of its profile. */
  get profile(): string { return this.#disks.at(-1)!.profile; }
  get inbox(): FolderId { return this.folder('INBOX'); }
  folder(path: string): FolderId { return folderId(this.account, path); }

  ready() {
    return this.harness.waitFor('accounts.list', {}, ({ accounts }) => accounts.every(({ phase }) => phase === 'ready'));
  }

  async call<K extends CommandName>(name: K, input: CommandInput<K>): Promise<CommandOutput<K>> {
    const result = await this.harness.client.call(name, input);
    if (!result.ok) throw new Error(`${name}: ${JSON.stringify(result.failure)}`);
    return result.value;
  }

  async list(folder: FolderId = this.inbox, until: (rows: MessageRow[]) => boolean = (rows) => rows.length > 0): Promise<MessageRow[]> {
    return (await this.harness.waitFor('messages.list', { folderId: folder, from: 0, count: 300 }, ({ rows }) => until(rows))).rows;
  }

  async newest(): Promise<MessageRow> { return (await this.list())[0]!; }

  async operations(until: (rows: OperationRow[]) => boolean): Promise<OperationRow[]> {
    return (await this.harness.waitFor('activity.list', {}, ({ operations }) => until(operations))).operations;
  }

  /** Waits until nothing is on its way any more. */
  settled() { return this.operations((rows) => rows.every(({ state }) => state === 'done' || state === 'parked')); }

  uidOf(id: MessageId): number { return Number(id.split(':')[1]!.split('@')[0]); }
  onServer(mailbox: string, uid: number) { return this.demo.store.messages(mailbox).find((message) => message.uid === uid); }

  /** kill -9 and start again, on the disk as it was at that moment. */
  async killAndRestart(ports: Parameters<typeof startHarness>[1] = {}): Promise<void> {
    const disk = crashedDisk(this.#disks.at(-1)!);
    this.#disks.push(disk);
    this.harness.kill();
    this.demo.cutConnections();
    this.harness = await startHarness(disk, ports);
  }

  async stop(): Promise<void> {
    await this.harness.stop();
    await this.demo.close();
    for (const disk of this.#disks) await removeDisk(disk);
  }
}
