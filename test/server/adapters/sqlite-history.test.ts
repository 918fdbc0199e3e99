import {execFile} from 'node:child_process';
import {mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs';
import {tmpdir} from 'node:os';
import {join} from 'node:path';
import {DatabaseSync} from 'node:sqlite';
import {promisify} from 'node:util';
import {expect} from 'chai';
import {NEVER, concat, of} from 'rxjs';
import {HistoryDatabase} from '../../../server/adapters/sqlite-history/history-database.ts';
import {openHistory} from '../../../server/adapters/sqlite-history/open-history.ts';
import {sqliteHistory, type SqliteHistoryOptions} from '../../../server/adapters/sqlite-history/sqlite-history.ts';
import {memorySessionLog} from '../../../server/adapters/memory-session-log.ts';
import type {SessionHistory} from '../../../server/session/session-history.ts';
import {createSessionId, toShareId} from '../../../server/session/session-id.ts';
import {SessionRegistry, type SessionRegistryOptions} from '../../../server/session/session-registry.ts';
import type {Said, SessionEvent} from '../../../shared/session-event.ts';
import {sessionLogContract} from '../../contract/session-log.ts';

let folder = '';
before(() => (folder = mkdtempSync(join(tmpdir(), 'llm-window-history-'))));
after(() => rmSync(folder, {recursive: true, force: true}));

let files = 0;
const newPath = () => join(folder, `${files++}.db`);
const open = (path: string, options: Partial<SqliteHistoryOptions> = {}): SessionHistory =>
  sqliteHistory({
    path,
    retentionMs: 60_000,
    maxBytes: 1e6,
    onError: (error) => {
      throw error;
    },
    onRecovered: () => undefined,
    ...options,
  });

const one = (() => {
  let history: SessionHistory | undefined;
  return () => (history ??= open(newPath()));
})();
sessionLogContract('sqliteHistory', () => one().createLog(createSessionId()));
sessionLogContract(
  'sqliteHistory, as a server that starts again finds it',
  (() => {
    let writer: SessionHistory | undefined;
    let reader: SessionHistory | undefined;
    return () => {
      const path = newPath();
      writer ??= open(path, {shared: true, batchMs: 0});
      reader ??= open(path, {shared: true});
      const id = createSessionId();
      const log = writer.createLog(id);
      const again = () => {
        writer?.find(id); // what waits is written first
        const kept = reader?.find(id);
        if (!kept || kept === 'expired') throw new Error('it should be there');
        return kept.log;
      };
      return {get lastId() { return again().lastId; }, append: (event) => log.append(event), read: (after, upTo) => again().read(after, upTo)};
    };
  })(),
);

const words: Said[] = [
  {type: 'analysis-start'},
  {type: 'answer-start', model: 'm', sources: []},
  {type: 'answer-delta', model: 'm', text: 'Half an ans'},
];
const request = {question: 'Where is the secret garden?', models: ['m'], providers: ['corpus'], synthesis: true, search: {}};
const serverOver = (history: SessionHistory, said: Said[], options: Partial<SessionRegistryOptions> = {}) =>
  new SessionRegistry(() => concat(of(...said), options.maxSessions === 1 ? NEVER : of()), {
    maxSessions: 10, maxEnded: 10, graceMs: 60_000, retentionMs: 60_000, frameMs: 0, createLog: (id) => history.createLog(id), history, ...options,
  });
const found = (registry: SessionRegistry, id: string) => {
  const session = registry.find(id);
  if (!session || session === 'expired') throw new Error('it should be there');
  return session;
};
const eventsOf = (registry: SessionRegistry, id: string): SessionEvent[] => found(registry, id).feed.read(0).map(({event}) => event);

describe('sessions kept in SQLite', () => {
  it('are the same after a restart: events, state, feedback, and the share id', () => {
    const path = newPath();
    const history = open(path);
    const registry = serverOver(history, [...words, {type: 'answer-end', model: 'm', finishReason: 'stop', citations: [], ttftMs: 0, ms: 0}]);
    const session = registry.start(request);
    registry.addFeedback(session, {rating: 'up', comment: 'fine'});
    const {id, state} = session;
    const events = eventsOf(registry, id);
    history.close();

    const again = serverOver(open(path), []);
    const restored = found(again, toShareId(id));
    expect(found(again, id)).to.equal(restored);
    expect(eventsOf(again, id)).to.deep.equal(events);
    expect(JSON.stringify(restored.state)).to.equal(JSON.stringify(state));
    expect(restored.feedback).to.deep.equal([{rating: 'up', comment: 'fine'}]);
    expect([restored.ref, restored.running, restored.feed.ended]).to.deep.equal([session.ref, false, true]);
  });

  it('know the whole conversation after a restart, as far as it is kept', () => {
    const path = newPath();
    const history = open(path);
    const registry = serverOver(history, [...words, {type: 'answer-end', model: 'm', finishReason: 'stop', citations: [], ttftMs: 0, ms: 0}]);
    let session = registry.start({...request, question: 'q1'});
    for (const question of ['q2', 'q3', 'q4', 'q5', 'q6', 'q7']) session = registry.start({...request, question, earlier: session.turns, parent: session.ref});
    history.close();

    const again = serverOver(open(path), []);
    expect(found(again, session.id).turns).to.deep.equal(session.turns);
    expect(session.turns.map(({question}) => question)).to.deep.equal(['q3', 'q4', 'q5', 'q6', 'q7']);
    expect(found(again, session.id).turns[0]?.answer).to.equal('Half an ans');
  });

  it('that a restart cut off end as failed, everything closed, once and for good', () => {
    const path = newPath();
    const history = open(path);
    const {id} = serverOver(history, words, {maxSessions: 1}).start(request);
    history.close(); // as a killed process leaves it, a batch later

    const second = open(path);
    const events = eventsOf(serverOver(second, []), id);
    expect(events.slice(-4).map(({type}) => type)).to.deep.equal(['analysis-end', 'answer-error', 'session-metrics', 'session-end']);
    expect(events.at(-1)).to.include({outcome: 'failed', code: 'restarted'});
    expect(events.find(({type}) => type === 'answer-error')).to.include({partial: true, code: 'restarted'});
    second.close();
    expect(eventsOf(serverOver(open(path), []), id)).to.deep.equal(events);
  });

  it('keep neither id nor share id in the file, which is its owner’s alone', () => {
    const path = newPath();
    const history = open(path);
    const {id} = serverOver(history, words).start(request);
    history.close();
    const bytes = readFileSync(path);
    expect(bytes.includes(id)).to.equal(false);
    expect(bytes.includes(toShareId(id))).to.equal(false);
    expect(bytes.includes('secret garden')).to.equal(true);
    expect(statSync(path).mode & 0o777).to.equal(0o600);
  });

  it('that memory lets go of are read from the file', () => {
    const registry = serverOver(open(newPath()), words, {maxEnded: 1});
    const ids = [1, 2, 3].map(() => registry.start(request).id);
    for (const id of ids) expect(eventsOf(registry, id).at(-1)?.type).to.equal('session-end');
  });

  it('expire by age and by size, oldest first, and are remembered as expired', async () => {
    const path = newPath();
    const history = open(path);
    const registry = serverOver(history, words);
    const ids: string[] = [];
    for (let i = 0; i < 3; i++) {
      ids.push(registry.start(request).id);
      history.find('flush');
      await new Promise((later) => setTimeout(later, 5));
    }
    history.close();
    const kinds = (options: Partial<SqliteHistoryOptions>) => {
      const reader = open(path, options);
      const kind = ids.map((id) => typeof reader.find(id));
      reader.close();
      return kind;
    };
    expect(kinds({})).to.deep.equal(['object', 'object', 'object']);
    expect(kinds({maxBytes: 1_000})).to.deep.equal(['string', 'string', 'object']);
    expect(kinds({retentionMs: 0})).to.deep.equal(['string', 'string', 'string']);
    const last = open(path);
    expect(last.find('never')).to.equal(undefined);
  });

  it('do not wait for the disk: an event is in the file a batch later, many in one write', async () => {
    const path = newPath();
    const history = open(path, {shared: true, batchMs: 20});
    const id = createSessionId();
    const log = history.createLog(id);
    for (let i = 0; i < 100; i++) log.append({type: 'answer-delta', at: i, model: 'm', text: 'word '});
    const rows = () => {
      const database = new DatabaseSync(path, {readOnly: true});
      const {count} = database.prepare('SELECT count(*) AS count FROM events').get() as {count: number};
      database.close();
      return count;
    };
    expect(rows()).to.equal(0);
    while (rows() === 0) await new Promise((later) => setTimeout(later, 10));
    expect(rows()).to.equal(1);
  });

  it('of which many wait are all written, a part of them at a time', async () => {
    const path = newPath();
    const history = open(path, {shared: true, batchMs: 5});
    const said: SessionEvent = {type: 'analysis-start', at: 0};
    for (let session = 0; session < 100; session++) history.createLog(createSessionId()).append(said);
    const file = new DatabaseSync(path);
    const written = () => (file.prepare('SELECT count(*) AS count FROM events').get() as {count: number}).count;
    const counts = new Set([written()]);
    while (written() < 100) {
      counts.add(written());
      await new Promise((later) => setTimeout(later, 1));
    }
    counts.delete(0);
    expect(counts.size, 'parts seen between none and all').to.be.greaterThan(0);
    // What is said after a session was written is written with its next part.
    const id = createSessionId();
    const log = history.createLog(id);
    log.append(said);
    while (written() < 101) await new Promise((later) => setTimeout(later, 1));
    log.append(said);
    while (written() < 102) await new Promise((later) => setTimeout(later, 1));
    file.close();
    history.close();
  });

  it('go on without history when the file is locked, and say so once', () => {
    const errors: unknown[] = [];
    const path = newPath();
    const history = open(path, {shared: true, onError: (error) => errors.push(error)});
    const registry = serverOver(history, words);
    using lock = new DatabaseSync(path);
    lock.exec('BEGIN EXCLUSIVE');
    const {id} = registry.start(request);
    expect(eventsOf(registry, id).at(-1)?.type).to.equal('session-end');
    registry.addFeedback(found(registry, id), {rating: 'up'});
    history.close();
    expect(errors.map(String)).to.deep.equal(['Error: database is locked']);
  });

  it('are kept when the lock is gone, those that went on meanwhile as a whole', async () => {
    const heard: string[] = [];
    const path = newPath();
    const history = open(path, {shared: true, batchMs: 5, retryMs: 5, onError: (error) => heard.push(String(error)), onRecovered: () => heard.push('again')});
    const registry = serverOver(history, words);
    const before = registry.start(request);
    history.find('flush');
    const lock = new DatabaseSync(path);
    lock.exec('BEGIN EXCLUSIVE');
    const during = registry.start({...request, question: 'Who locked the garden?'});
    registry.addFeedback(during, {rating: 'up'});
    registry.addFeedback(before, {rating: 'down'});
    expect(history.find('flush')).to.equal(undefined);
    expect([heard, history.isKeeping]).to.deep.equal([['Error: database is locked'], false]);
    lock.close();
    while (!history.isKeeping) await new Promise((later) => setTimeout(later, 5));
    const after = registry.start({...request, question: 'Who opened it?'});
    history.close();
    expect(heard).to.deep.equal(['Error: database is locked', 'again']);

    const again = serverOver(open(path), []);
    for (const session of [before, during, after]) expect(eventsOf(again, session.id)).to.deep.equal(session.feed.read(0).map(({event}) => event));
    expect([before, during, after].map(({id}) => found(again, id).feedback)).to.deep.equal([[{rating: 'down'}], [{rating: 'up'}], []]);
  });

  it('wait in memory only so many: those that waited longest are given up whole, and the rest is kept', async () => {
    const path = newPath();
    const history = open(path, {shared: true, batchMs: 5, retryMs: 5, maxPending: 25, onError: () => undefined});
    const ids = ['begun', 'whole', 'last'].map(() => createSessionId());
    const logs = ids.map((id) => history.createLog(id));
    const say = (index: number, times: number) => {
      for (let i = 0; i < times; i++) logs[index]?.append({type: 'answer-delta', at: i, model: 'm', text: `${index}.${i} `});
    };
    say(0, 3);
    history.find('flush'); // a part of the first is in the file
    const lock = new DatabaseSync(path);
    lock.exec('BEGIN EXCLUSIVE');
    say(0, 10);
    say(1, 10);
    say(2, 10);
    say(0, 1); // of one that was given up, nothing more is kept
    history.find('flush');
    lock.close();
    while (!history.isKeeping) await new Promise((later) => setTimeout(later, 5));
    say(0, 1);
    say(2, 1);
    history.close();
    const reader = open(path);
    const lengths = ids.map((id) => {
      const kept = reader.find(id);
      return kept === undefined || kept === 'expired' ? kept : kept.log.lastId;
    });
    expect(lengths).to.deep.equal(['expired', 10, 11]);
    reader.close();
  });

  it('go on while the disk is full, and are kept once there is room: each is said once', async () => {
    const program = `
      import {execFileSync} from 'node:child_process';
      import {openHistory} from './server/adapters/sqlite-history/open-history.ts';
      const lines = [];
      const logger = {error: ({err}, line) => lines.push('error ' + line), warn: ({err}, line) => lines.push('warn ' + line), info: (line) => lines.push(line)};
      const settings = {DATA_DIR: ${JSON.stringify(mkdtempSync(join(folder, 'full-')))}, RETENTION: 60, HISTORY_MAX_MB: 100};
      const history = openHistory(settings, logger);
      const log = history.createLog('session');
      for (let i = 0; i < 40; i++) {
        log.append({type: 'answer-delta', at: i, model: 'm', text: 'word '.repeat(10_000)});
        await new Promise((later) => setTimeout(later, 10));
        history.find('flush');
      }
      const during = [...lines, history.isKeeping];
      execFileSync('prlimit', ['--pid', String(process.pid), '--fsize=unlimited']);
      while (!history.isKeeping) await new Promise((later) => setTimeout(later, 50));
      history.close();
      history.close();
      const again = openHistory(settings, logger);
      console.log(JSON.stringify({during, after: lines, lastId: log.lastId, kept: again.find('session').log.lastId}));
      again.close();`;
    // 512 KiB is all that any file may hold, at first.
    const {stdout} = await promisify(execFile)('bash', ['-c', 'ulimit -S -f 512; exec "$@"', 'bash', process.execPath, '--input-type=module', '-e', program]);
    const warning = 'warn sessions are not kept at the moment: tried again until they are';
    expect(JSON.parse(stdout)).to.deep.equal({during: [warning, false], after: [warning, 'sessions are kept again'], lastId: 40, kept: 40});
  }).timeout(20_000);

  it('that ended while the disk was full are found with their one end, and kept with it', () => {
    const path = newPath();
    const history = open(path, {batchMs: 1, retryMs: 10, onError: () => undefined});
    const id = createSessionId();
    const log = history.createLog(id);
    log.append({type: 'answer-start', at: 0, model: 'm', sources: []});
    history.find(id); // writes what waits
    const own = Object.getOwnPropertyDescriptor(HistoryDatabase.prototype, 'transaction');
    HistoryDatabase.prototype.transaction = () => {
      throw new Error('disk full');
    };
    try {
      log.append({type: 'answer-end', at: 1, model: 'm', finishReason: 'stop', citations: [], ttftMs: 0, ms: 1});
      log.append({type: 'session-end', at: 1, outcome: 'done', ms: 1});
      const found = new SessionRegistry(() => NEVER, {maxSessions: 9, maxEnded: 0, graceMs: 1e6, retentionMs: 60_000, frameMs: 0, createLog: memorySessionLog, history}).find(id);
      expect(found !== 'expired' && found?.state).to.include({status: 'ended', outcome: 'done'});
    } finally {
      if (own) Object.defineProperty(HistoryDatabase.prototype, 'transaction', own);
    }
    history.close();
    const again = open(path);
    const kept = again.find(id);
    expect(kept && kept !== 'expired' && kept.log.read(0, 9).map(({event}) => event.type)).to.deep.equal(['answer-start', 'answer-end', 'session-end']);
    again.close();
  });

  it('that go on when the history is closed are kept no more, and nothing breaks', async () => {
    const errors: unknown[] = [];
    const history = open(newPath(), {batchMs: 0, onError: (error) => errors.push(error)});
    const log = history.createLog(createSessionId());
    log.append({type: 'analysis-start', at: 0});
    history.close();
    log.append({type: 'answer-delta', at: 1, model: 'm', text: 'late'});
    await new Promise((later) => setTimeout(later, 10)); // the time of a batch, and then some
    history.close();
    expect([log.lastId, history.find('any'), errors]).to.deep.equal([2, undefined, []]);
    expect(history.createLog(createSessionId()).append({type: 'analysis-start', at: 0})).to.equal(1);
  });
});

describe('openHistory', () => {
  const settingsFor = (name: string) => ({DATA_DIR: mkdtempSync(join(folder, name)), RETENTION: 60, HISTORY_MAX_MB: 1});
  const logger = (lines: string[]) => ({error: (_: unknown, line?: string) => void lines.push(`error ${line}`), warn: (_: unknown, line?: string) => void lines.push(`warn ${line}`), info: (line: string) => void lines.push(`info ${line}`)});

  it('puts a damaged file aside and starts anew', () => {
    const lines: string[] = [];
    const settings = settingsFor('damaged-');
    writeFileSync(join(settings.DATA_DIR, 'sessions.db'), 'this is no database, whatever its name says '.repeat(100));
    const history = openHistory(settings, logger(lines));
    expect(history?.createLog('x').lastId).to.equal(0);
    expect(lines).to.have.length(1);
    expect(readFileSync(join(settings.DATA_DIR, 'sessions.db.broken'), 'utf8')).to.contain('no database');
    history?.close();
  });

  it('leaves the file to the server that has it, and says that sessions are not kept', () => {
    const lines: string[] = [];
    const settings = settingsFor('busy-');
    const first = openHistory(settings, logger(lines));
    expect(openHistory(settings, logger(lines))).to.equal(undefined);
    expect(lines).to.deep.equal(['error sessions are not kept']);
    first?.close();
  });

  it('is not needed', () => {
    const registry = new SessionRegistry(() => of(), {maxSessions: 1, maxEnded: 1, graceMs: 1, retentionMs: 1_000, frameMs: 0, createLog: memorySessionLog});
    expect(registry.start(request).state.status).to.equal('ended');
    registry.close();
  });
});
