import assert from 'node:assert/strict';
import { PagedList } from '../../src/aws/pages.ts';
import { listAnalyses, listDashboards } from '../../src/quicksight/lists.ts';
import type { Dashboard } from '../../src/quicksight/resources.ts';
import { resourceKey } from '../../src/resources.ts';
import { describeDomain, listDomains, listSpaces, listUserProfiles } from '../../src/sagemaker/lists.ts';
import type { StudioDomain } from '../../src/sagemaker/resources.ts';
import { failureOf, useAws } from './support/aws.ts';

describe('listDashboards', () => {
  const aws = useAws({ dashboards: 250 });

  it('reads pages of 100, one request for each', async () => {
    const session = await aws.open();
    const pages = new PagedList<Dashboard>((token) => listDashboards(session, token), resourceKey);
    const sizes: number[] = [];
    while (!pages.isComplete) {
      const before = pages.items.length;
      await pages.more();
      sizes.push(pages.items.length - before);
      assert.equal(aws.asked().filter((operation) => operation === 'ListDashboards').length, sizes.length);
    }
    assert.deepEqual(sizes, [100, 100, 50]);
    assert.equal(new Set(pages.items.map(resourceKey)).size, 250);
    const [first, second] = aws.emulator.requests.filter(({ operation }) => operation === 'ListDashboards');
    assert.deepEqual(first!.query, { 'max-results': '100' });
    assert.deepEqual(Object.keys(second!.query).sort(), ['max-results', 'next-token']);
  });

  it('asks who the caller is once, whatever is listed', async () => {
    const session = await aws.open();
    await listDashboards(session);
    await listAnalyses(session);
    assert.deepEqual(aws.asked(), ['GetCallerIdentity', 'ListDashboards', 'ListAnalyses']);
  });

  it('tells what AWS tells of a dashboard', async () => {
    const session = await aws.open();
    const { items } = await listDashboards(session);
    const dashboard = items.find(({ name }) => name === 'Weekly Sales Review')!;
    assert.equal(dashboard.arn, `arn:aws:quicksight:eu-west-1:${aws.emulator.accountId}:dashboard/${dashboard.id}`);
    assert.equal(dashboard.publishedVersion, 61);
    assert.ok(dashboard.published instanceof Date && dashboard.created! < dashboard.updated!);
  });

  it('keeps unpublished dashboards, and shows that they are', async () => {
    const { items } = await listDashboards(await aws.open());
    const drafts = items.filter(({ publishedVersion }) => publishedVersion === undefined);
    assert.ok(drafts.some(({ name }) => name === 'Q3 Board Pack'));
    for (const { published } of drafts) assert.equal(published, undefined);
  });

  it('throws what AWS answers', async () => {
    const session = await aws.open();
    aws.emulator.fail('ListDashboards', { code: 'AccessDeniedException', message: 'No', status: 401 });
    assert.equal((await failureOf(listDashboards(session))).name, 'AccessDeniedException');
  });

  it('is empty in a region of its own', async () => {
    const { items } = await listDashboards(await aws.open({ profile: 'demo', region: 'us-east-1' }));
    assert.ok(items.length > 0 && items.every(({ arn }) => arn.includes(':us-east-1:')));
  });
});

describe('listAnalyses', () => {
  const aws = useAws();

  it('leaves out deleted analyses and nothing else', async () => {
    const { items, nextToken } = await listAnalyses(await aws.open());
    assert.equal(nextToken, undefined);
    assert.deepEqual([...new Set(items.map(({ status }) => status))].sort(), ['CREATION_FAILED', 'CREATION_IN_PROGRESS', 'CREATION_SUCCESSFUL', 'UPDATE_FAILED', 'UPDATE_IN_PROGRESS', 'UPDATE_SUCCESSFUL']);
    assert.equal(items.length, 11);
    assert.ok(items.every(({ id, arn }) => arn.endsWith(`:analysis/${id}`)));
  });
});

