import assert from 'node:assert/strict';
import { identityRegionOf, quickSightUser, userNameOf } from '../../src/quicksight/user.ts';
import { failureOf, useAws } from './support/aws.ts';

describe('userNameOf', () => {
  const cases: [what: string, arn: string, name: string | undefined][] = [
    ['an IAM user', 'arn:aws:iam::123456789012:user/ana', 'ana'],
    ['an IAM user with a path', 'arn:aws:iam::123456789012:user/division/team-a/ana.lopez@example.com', 'ana.lopez@example.com'],
    ['a role session', 'arn:aws:sts::123456789012:assumed-role/BIRole/ana@example.com', 'BIRole/ana@example.com'],
    ['IAM Identity Center', 'arn:aws:sts::123456789012:assumed-role/AWSReservedSSO_Analyst_0123456789abcdef/bo+qs@example.com', 'AWSReservedSSO_Analyst_0123456789abcdef/bo+qs@example.com'],
    ['China', 'arn:aws-cn:iam::123456789012:user/ana', 'ana'],
    ['GovCloud', 'arn:aws-us-gov:sts::123456789012:assumed-role/BIRole/ana', 'BIRole/ana'],
    ['the root user', 'arn:aws:iam::123456789012:root', undefined],
    ['a federated user', 'arn:aws:sts::123456789012:federated-user/bob', undefined],
    ['a role, not a session', 'arn:aws:iam::123456789012:role/BIRole', undefined],
    ['nothing', '', undefined],
  ];
  for (const [what, arn, name] of cases) it(what, () => assert.equal(userNameOf(arn), name));
});

describe('identityRegionOf', () => {
  const denied = (message: string) => Object.assign(new Error(message), { name: 'AccessDeniedException' });
  it('with a comma', () => assert.equal(identityRegionOf(denied('Operation is being called from endpoint us-west-2, but your identity region is us-east-1. Please use the us-east-1 endpoint.')), 'us-east-1'));
  it('without one', () => assert.equal(identityRegionOf(denied('Operation is being called from endpoint us-east-1 but your identity region is ap-southeast-2. Please use the ap-southeast-2 endpoint.')), 'ap-southeast-2'));
  it('in GovCloud', () => assert.equal(identityRegionOf(denied('your identity region is us-gov-west-1. Please')), 'us-gov-west-1'));
  it('not in other denials', () => assert.equal(identityRegionOf(denied('User: arn:aws:iam::1:user/a is not authorized to perform: quicksight:DescribeUser on resource: arn:aws:quicksight:us-east-1:1:user/default/a with an explicit deny in a service control policy')), undefined));
  it('not in what is no error', () => assert.equal(identityRegionOf('identity region is us-east-1'), undefined));
});

describe('quickSightUser', () => {
  const aws = useAws();
  const wherefrom = () => aws.emulator.requests.filter(({ operation }) => operation === 'DescribeUser').map(({ region, status, path }) => [region, status, path]);

  it('finds the author, in the identity region', async () => {
    const { accountId } = aws.emulator;
    assert.deepEqual(await quickSightUser(await aws.open()), { known: true, arn: `arn:aws:quicksight:us-east-1:${accountId}:user/default/ana.lopez`, name: 'ana.lopez', role: 'ADMIN', identityRegion: 'us-east-1' });
    const path = `/accounts/${accountId}/namespaces/default/users/ana.lopez`;
    assert.deepEqual(wherefrom(), [['eu-west-1', 401, path], ['us-east-1', 200, path]]);
  });

  it('asks once where the session is in the identity region', async () => {
    await quickSightUser(await aws.open({ profile: 'demo', region: 'us-east-1' }));
    assert.deepEqual(wherefrom().map(([region]) => region), ['us-east-1']);
  });

  it('is asked for once in a session', async () => {
    const session = await aws.open();
    const [one, two] = await Promise.all([quickSightUser(session), quickSightUser(session)]);
    assert.equal(one, two);
    await quickSightUser(session);
    assert.equal(wherefrom().length, 2);
  });

  it('does not know the viewer, who may not be described', async () => {
    assert.deepEqual(await quickSightUser(await aws.openAs('viewer')), { known: false, tried: 'kim.novak', why: 'IAM does not allow quicksight:DescribeUser' });
  });

  it('does not know the contractor, who is none', async () => {
    assert.deepEqual(await quickSightUser(await aws.openAs('contractor')), { known: false, tried: 'ContractorAccess/lee.park', why: 'QuickSight has no user ContractorAccess/lee.park in the namespace default' });
    // One path segment: the slash in the name is the name's.
    assert.ok(wherefrom().every(([, , path]) => (path as string).endsWith('/users/ContractorAccess%2Flee.park')), String(wherefrom()));
  });

  it('does not know anybody where QuickSight is not set up', async () => {
    const user = await quickSightUser(await aws.openAs('sandbox'));
    assert.ok(!user.known && user.tried === 'ana.lopez');
    assert.match(user.why, /QuickSight/);
  });

  it('makes the ARN itself where AWS answers "N/A", with the region that the user lives in', async () => {
    // The emulator gives every user a good ARN, so its answer is changed on its way.
    const session = await aws.open();
    const { QuickSightClient } = await import('@aws-sdk/client-quicksight');
    const client = session.client(QuickSightClient, 'QuickSight', 'us-east-1');
    client.middlewareStack.add(
      (next) => async (args) => {
        const answer = await next(args);
        (answer.output as { User?: { Arn?: string } }).User!.Arn = 'N/A';
        return answer;
      },
      { step: 'initialize' },
    );
    const user = await quickSightUser(session);
    assert.ok(user.known);
    assert.equal(user.arn, `arn:aws:quicksight:us-east-1:${aws.emulator.accountId}:user/default/ana.lopez`);
  });

  for (const [code, status] of [['InternalFailureException', 500], ['ThrottlingException', 429], ['ExpiredTokenException', 403]] as const) {
    it(`throws ${code}, and asks again next time`, async () => {
      process.env.AWS_MAX_ATTEMPTS = '1'; // the SDK's own patience is not what is tried here
      const session = await aws.open();
      aws.emulator.fail('DescribeUser', { code, message: 'Not now', status });
      assert.equal((await failureOf(quickSightUser(session))).name, code);
      aws.emulator.unfail();
      assert.ok((await quickSightUser(session)).known);
    });
  }

  it('is an answer too where a service control policy closes the identity region', async () => {
    const session = await aws.open();
    const message = 'Operation is being called from endpoint eu-west-1, but your identity region is us-east-1. Please use the us-east-1 endpoint.';
    aws.emulator.fail('DescribeUser', { code: 'AccessDeniedException', message, status: 401 });
    assert.deepEqual(await quickSightUser(session), { known: false, tried: 'ana.lopez', why: 'IAM does not allow quicksight:DescribeUser' });
    assert.deepEqual(wherefrom().map(([region]) => region), ['eu-west-1', 'us-east-1']);
  });

  it('is not known, and stops nothing, where a network closes the identity region off', async () => {
    process.env.AWS_MAX_ATTEMPTS = '1';
    const session = await aws.open();
    const { QuickSightClient } = await import('@aws-sdk/client-quicksight');
    const client = session.client(QuickSightClient, 'QuickSight', 'us-east-1');
    client.middlewareStack.add(() => () => Promise.reject(Object.assign(new Error('connect ETIMEDOUT'), { name: 'TimeoutError' })), { step: 'build' });
    const user = await quickSightUser(session);
    assert.deepEqual(user, { known: false, tried: 'ana.lopez', why: "the users' region us-east-1 could not be asked (TimeoutError)" });
  });
});
