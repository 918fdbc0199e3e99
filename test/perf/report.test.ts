import {expect} from 'chai';
import {bars, escapeText, lineChart, ticksOf} from '../../perf/report/chart.ts';
import {at, renderPage} from '../../perf/report/page.ts';
import {summaryTable, withSummary} from '../../perf/report/summary.ts';
import type {ResultFile} from '../../perf/support/results.ts';

const machine = {cpu: 'Some <CPU>', cores: 2, memoryMb: 4_096, system: 'Linux 6', node: 'v26.0.0', versions: {ai: '7.0.0'}, commit: 'abc1234'};
const file = (scenario: string, result: object, more: Partial<ResultFile> = {}): ResultFile => ({scenario, asks: `What of ${scenario}?`, at: '2026-01-02T03:04:05.000Z', seconds: 3, short: false, machine, promises: [], result, ...more});
const relay = (sessions: number, cpuUsPerToken: number) => ({'llm-window': {cpuUsPerToken, ageDistribution: [[0, 1], [0.95, 40], [1, 90]], sessions}, 'raw-pipe': {cpuUsPerToken: 10}});
const budgets = {relay: {'at100.llm-window.cpuUsPerToken': {bound: '<= 20', about: 'CPU'}, 'at300.lost': {bound: '< 1', about: 'lost'}}};

describe('perf: report', () => {
  const page = renderPage([file('relay', {at20: relay(20, 30), at100: relay(100, 21.5)}), file('storm', {connections: 5, curve: [1]})], budgets);

  it('says of each promise whether it holds, is broken or was not measured', () => {
    expect(page).to.include('0 hold, 1 are broken, 1 were not measured.');
    expect(page).to.match(/CPU<\/th><td>21.5<\/td><td>&lt;= 20<\/td><td>✘ broken/);
    expect(page).to.match(/lost<\/th><td><\/td><td>&lt; 1<\/td><td>○ not measured/);
  });

  it('draws what it was given and asks nobody for anything', () => {
    expect(page).to.include('CPU per relayed token').and.to.include('class="c0"').and.to.include('class="c1"');
    expect(page).to.not.match(/(?:src|href)=|url\(|@import|<script/);
    expect(page).to.include('Some &lt;CPU&gt;').and.to.include('prefers-color-scheme:dark');
    expect(page).to.match(/connections<\/th><td>5/);
  });

  it('draws what was judged of a soak, and what was read too seldom for that', () => {
    const rise = {start: 1, end: 1, lowPerHour: -1, highPerHour: 2, curve: [[0, 1], [1, 1]]};
    const soak = renderPage([file('soak', {rises: {heapMb: rise}, tooShortToTell: {pageObjectsMb: rise}})], {});
    expect(soak).to.include('>Heap, MiB').and.to.include('>Objects of that page, MiB').and.to.include('slope between -1 and 2 an hour');
  });

  it('draws no chart without points', () => {
    expect(lineChart({title: 't', xLabel: 'x', yLabel: 'y', series: [{name: 'a', points: []}]})).to.equal('');
    expect(lineChart({title: 't', xLabel: 'x', yLabel: 'y', logY: true, series: [{name: 'a', points: [[1, 0]]}]})).to.equal('');
    expect(bars('t', '%', [])).to.equal('');
  });

  it('puts points where they belong, one point in the middle', () => {
    const svg = lineChart({title: 't', xLabel: 'x', yLabel: 'y', series: [{name: 'a', points: [[0, 0], [10, 5]]}]});
    expect(svg).to.include('points="56.0,256.0 624.0,14.0"');
    expect(lineChart({title: 't', xLabel: 'x', yLabel: 'y', series: [{name: 'a', points: [[7, 5]]}]})).to.include('points="340.0,14.0"');
  });

  it('has round ticks', () => {
    expect(ticksOf(0, 97, false)).to.deep.equal([0, 20, 40, 60, 80]);
    expect(ticksOf(0, 0.5, false)).to.deep.equal([0, 0.1, 0.2, 0.3, 0.4, 0.5]);
    expect(ticksOf(1, 1_000, true)).to.deep.equal([1, 10, 100, 1_000]);
  });

  it('escapes what is text, and finds what is there', () => {
    expect(escapeText('<a title="&">')).to.equal('&lt;a title=&quot;&amp;&quot;&gt;');
    expect([at({a: {b: 1}}, 'a.b'), at({a: [1]}, 'a.0'), at(undefined, 'a')]).to.deep.equal([1, undefined, undefined]);
  });

  it('names every commit that a figure of the table comes from, the latest first', () => {
    const of = (name: string, commit: string, at: string) => {
      const one = file(name, {});
      return {...one, at, machine: {...one.machine, commit}};
    };
    const files = [of('relay', 'aaa', '2026-01-01T00:00:00Z'), of('memory', 'bbb', '2026-01-02T00:00:00Z'), of('readers', 'bbb', '2026-01-02T00:00:01Z')];
    expect(summaryTable(files, {})).to.contain('commits bbb, aaa (latest first), 2026-01-02;');
    expect(summaryTable(files.slice(1), {})).to.contain('commit bbb, 2026-01-02;');
  });

  it('names every machine that a figure comes from, in the table and by its figures', () => {
    const files = [file('relay', {}), file('memory', {}, {at: '2026-01-03T00:00:00Z', machine: {...machine, cpu: 'Another', cores: 8}})];
    expect(summaryTable(files, {})).to.match(/^8 × Another, 2 × Some <CPU>, Node/);
    expect(renderPage(files, {})).to.match(/8 × Another, 2 × Some &lt;CPU&gt;, 4 GiB/).and.to.contain('commit abc1234, 8 × Another<').and.to.contain('commit abc1234, 2 × Some &lt;CPU&gt;<');
  });

  it('writes what was measured between the marks of the README, and nothing else', () => {
    const table = summaryTable([file('relay', {at100: relay(100, 15)})], budgets);
    expect(table).to.include('| CPU | 15 | ≤ 20 | ✔ |').and.not.to.include('lost');
    const [begin, end] = ['<!-- Measured: written by `npm run perf:report -- --publish`. -->', '<!-- /Measured -->'];
    expect(withSummary(`a\n${begin}\nold\n${end}\nb`, 'new')).to.equal(`a\n${begin}\nnew\n${end}\nb`);
    expect(() => withSummary('no marks', 'new')).to.throw('write between');
  });
});
