import assert from 'node:assert/strict';
import type { Session } from '../../src/aws/session.ts';
import { explain } from '../../src/errors.ts';
import { listDomains } from '../../src/sagemaker/lists.ts';
import type { StudioDomain } from '../../src/sagemaker/resources.ts';
import { mintStudioUrl } from '../../src/sagemaker/studioUrl.ts';
import { failureOf, useAws } from './support/aws.ts';

describe('mintStudioUrl', () => {
  const aws = useAws();
  const open = async (name: string): Promise<[Session, StudioDomain]> => {
    const session = await aws.open();
    const domain = (await listDomains(session)).items.find((item) => item.name === name)!;
    aws.emulator.requests.length = 0;
    return [session, domain];
  };
  const bodies = () => aws.emulator.requests.filter(({ operation }) => operation === 'CreatePresignedDomainUrl').map(({ body }) => JSON.parse(body) as unknown);

  it('IAM: the presigned URL, byte for byte, and nothing but what is needed is sent', async () => {
    const [session, domain] = await open('data-science');
    const minted = await mintStudioUrl(session, { domain, userProfile: 'ana-lopez' });
    assert.equal(minted.url.reveal(), aws.emulator.minted.at(-1)!.url);
    assert.deepEqual([minted.operation, minted.why, minted.as, minted.framing, minted.singleUse], ['CreatePresignedDomainUrl', "the domain's AuthMode is IAM", 'ana-lopez', { by: 'never' }, true]);
    assert.equal(minted.expiresAt!.getTime() - minted.mintedAt.getTime(), 300_000);
    assert.deepEqual(bodies(), [{ DomainId: domain.id, UserProfileName: 'ana-lopez' }]);
    assert.deepEqual(aws.asked(), ['CreatePresignedDomainUrl']);
  });

  it('the URL opens Studio once', async () => {
    const [session, domain] = await open('data-science');
    const { url } = await mintStudioUrl(session, { domain, userProfile: 'ana-lopez' });
    const location = async () => (await fetch(url.reveal(), { redirect: 'manual' })).headers.get('location');
    assert.equal(await location(), `/studio/${domain.id}/default/lab`);
    assert.equal(await location(), '/studio/sign-in');
  });

  it('a space: SpaceName', async () => {
    const [session, domain] = await open('data-science');
    const { url } = await mintStudioUrl(session, { domain, userProfile: 'ana-lopez', space: 'ana-notebooks' });
    assert.equal(url.reveal(), aws.emulator.minted.at(-1)!.url);
    assert.deepEqual(bodies(), [{ DomainId: domain.id, UserProfileName: 'ana-lopez', SpaceName: 'ana-notebooks' }]);
  });

  it("SSO: the domain's own address, and nothing is asked", async () => {
    const [session, domain] = await open('research');
    const minted = await mintStudioUrl(session, { domain, userProfile: 'ingrid-haugen' });
    assert.equal(minted.url.reveal(), 'https://d-9xw3mzt6rsso.studio.eu-west-1.sagemaker.aws');
    assert.deepEqual([minted.operation, minted.singleUse, minted.expiresAt, minted.framing], ['DescribeDomain', false, undefined, { by: 'never' }]);
    assert.deepEqual(aws.asked(), []);
  });

  it('SSO that was not known yet: DescribeDomain tells', async () => {
    const [session, domain] = await open('research');
    const minted = await mintStudioUrl(session, { domain: { ...domain, details: { known: false, error: new Error('then') } }, userProfile: 'ingrid-haugen' });
    assert.equal(minted.operation, 'DescribeDomain');
    assert.deepEqual(aws.asked(), ['DescribeDomain']);
  });

  it('a domain that may not be described: IAM is tried', async () => {
    const [session, domain] = await open('finance-restricted');
    assert.equal(domain.details.known, false);
    const minted = await mintStudioUrl(session, { domain, userProfile: 'finance-bi' });
    assert.equal(minted.url.reveal(), aws.emulator.minted.at(-1)!.url);
    assert.match(minted.why, /may not be described/);
    assert.deepEqual(aws.asked(), ['DescribeDomain', 'CreatePresignedDomainUrl']);
  });

  it('a domain that cannot be described for another reason: that is told', async () => {
    const [session, domain] = await open('finance-restricted');
    aws.emulator.fail('DescribeDomain', { code: 'ResourceNotFound', message: 'gone' });
    assert.equal((await failureOf(mintStudioUrl(session, { domain, userProfile: 'finance-bi' }))).name, 'ResourceNotFound');
    assert.deepEqual(aws.asked(), ['DescribeDomain']);
  });

  it('SSO that AWS itself refuses, since it could not be known: it is said what it is', async () => {
    const [session, domain] = await open('research');
    aws.emulator.fail('DescribeDomain', { code: 'AccessDeniedException', message: 'No' });
    const error = await failureOf(mintStudioUrl(session, { domain: { ...domain, details: { known: false, error: undefined } }, userProfile: 'ingrid-haugen' }));
    assert.equal(error.name, 'ValidationException');
    assert.equal(explain(error, { profile: 'demo', region: 'eu-west-1' }).kind, 'ssoDomain');
  });

  for (const [what, target, kind] of [
    ['a user profile that is not there', { userProfile: 'nobody' }, 'gone'],
    ["another person's private space", { userProfile: 'bo-lindqvist', space: 'ana-notebooks' }, 'invalid'],
  ] as const) {
    it(`${what}: what AWS answers`, async () => {
      const [session, domain] = await open('data-science');
      assert.equal(explain(await failureOf(mintStudioUrl(session, { domain, ...target })), { profile: 'demo' }).kind, kind);
    });
  }

  it('says what state a user profile is in, where AWS only says that the request is not valid', async () => {
    const session = await aws.open();
    const domain = (await listDomains(session)).items.find(({ name }) => name === 'data-science')!;
    const explanation = explain(await failureOf(mintStudioUrl(session, { domain, userProfile: 'emma-new' })), { profile: 'demo' });
    assert.equal(explanation.kind, 'notInService');
    assert.match(explanation.problem, /user profile emma-new .*Failed/);
    assert.match(explanation.help, /reason: \S+/);
  });
});
