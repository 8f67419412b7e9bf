import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Session } from './session.ts';

export interface CallerIdentity {
  accountId: string;
  arn: string;
}

/** Who the session's credentials belong to. One request in a session; it needs no IAM permission. */
export function callerIdentity(session: Session): Promise<CallerIdentity> {
  return session.once(callerIdentity, async () => {
    const client = session.client(STSClient, 'STS');
    const { Account, Arn } = await client.send(new GetCallerIdentityCommand({}), { abortSignal: session.signal });
    if (!Account || !Arn) throw new Error('GetCallerIdentity named no account.');
    return { accountId: Account, arn: Arn };
  });
}
