/** The pages of the QuickSight console that a session can start at (GetSessionEmbedUrl's `EntryPoint`). */
export type EntryPoint = '/start' | '/start/analyses' | '/start/dashboards' | '/start/favorites' | `/dashboards/${string}` | `/analyses/${string}`;
