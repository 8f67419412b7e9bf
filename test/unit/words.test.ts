import assert from 'node:assert/strict';
import { ago, statusInWords } from '../../src/tree/words.ts';

describe('ago', () => {
  const now = Date.parse('2026-05-17T12:00:00Z');
  const [second, minute, hour, day] = [1000, 60_000, 3_600_000, 86_400_000];
  const cases: [milliseconds: number, words: string][] = [
    [0, 'just now'],
    [59 * second, 'just now'],
    [-20 * second, 'just now'],
    [minute, '1 minute ago'],
    [59 * minute + 59 * second, '59 minutes ago'],
    [hour, '1 hour ago'],
    [23 * hour + 59 * minute, '23 hours ago'],
    [day, 'yesterday'],
    [2 * day, '2 days ago'],
    [6 * day + 23 * hour, '6 days ago'],
    [7 * day, 'last week'],
    [20 * day, '2 weeks ago'],
    [31 * day, 'last month'],
    [200 * day, '6 months ago'],
    [366 * day, 'last year'],
    [800 * day, '2 years ago'],
    [-5 * minute, 'in 5 minutes'],
    [-day, 'tomorrow'],
  ];
  for (const [milliseconds, words] of cases) it(words, () => assert.equal(ago(new Date(now - milliseconds), now), words));
  it('of now, by the clock', () => assert.equal(ago(new Date(Date.now() - 3 * hour)), '3 hours ago'));
});

describe('statusInWords', () => {
  const cases: [status: string, words: string][] = [
    ['CREATION_IN_PROGRESS', 'creation in progress'],
    ['UPDATE_SUCCESSFUL', 'update successful'],
    ['InService', 'in service'],
    ['Pending', 'pending'],
    ['Update_Failed', 'update failed'],
    ['DELETED', 'deleted'],
    ['', ''],
  ];
  for (const [status, words] of cases) it(JSON.stringify(status), () => assert.equal(statusInWords(status), words));
});
