import { SageMakerClient } from '@aws-sdk/client-sagemaker';
import type { Session } from '../aws/session.ts';

/** What every SageMaker call starts from: the client, and the session's end as its abort signal. */
export function sageMaker(session: Session) {
  return { client: session.client(SageMakerClient, 'SageMaker'), options: { abortSignal: session.signal } };
}
