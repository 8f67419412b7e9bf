/** A dashboard as ListDashboards tells it. */
export interface Dashboard {
  kind: 'dashboard';
  id: string;
  arn: string;
  name: string;
  /** Absent where it was never published: then a reader has nothing to see. */
  publishedVersion?: number;
  published?: Date;
  updated?: Date;
  created?: Date;
}

/** An analysis as ListAnalyses tells it. */
export interface Analysis {
  kind: 'analysis';
  id: string;
  arn: string;
  name: string;
  /** AWS's `ResourceStatus`; a status this version does not know stays as it is. */
  status: string;
  updated?: Date;
  created?: Date;
}
