import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { looksLikeRegion, REGIONS } from '../../src/aws/regions.ts';
import type { Explanation } from '../../src/errors.ts';
import { awsConsoleUrl, KIND_NAMES, quickSightWebsite, resourceKey, type Resource } from '../../src/resources.ts';
import type { StudioDomain } from '../../src/sagemaker/resources.ts';
import { nodeId, ROOTS, type Group, type Node } from '../../src/tree/nodes.ts';

const domain = (id: string): StudioDomain => ({ kind: 'domain', id, arn: '', name: `name of ${id}`, status: 'InService', details: { known: true, authMode: 'IAM' } });
const resources: Resource[] = [
  { kind: 'dashboard', id: 'same', arn: '', name: 'Sales' },
  { kind: 'dashboard', id: 'other', arn: '', name: 'Sales' },
  { kind: 'analysis', id: 'same', arn: '', name: 'Sales', status: 'CREATION_SUCCESSFUL' },
  domain('d-one'),
  domain('d-two'),
  { kind: 'userProfile', id: 'same', arn: '', name: 'same', domain: domain('d-one'), status: 'InService' },
  { kind: 'userProfile', id: 'same', arn: '', name: 'same', domain: domain('d-two'), status: 'InService' },
  { kind: 'space', id: 'same', arn: '', name: 'Same', domain: domain('d-one'), status: 'InService' },
  { kind: 'space', id: 'same', arn: '', name: 'Same', domain: domain('d-two'), status: 'InService' },
];
const [dashboard, , analysis, studio, , userProfile, , space] = resources;

describe('resources', () => {
  it('have a key each', () => assert.equal(new Set(resources.map(resourceKey)).size, resources.length));

  it('have a word for each kind', () => assert.equal(new Set(Object.values(KIND_NAMES)).size, 5));

  describe('awsConsoleUrl', () => {
    const cases: [resource: Resource, region: string, partition: string, url: string][] = [
      [dashboard!, 'eu-west-1', 'aws', 'https://eu-west-1.quicksight.aws.amazon.com/sn/dashboards/same'],
      [analysis!, 'eu-west-1', 'aws', 'https://eu-west-1.quicksight.aws.amazon.com/sn/analyses/same'],
      [studio!, 'eu-west-1', 'aws', 'https://eu-west-1.console.aws.amazon.com/sagemaker/home?region=eu-west-1#/studio/d-one'],
      [userProfile!, 'eu-west-1', 'aws', 'https://eu-west-1.console.aws.amazon.com/sagemaker/home?region=eu-west-1#/studio/d-one?tab=users'],
      [space!, 'eu-west-1', 'aws', 'https://eu-west-1.console.aws.amazon.com/sagemaker/home?region=eu-west-1#/studio/d-one'],
      [dashboard!, 'cn-north-1', 'aws-cn', 'https://cn-north-1.quicksight.amazonaws.cn/sn/dashboards/same'],
      [studio!, 'cn-north-1', 'aws-cn', 'https://console.amazonaws.cn/sagemaker/home?region=cn-north-1#/studio/d-one'],
      [studio!, 'us-gov-west-1', 'aws-us-gov', 'https://console.amazonaws-us-gov.com/sagemaker/home?region=us-gov-west-1#/studio/d-one'],
    ];
    for (const [resource, region, partition, url] of cases) it(`${resource.kind} in ${region}`, () => assert.equal(awsConsoleUrl(resource, region, partition), url));

    it('is a URL of AWS whatever the id', () => {
      fc.assert(
        fc.property(fc.string({ unit: 'grapheme', minLength: 1 }), fc.constantFrom('dashboard', 'analysis', 'domain'), fc.constantFrom(...REGIONS), (id, kind, region) => {
          const url = new URL(awsConsoleUrl({ ...(kind === 'domain' ? domain(id) : { kind, id, arn: '', name: id, status: '' }), id }, region.id, region.partition));
          assert.match(url.hostname, /\.(amazon\.com|amazonaws\.cn|amazonaws-us-gov\.com)$/);
          assert.equal(url.protocol, 'https:');
          assert.ok(!url.pathname.slice('/sn/dashboards/'.length).includes('/'));
        }),
      );
    });

    it('leads to the sign-up page of a region', () => assert.equal(quickSightWebsite('eu-west-1', 'aws'), 'https://eu-west-1.quicksight.aws.amazon.com'));
  });
});

describe('REGIONS', () => {
  it("are those of the SDK's own table", async () => {
    // The SDK does not export it; its place may move with a new version, and then this test has to follow.
    const file = new URL('../../node_modules/@aws-sdk/core/dist-es/submodules/client/util-endpoints/lib/aws/partitions.js', import.meta.url);
    assert.ok(existsSync(file) && readFileSync(file, 'utf8').includes('eu-west-1'));
    const { partitionsInfo } = (await import(file.href)) as { partitionsInfo: { partitions: { id: string; regions: Record<string, { description: string }> }[] } };
    const theirs = partitionsInfo.partitions
      .filter(({ id }) => ['aws', 'aws-cn', 'aws-us-gov'].includes(id))
      .flatMap(({ id: partition, regions }) => Object.entries(regions).map(([id, { description }]) => ({ id, description, partition })))
      .filter(({ id }) => !id.endsWith('-global'));
    const sorted = (regions: readonly { id: string }[]) => [...regions].sort((a, b) => (a.id < b.id ? -1 : 1));
    assert.deepEqual(sorted(REGIONS), sorted(theirs));
  });

  it('all look like regions', () => {
    for (const { id } of REGIONS) assert.ok(looksLikeRegion(id), id);
    for (const id of ['us-iso-east-1', 'eusc-de-east-1', 'us-isob-west-1']) assert.equal(looksLikeRegion(id), true, id);
    for (const id of ['', 'eu-west', 'eu west 1', 'EU-WEST-1', 'eu-west-1a', 'eu-west-1 ', 'eu-west-1\n', 'https://eu-west-1', 'a-b-1']) assert.equal(looksLikeRegion(id), false, JSON.stringify(id));
  });
});

describe('nodeId', () => {
  const explanation: Explanation = { kind: 'other', short: '', problem: '', help: '', remedy: 'none' };
  it('is each row’s own, and the same after a refresh', () => {
    const inDomains = ['d-one', 'd-two'].flatMap((id): Group[] => [{ kind: 'group', group: 'userProfiles', domain: domain(id) }, { kind: 'group', group: 'spaces', domain: domain(id) }]);
    const groups = [...ROOTS, ...inDomains];
    const rows = (): Node[] => [
      ...groups,
      ...groups.flatMap((parent): Node[] => [{ kind: 'more', parent, loading: false }, { kind: 'empty', parent }]),
      ...resources.map((resource): Node => ({ kind: 'resource', resource, parent: groups[0]! })),
    ];
    const ids = rows().map(nodeId);
    assert.equal(new Set(ids).size, ids.length);
    assert.deepEqual(structuredClone(rows()).map(nodeId), ids);
    // These follow each other in one place.
    const next: Node[] = [{ kind: 'more', parent: groups[0]!, loading: false }, { kind: 'more', parent: groups[0]!, loading: true }, { kind: 'failed', parent: groups[0]!, explanation }];
    assert.equal(new Set(next.map(nodeId)).size, 1);
  });
});
