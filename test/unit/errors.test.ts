import assert from 'node:assert/strict';
import { createServer, type AddressInfo } from 'node:net';
import fc from 'fast-check';
import { callerIdentity } from '../../src/aws/callerIdentity.ts';
import { SessionProblem, type SessionProblemKind } from '../../src/aws/sessionProblem.ts';
import { explain, type ErrorKind, type Remedy, type Where } from '../../src/errors.ts';
import { OtherSession } from '../../src/problems.ts';
import { failureOf, secretsOf, useAws } from './support/aws.ts';

const where: Where = { profile: 'demo', region: 'eu-west-1' };

function awsError(name: string, message: string, more: object = {}): Error {
  return Object.assign(new Error(message), { name, ...more });
}

describe('explain', () => {
  describe('what AWS says', () => {
    const cases: [what: string, error: Error, kind: ErrorKind, remedy: Remedy][] = [
      ['no QuickSight user', awsError('QuickSightUserNotFoundException', "The user with the provided name isn't found: arn:aws:quicksight:us-east-1:418205337716:user/default/ContractorAccess/lee.park"), 'noQuickSightUser', 'selectProfile'],
      ['not signed up', awsError('ResourceNotFoundException', 'Account 906153472208 is not signed up with QuickSight with namespace default'), 'noQuickSight', 'selectRegion'],
      ['not subscribed, as AccessDenied', awsError('AccessDeniedException', 'Account 906153472208 is not subscribed for QuickSight'), 'noQuickSight', 'selectRegion'],
      ['not subscribed, as an edition', awsError('UnsupportedUserEditionException', 'Account 906153472208 is not subscribed for QuickSight'), 'noQuickSight', 'selectRegion'],
      ['no directory', awsError('ResourceNotFoundException', 'Directory information for account 906153472208 is not found.'), 'noQuickSight', 'selectRegion'],
      ['edition or role', awsError('UnsupportedUserEditionException', 'The user arn:aws:quicksight:us-east-1:418205337716:user/default/kim.novak has the role READER, which cannot use the QuickSight console.'), 'edition', 'selectProfile'],
      ['pricing', awsError('UnsupportedPricingPlanException', 'This API action is supported only when the account has an active Capacity Pricing plan.'), 'pricing', 'none'],
      ['embedding domain', awsError('DomainNotWhitelistedException', 'The domain is not whitelisted'), 'domainNotAllowed', 'openQuickSight'],
      ['SSO domain', awsError('ValidationException', 'CreatePresignedDomainUrl is not supported for domain [d-9xw3mzt6rsso] with AuthMode SSO.'), 'ssoDomain', 'none'],
      ['another validation', awsError('ValidationException', "1 validation error detected: Value null at 'domainId' failed to satisfy constraint: Member must not be null"), 'invalid', 'none'],
      ['an invalid parameter', awsError('InvalidParameterValueException', 'The entry point /x is not supported.'), 'invalid', 'none'],
      ['expired keys', awsError('ExpiredTokenException', 'The security token included in the request is expired'), 'expired', 'retry'],
      ['expired keys, STS', awsError('ExpiredToken', 'The security token included in the request is expired'), 'expired', 'retry'],
      ['an expired sign-in', awsError('CredentialsProviderError', 'The SSO session associated with this profile has expired. To refresh this SSO session run aws sso login with the corresponding profile.'), 'expired', 'retry'],
      ['an expired SSO token', awsError('TokenProviderError', 'Token is expired'), 'expired', 'retry'],
      ['no credentials', awsError('CredentialsProviderError', 'Could not resolve credentials using profile: [demo] in configuration/credentials file(s).'), 'noCredentials', 'selectProfile'],
      ['an unknown key', awsError('UnrecognizedClientException', 'The security token included in the request is invalid.'), 'rejectedKey', 'selectProfile'],
      ['an unknown key, STS', awsError('InvalidClientTokenId', 'The security token included in the request is invalid.'), 'rejectedKey', 'selectProfile'],
      ['a wrong secret', awsError('InvalidSignatureException', 'The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.'), 'rejectedKey', 'selectProfile'],
      ['a wrong clock', awsError('SignatureDoesNotMatch', 'Signature expired: 20260101T120000Z is now earlier than 20260101T125500Z (20260101T130000Z - 5 min.)'), 'clock', 'retry'],
      ['a clock that is ahead', awsError('InvalidSignatureException', 'Signature not yet current: 20260101T140000Z is still later than 20260101T130500Z (20260101T130000Z + 5 min.)'), 'clock', 'retry'],
      ['another region', awsError('SignatureDoesNotMatch', 'Credential should be scoped to a valid region. '), 'wrongEndpoint', 'selectRegion'],
      ['another service', awsError('InvalidSignatureException', "Credential should be scoped to correct service: 'quicksight'. "), 'wrongEndpoint', 'selectRegion'],
      ['throttled', awsError('ThrottlingException', 'Rate exceeded'), 'throttled', 'retry'],
      ['not found', awsError('ResourceNotFound', 'UserProfile [nobody] in domain [d-h2k8vq4nfjel] does not exist.'), 'gone', 'retry'],
      ['cancelled', new DOMException('This operation was aborted', 'AbortError'), 'cancelled', 'none'],
      ['too slow', awsError('TimeoutError', 'Connection timed out after 5000 ms'), 'unreachable', 'retry'],
      ['no name', awsError('Error', 'getaddrinfo ENOTFOUND quicksight.eu-west-1.amazonaws.com', { code: 'ENOTFOUND', hostname: 'quicksight.eu-west-1.amazonaws.com' }), 'unreachable', 'retry'],
      ['a certificate', awsError('Error', 'self-signed certificate', { code: 'SELF_SIGNED_CERT_IN_CHAIN' }), 'unreachable', 'retry'],
      ['anything else', new Error('Odd'), 'other', 'retry'],
    ];
    for (const [what, error, kind, remedy] of cases) {
      it(what, () => {
        const explanation = explain(error, where);
        assert.deepEqual([explanation.kind, explanation.remedy], [kind, remedy]);
        assert.ok(explanation.problem.length > 0);
        assert.ok(kind === 'cancelled' || explanation.help.length > 0);
        assert.equal('policy' in explanation, false);
      });
    }

    it('names the user that was tried', () => assert.match(JSON.stringify(explain(cases[0]![1], where)), /arn:aws:quicksight:us-east-1:418205337716:user\/default\/ContractorAccess\/lee\.park/));
    it('names the region without QuickSight', () => assert.match(explain(cases[1]![1], where).problem, /eu-west-1/));
    it('says how to sign in again', () => assert.match(explain(cases[13]![1], where).help, /aws sso login --profile demo/));
    it('names the host without a name', () => assert.match(explain(awsError('Error', 'x', { code: 'ENOTFOUND', hostname: 'quicksight.eu-west-1.amazonaws.com' }), where).problem, /quicksight\.eu-west-1\.amazonaws\.com.*ENOTFOUND/));
  });

  describe('a missing permission', () => {
    const denied = (user: string, action: string, resource: string, why: string) => awsError('AccessDeniedException', `User: ${user} is not authorized to perform: ${action} on resource: ${resource} ${why}`);
    const policyOf = (error: Error) => {
      const { kind, remedy, policy, problem } = explain(error, where);
      assert.deepEqual([kind, remedy], ['denied', 'copyPolicy']);
      return { problem, statement: JSON.parse(policy!) as unknown };
    };

    it('names the action, and gives a statement for just that', () => {
      const resource = 'arn:aws:quicksight:us-east-1:418205337716:user/default/ana.lopez';
      const { problem, statement } = policyOf(denied('arn:aws:iam::418205337716:user/ana.lopez', 'quicksight:GetAuthCode', resource, 'because no identity-based policy allows the quicksight:GetAuthCode action'));
      assert.equal(problem, 'The profile demo is not allowed to quicksight:GetAuthCode.');
      assert.deepEqual(statement, { Effect: 'Allow', Action: 'quicksight:GetAuthCode', Resource: resource });
    });

    it('takes the whole ARN, however long', () => {
      const [role, person] = [`AWSReservedSSO_${'AdministratorAccess'.repeat(2)}_5d1c6f0a9b3e7c42`, `${'maximiliane.'.repeat(4)}@fjellmark.example`];
      const resource = `arn:aws:quicksight:us-east-1:418205337716:user/default/${role}/${person}`;
      const { statement } = policyOf(denied(`arn:aws:sts::418205337716:assumed-role/${role}/${person}`, 'quicksight:GenerateEmbedUrlForRegisteredUser', resource, 'because no identity-based policy allows the action'));
      assert.deepEqual(statement, { Effect: 'Allow', Action: 'quicksight:GenerateEmbedUrlForRegisteredUser', Resource: resource });
    });

    it('takes an ARN with spaces', () => {
      const resource = 'arn:aws:quicksight:us-east-1:418205337716:user/default/Zoë Müller';
      for (const why of ['because no identity-based policy allows the action', '']) {
        assert.deepEqual(policyOf(denied('arn:aws:iam::418205337716:user/ana.lopez', 'quicksight:GetAuthCode', resource, why)).statement, { Effect: 'Allow', Action: 'quicksight:GetAuthCode', Resource: resource });
      }
    });

    it('offers no statement where a policy denies it explicitly: it would not help', () => {
      const explanation = explain(denied('arn:aws:iam::418205337716:user/ana.lopez', 'sagemaker:DescribeDomain', '*', 'with an explicit deny in a service control policy'), where);
      assert.equal(explanation.remedy, 'selectProfile');
      assert.equal(explanation.policy, undefined);
      assert.match(explanation.help, /explicitly/);
    });

    it('leads with what is not allowed, for a narrow row', () => {
      assert.equal(explain(denied('arn:aws:iam::418205337716:user/ana.lopez', 'sagemaker:ListDomains', '*', ''), where).short, 'Not allowed: sagemaker:ListDomains');
    });

    it('allows * where AWS names no resource', () => {
      const error = awsError('AccessDenied', 'User: arn:aws:iam::418205337716:user/ana.lopez is not authorized to perform: sagemaker:ListDomains because no identity-based policy allows the sagemaker:ListDomains action');
      assert.deepEqual(policyOf(error).statement, { Effect: 'Allow', Action: 'sagemaker:ListDomains', Resource: '*' });
    });

    it('says what AWS says where it names no action', () => {
      const { kind, remedy, problem } = explain(awsError('AccessDeniedException', 'Access denied by the administrator.'), where);
      assert.deepEqual([kind, remedy], ['denied', 'selectProfile']);
      assert.match(problem, /Access denied by the administrator\./);
    });

    it('is not the identity region', () => {
      const { policy } = explain(awsError('AccessDeniedException', 'Operation is being called from endpoint eu-west-1, but your identity region is us-east-1. Please use the us-east-1 endpoint.'), where);
      assert.equal(policy, undefined);
    });
  });

  describe('why there is no session', () => {
    const cases: [SessionProblemKind, Remedy][] = [['noProfile', 'editConfigFile'], ['noDefaultProfile', 'selectProfile'], ['unknownProfile', 'selectProfile'], ['noRegion', 'selectRegion']];
    for (const [kind, remedy] of cases) {
      it(kind, () => {
        const explanation = explain(new SessionProblem(kind, { profile: 'work' }), where);
        assert.deepEqual([explanation.kind, explanation.remedy], [kind, remedy]);
        if (kind === 'unknownProfile' || kind === 'noRegion') assert.match(explanation.problem, /work/);
      });
    }
  });

  it('never throws, whatever was thrown', () => {
    const throwing = { toString: () => assert.fail('no'), get message(): string { throw new Error('no'); } };
    const odd = fc.oneof(
      fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true, withMap: true, withSparseArray: true }),
      fc.record({ name: fc.anything(), message: fc.anything(), code: fc.anything(), hostname: fc.anything(), $metadata: fc.anything() }, { requiredKeys: [] }).map((members) => Object.assign(new Error(), members)),
      fc.constantFrom<unknown>(throwing, Symbol('odd'), Object.create(null), Object.assign(new Error('x'), { code: Symbol('odd') }), new Proxy({}, { get: () => assert.fail('no') })),
    );
    fc.assert(
      fc.property(odd, (thrown) => {
        const { kind, problem, help, remedy } = explain(thrown, where);
        for (const text of [kind, problem, help, remedy]) assert.equal(typeof text, 'string');
      }),
      { numRuns: 1000 },
    );
  }).timeout(10_000);

  describe('against the emulator', () => {
    const aws = useAws();

    it('holds no path or query of a URL, wherever it stands', async () => {
      const { mintConsoleUrl } = await import('../../src/quicksight/embedUrl.ts');
      const url = (await mintConsoleUrl(await aws.open(), '/start', [])).url.reveal();
      const names = ['Error', 'AccessDeniedException', 'ValidationException', 'ResourceNotFoundException', 'CredentialsProviderError', 'QuickSightUserNotFoundException', 'UnsupportedUserEditionException', 'UnsupportedPricingPlanException', 'SignatureDoesNotMatch', 'TimeoutError', url];
      for (const name of names) {
        for (const message of [url, `see ${url}`, `User: ${url} is not authorized to perform: quicksight:GetAuthCode on resource: ${url}`, `not authorized to perform: a:B on resource: arn:aws:x:${url}`]) {
          const error = awsError(name, message, { code: url, hostname: url });
          const written = JSON.stringify(explain(error, { ...where, endpoint: url })) + JSON.stringify(explain(error, where));
          for (const secret of secretsOf(url)) assert.ok(!written.includes(secret), `${name}: ${written}`);
        }
      }
    });

    it('a wrong key', async () => {
      const error = await failureOf(callerIdentity(await aws.open({ profile: 'demo-wrong-key' })));
      assert.equal(explain(error, where).kind, 'rejectedKey');
    });

    it('a region that the endpoint does not serve', async () => {
      const session = await aws.open({ profile: 'demo', region: 'ap-south-1' });
      const { kind, problem } = explain(await failureOf(callerIdentity(session)), { profile: 'demo', region: session.region, endpoint: session.endpoint });
      assert.equal(kind, 'wrongEndpoint');
      assert.equal(problem, `${aws.emulator.endpoint} does not serve ap-south-1.`);
    });

    it('an endpoint where nobody listens: it is named', async () => {
      const closed = createServer().listen(0, '127.0.0.1');
      await new Promise((resolve) => closed.once('listening', resolve));
      const { port } = closed.address() as AddressInfo;
      await new Promise((resolve) => closed.close(resolve));
      for (const host of ['localhost', '127.0.0.1']) {
        process.env.AWS_ENDPOINT_URL = `http://${host}:${port}/base?secret=1`;
        const session = await aws.open();
        const { kind, problem, remedy } = explain(await failureOf(callerIdentity(session)), { profile: 'demo', region: session.region, endpoint: session.endpoint });
        assert.deepEqual([kind, remedy], ['unreachable', 'retry']);
        assert.match(problem, new RegExp(`^http://${host}:${port}, the endpoint .* did not answer \\(ECONNREFUSED\\)\\.$`));
      }
    });
  });

  it('says whose an open page is, and how to get back there', () => {
    const error = new OtherSession({ label: 'prod', region: 'us-east-1', choice: { profile: 'prod' } }, { label: 'dev', region: 'eu-west-1' });
    const explanation = explain(error, where);
    assert.deepEqual([explanation.kind, explanation.remedy, explanation.choice], ['otherSession', 'switchSession', { profile: 'prod' }]);
    assert.match(explanation.problem, /prod in us-east-1/);
    assert.match(explanation.help, /dev in eu-west-1/);
  });
});