describe('listDomains', () => {
  const aws = useAws();

  it("tells each domain's AuthMode; one that may not be described hides no other", async () => {
    const { items } = await listDomains(await aws.open());
    assert.deepEqual(
      items.map(({ name, status, details }) => [name, status, details.known ? details.authMode : (details.error as Error).name]),
      [
        ['data-science', 'InService', 'IAM'],
        ['research', 'InService', 'SSO'],
        ['ml-sandbox', 'Failed', 'IAM'],
        ['finance-restricted', 'InService', 'AccessDeniedException'],
      ],
    );
    const details = items.map((domain) => domain.details);
    assert.ok(details[1]!.known && details[1]!.url === 'https://d-9xw3mzt6rsso.studio.eu-west-1.sagemaker.aws' && details[1]!.networkAccess === 'VpcOnly');
    assert.ok(details[2]!.known && (details[2]!.failureReason!).includes('no free IP addresses'));
  });

  it('asks for pages of 100, and describes each domain once', async () => {
    await listDomains(await aws.open());
    assert.deepEqual(JSON.parse(aws.emulator.requests[0]!.body), { MaxResults: 100 });
    assert.deepEqual(aws.asked().sort(), ['DescribeDomain', 'DescribeDomain', 'DescribeDomain', 'DescribeDomain', 'ListDomains']);
  });

  it('gives nothing of a session that ended while domains were described', async () => {
    const session = await aws.open();
    const held = aws.emulator.hold('DescribeDomain');
    const listing = failureOf(listDomains(session));
    await held.arrived;
    session.end();
    assert.equal((await listing).name, 'AbortError');
    held.release();
  });

  it('is empty where there is none', async () => assert.deepEqual(await listDomains(await aws.openAs('sandbox')), { items: [] }));
});

describe('listUserProfiles and listSpaces', () => {
  const aws = useAws();
  const domainOf = async (name: string): Promise<[Awaited<ReturnType<typeof aws.open>>, StudioDomain]> => {
    const session = await aws.open();
    return [session, (await listDomains(session)).items.find((domain) => domain.name === name)!];
  };

  it('tells who is in a domain, and only who is in it', async () => {
    const [session, domain] = await domainOf('data-science');
    const { items } = await listUserProfiles(session, domain);
    assert.deepEqual(items.map(({ name }) => name).sort(), ['ana-lopez', 'bo-lindqvist', 'chiara-ricci', 'dmitri-volkov', 'emma-new', 'forecasting-batch']);
    const ana = items.find(({ id }) => id === 'ana-lopez')!;
    assert.deepEqual([ana.arn, ana.status, ana.domain], [`arn:aws:sagemaker:eu-west-1:${aws.emulator.accountId}:user-profile/${domain.id}/ana-lopez`, 'InService', domain]);
    assert.equal(items.find(({ id }) => id === 'emma-new')!.status, 'Failed');
  });

  it('tells the spaces of a domain, by their display names', async () => {
    const [session, domain] = await domainOf('data-science');
    const { items } = await listSpaces(session, domain);
    assert.deepEqual(
      items.map(({ id, name, sharing, owner, appType }) => [id, name, sharing, owner, appType]).sort(),
      [
        ['ana-editor', 'ana-editor', 'Private', 'ana-lopez', 'CodeEditor'],
        ['ana-notebooks', 'Ana’s notebooks', 'Private', 'ana-lopez', 'JupyterLab'],
        ['chiara-vision', 'chiara-vision', 'Private', 'chiara-ricci', 'JupyterLab'],
        ['churn-model', 'Churn model', 'Shared', 'bo-lindqvist', 'JupyterLab'],
        ['demand-forecast', 'Demand forecast', 'Shared', 'chiara-ricci', 'JupyterLab'],
      ],
    );
    assert.equal(items[0]!.arn, `arn:aws:sagemaker:eu-west-1:${aws.emulator.accountId}:space/${domain.id}/${items[0]!.id}`);
  });

  it('asks for pages of 100 of one domain', async () => {
    const [session, domain] = await domainOf('research');
    aws.emulator.requests.length = 0;
    await listUserProfiles(session, domain);
    await listSpaces(session, domain);
    const bodies = aws.emulator.requests.filter(({ service }) => service === 'sagemaker').map(({ body }) => JSON.parse(body) as unknown);
    assert.deepEqual(bodies, [{ DomainIdEquals: domain.id, MaxResults: 100 }, { DomainIdEquals: domain.id, MaxResults: 100 }]);
  });
});

describe('describeDomain', () => {
  const aws = useAws();
  it('throws what AWS answers', async () => assert.equal((await failureOf(describeDomain(await aws.open(), 'd-nobody'))).name, 'ResourceNotFound'));
});
