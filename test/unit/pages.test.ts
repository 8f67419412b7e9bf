import assert from 'node:assert/strict';
import { page, PagedList, type Page } from '../../src/aws/pages.ts';
import { failureOf } from './support/aws.ts';

/** A loader that gives these pages in order, and remembers with which tokens it was asked. */
function loaderOf(pages: (Page<string> | Error)[]) {
  const tokens: (string | undefined)[] = [];
  const load = async (token?: string) => {
    tokens.push(token);
    await Promise.resolve();
    const next = pages.shift();
    if (next === undefined) throw new Error('There is no such page.');
    if (next instanceof Error) throw next;
    return next;
  };
  return { load, tokens };
}

const keyOf = (item: string) => item;

describe('PagedList', () => {
  it('reads page after page, each from the token of the one before', async () => {
    const { load, tokens } = loaderOf([{ items: ['a', 'b'], nextToken: '1' }, { items: ['c'], nextToken: '2' }, { items: ['d'] }]);
    const list = new PagedList(load, keyOf);
    assert.deepEqual([list.isNew, list.isComplete, list.items], [true, false, []]);
    await list.more();
    assert.deepEqual([list.isNew, list.isComplete, list.items], [false, false, ['a', 'b']]);
    await list.more();
    await list.more();
    assert.deepEqual([list.isComplete, list.items], [true, ['a', 'b', 'c', 'd']]);
    assert.deepEqual(tokens, [undefined, '1', '2']);
  });

  it('asks for nothing once it is complete', async () => {
    const { load, tokens } = loaderOf([{ items: [] }]);
    const list = new PagedList(load, keyOf);
    await list.more();
    await list.more();
    assert.deepEqual([list.isNew, list.isComplete, tokens.length], [false, true, 1]);
  });

  it('has one request in flight, however many ask', async () => {
    const { load, tokens } = loaderOf([{ items: ['a'], nextToken: '1' }, { items: ['b'] }]);
    const list = new PagedList(load, keyOf);
    await Promise.all([list.more(), list.more(), list.more()]);
    assert.deepEqual([tokens, list.items], [[undefined], ['a']]);
    await Promise.all([list.more(), list.more()]);
    assert.deepEqual([tokens, list.items], [[undefined, '1'], ['a', 'b']]);
  });

  it('tells everybody who waits of a failure, and goes on from the same token', async () => {
    const { load, tokens } = loaderOf([{ items: ['a'], nextToken: '1' }, new Error('no'), { items: ['b'] }]);
    const list = new PagedList(load, keyOf);
    await list.more();
    const failures = await Promise.all([failureOf(list.more()), failureOf(list.more())]);
    assert.deepEqual(failures.map(({ message }) => message), ['no', 'no']);
    assert.deepEqual([list.items, list.isComplete], [['a'], false]);
    await list.more();
    assert.deepEqual([list.items, list.isComplete], [['a', 'b'], true]);
    assert.deepEqual(tokens, [undefined, '1', '1']);
  });

  it('is still new after the first page failed', async () => {
    const { load } = loaderOf([new Error('no'), { items: ['a'] }]);
    const list = new PagedList(load, keyOf);
    await failureOf(list.more());
    assert.equal(list.isNew, true);
    await list.more();
    assert.deepEqual([list.isNew, list.items], [false, ['a']]);
  });

  it('survives a loader that throws at once', async () => {
    let times = 0;
    const list = new PagedList((): Promise<Page<string>> => {
      times++;
      if (times === 1) throw new Error('at once');
      return Promise.resolve({ items: ['a'] });
    }, keyOf);
    assert.equal((await failureOf(list.more())).message, 'at once');
    await list.more();
    assert.deepEqual(list.items, ['a']);
  });

  it('keeps an item once that moved between pages, where it was first', async () => {
    const { load } = loaderOf([{ items: ['a', 'b', 'a'], nextToken: '1' }, { items: ['b', 'c'] }]);
    const list = new PagedList(load, keyOf);
    await list.more();
    await list.more();
    assert.deepEqual(list.items, ['a', 'b', 'c']);
  });

  it('goes on past empty pages in the middle', async () => {
    const { load } = loaderOf([{ items: [], nextToken: '1' }, { items: [], nextToken: '2' }, { items: ['a'] }]);
    const list = new PagedList(load, keyOf);
    await list.more();
    assert.deepEqual([list.isNew, list.isComplete], [false, false]);
    await list.more();
    await list.more();
    assert.deepEqual([list.isComplete, list.items], [true, ['a']]);
  });
});

describe('page', () => {
  it('takes an empty token for none', () => {
    assert.deepEqual(page([1], ''), { items: [1] });
    assert.deepEqual(page([1], undefined), { items: [1] });
    assert.deepEqual(page([], 'x'), { items: [], nextToken: 'x' });
  });
});
