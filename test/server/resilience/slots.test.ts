import {expect} from 'chai';
import {Slots} from '../../../server/resilience/slots.ts';

describe('Slots', () => {
  it('lets so many in, the others in the order in which they came', async () => {
    const slots = new Slots(2);
    const entered: string[] = [];
    const enter = async (name: string) => {
      const leave = await slots.take();
      entered.push(name);
      return leave;
    };
    const leaving = [enter('a'), enter('b'), enter('c'), enter('d')];
    const leaveA = await leaving[0]!;
    await leaving[1]!;
    expect(entered).to.deep.equal(['a', 'b']);
    expect(slots.waiting).to.equal(2);
    leaveA();
    leaveA();
    await leaving[2]!;
    expect(entered).to.deep.equal(['a', 'b', 'c']);
    (await leaving[1]!)();
    await leaving[3]!;
    expect(slots.waiting).to.equal(0);
  });

  it('passes over who has left', async () => {
    const slots = new Slots(1);
    const leave = await slots.take();
    const controller = new AbortController();
    const gone = slots.take(controller.signal).catch((error: unknown) => error);
    const next = slots.take();
    controller.abort(new Error('left'));
    expect(await gone).to.include({message: 'left'});
    leave();
    (await next)();
    expect(await slots.take(controller.signal).catch((error: unknown) => error)).to.include({message: 'left'});
    (await slots.take())();
  });
});
