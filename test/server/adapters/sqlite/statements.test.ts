import {DatabaseSync} from 'node:sqlite';
import {expect} from 'chai';
import {Statements} from '../../../../server/adapters/sqlite/statements.ts';
import {isBusy, isCorrupt} from '../../../../server/adapters/sqlite/sqlite-errors.ts';

describe('Statements', () => {
  it('prepare each text once, and give rows', () => {
    using database = new DatabaseSync(':memory:');
    const statements = new Statements(database);
    const sql = 'SELECT ? AS one';
    expect(statements.prepare(sql)).to.equal(statements.prepare(sql)).and.to.not.equal(statements.prepare('SELECT 2'));
    expect(statements.get(sql, 1)).to.deep.include({one: 1});
    expect(statements.all('SELECT 1 AS n UNION SELECT ?', 3).map(({n}) => n)).to.deep.equal([1, 3]);
    expect(statements.get('SELECT 1 WHERE 0')).to.equal(undefined);
  });
});

describe("SQLite's errors", () => {
  it('are told apart, extended codes included', () => {
    const error = (errcode: number) => Object.assign(new Error('x'), {errcode});
    expect([11, 26, 11 + (1 << 8)].map((code) => isCorrupt(error(code)))).to.deep.equal([true, true, true]);
    expect([5, 5 + (2 << 8)].map((code) => isBusy(error(code)))).to.deep.equal([true, true]);
    for (const other of [error(13), new Error('x'), undefined]) expect([isCorrupt(other), isBusy(other)]).to.deep.equal([false, false]);
  });
});
