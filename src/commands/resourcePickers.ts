import * as vscode from 'vscode';
import type { LoadPage } from '../aws/pages.ts';
import type { EntryPoint } from '../quicksight/entryPoints.ts';
import { NotInService } from '../problems.ts';
import { KIND_NAMES, resourceKey, type Resource, type ResourceKind, type ResourceOf } from '../resources.ts';
import { isSso, type Space, type StudioDomain, type UserProfile } from '../sagemaker/resources.ts';
import type { Sessions } from '../sessions.ts';
import type { Opening } from '../preview/openings.ts';
import { loadPage } from '../tree/loaders.ts';
import type { Group } from '../tree/nodes.ts';
import { toTreeItem } from '../tree/render.ts';
import { pick, pickPaged, type Question, type Step } from './pickers.ts';

/** The quick picks for what a command lacks. Each returns undefined where the person pressed Escape. */
export class ResourcePickers {
  constructor(private readonly sessions: Sessions) {}

  dashboard(title: string): Promise<ResourceOf<'dashboard'> | undefined> {
    return this.#ofGroup({ kind: 'group', group: 'dashboards' }, { title, placeholder: 'Which dashboard?' });
  }

  analysis(title: string): Promise<ResourceOf<'analysis'> | undefined> {
    return this.#ofGroup({ kind: 'group', group: 'analyses' }, { title, placeholder: 'Which analysis?' });
  }

  domain(title: string, step?: Step): Promise<StudioDomain | undefined> {
    return this.#ofGroup({ kind: 'group', group: 'domains' }, { title, placeholder: 'Which Studio domain?', step });
  }

  userProfile(title: string, domain: StudioDomain, step?: Step): Promise<UserProfile | undefined> {
    return this.#ofGroup({ kind: 'group', group: 'userProfiles', domain }, { title, placeholder: `As which user profile of ${domain.name}?`, step });
  }

  space(title: string, domain: StudioDomain): Promise<Space | undefined> {
    return this.#ofGroup({ kind: 'group', group: 'spaces', domain }, { title, placeholder: `Which space of ${domain.name}?` });
  }

  /** A resource of any kind. */
  async any(title: string, kinds: readonly ResourceKind[]): Promise<Resource | undefined> {
    const kind = await pick(
      { title, placeholder: 'Of what?' },
      kinds.map((value) => ({ label: KIND_NAMES[value].replace(/^./, (letter) => letter.toUpperCase()), value })),
    );
    switch (kind) {
      case undefined:
        return undefined;
      case 'dashboard':
        return this.dashboard(title);
      case 'analysis':
        return this.analysis(title);
      case 'domain':
        return this.domain(title);
      case 'userProfile':
      case 'space': {
        const domain = await this.domain(title);
        return domain && (kind === 'space' ? this.space(title, domain) : this.userProfile(title, domain));
      }
    }
  }

  /** Where in the QuickSight console to start: one of GetSessionEmbedUrl's six entry points. */
  async console(title: string): Promise<Opening | undefined> {
    const entry = await pick<EntryPoint | 'dashboard' | 'analysis'>({ title, placeholder: 'Where should the console start?' }, [
      { label: 'Home', description: '/start', value: '/start' },
      { label: 'Analyses', description: '/start/analyses', value: '/start/analyses' },
      { label: 'Dashboards', description: '/start/dashboards', value: '/start/dashboards' },
      { label: 'Favorites', description: '/start/favorites', value: '/start/favorites' },
      { label: 'A dashboard…', description: '/dashboards/ID', value: 'dashboard' },
      { label: 'An analysis…', description: '/analyses/ID', value: 'analysis' },
    ]);
    switch (entry) {
      case undefined:
        return undefined;
      case 'dashboard': {
        const dashboard = await this.dashboard(title);
        return dashboard && { kind: 'console', entryPoint: `/dashboards/${dashboard.id}`, name: dashboard.name };
      }
      case 'analysis':
        return this.analysis(title);
      default:
        return { kind: 'console', entryPoint: entry, name: `QuickSight ${entry}` };
    }
  }

  /** Domain, then user profile, then a space or none; what is given is not asked for. */
  async studio(title: string, given: { domain?: StudioDomain } = {}): Promise<Opening | undefined> {
    const totalSteps = given.domain ? 2 : 3;
    const domain = given.domain ?? (await this.domain(title, { step: 1, totalSteps }));
    if (!domain) return undefined;
    if (domain.status === 'Failed') throw new NotInService(`Studio domain ${domain.name}`, domain.status, domain.details.known ? domain.details.failureReason : undefined);
    if (isSso(domain)) return { kind: 'studio', domain, userProfile: '' };
    const userProfile = await this.userProfile(title, domain, { step: totalSteps - 1, totalSteps });
    if (!userProfile) return undefined;
    const space = await this.#spaceOrNone({ title, placeholder: 'In which space? (optional)', step: { step: totalSteps, totalSteps } }, domain, userProfile);
    return space && { kind: 'studio', domain, userProfile: userProfile.id, ...(space !== 'none' && { space: space.id }) };
  }

  async #spaceOrNone(question: Question, domain: StudioDomain, { id }: UserProfile): Promise<Space | 'none' | undefined> {
    const session = await this.sessions.getUsable();
    type Item = Space | 'none';
    const load: LoadPage<Item> = async (nextToken) => {
      const { items, ...rest } = await loadPage(session, { kind: 'group', group: 'spaces', domain }, nextToken);
      // Somebody else's private space refuses this user profile.
      const open = (items as Space[]).filter(({ sharing, owner }) => sharing !== 'Private' || owner === undefined || owner === id);
      return { items: [...(nextToken === undefined ? (['none'] as const) : []), ...open], ...rest };
    };
    return pickPaged<Item>(
      question,
      load,
      (item) => (item === 'none' ? 'none' : resourceKey(item)),
      (item) => (item === 'none' ? { label: 'No space', description: 'Studio as it starts', iconPath: new vscode.ThemeIcon('home') } : choiceOf(item)),
    );
  }

  /** What a resource opens as. A space needs a user profile: a private one its owner's, a shared one any, so that is asked for. */
  async openingOf(resource: Resource, title: string): Promise<Opening | undefined> {
    switch (resource.kind) {
      case 'dashboard':
      case 'analysis':
        return resource;
      case 'domain':
        return this.studio(title, { domain: resource });
      case 'userProfile':
        return { kind: 'studio', domain: resource.domain, userProfile: isSso(resource.domain) ? '' : resource.id };
      case 'space': {
        const { domain, id, owner, sharing } = resource;
        if (isSso(domain)) return { kind: 'studio', domain, userProfile: '' };
        const userProfile = sharing === 'Private' && owner !== undefined ? owner : (await this.userProfile(title, domain))?.id;
        return userProfile === undefined ? undefined : { kind: 'studio', domain, userProfile, space: id };
      }
    }
  }

  async #ofGroup<R extends Resource>(group: Group, question: Question): Promise<R | undefined> {
    const session = await this.sessions.getUsable();
    return pickPaged<R>(question, async (nextToken) => (await loadPage(session, group, nextToken)) as Awaited<ReturnType<LoadPage<R>>>, resourceKey, choiceOf);
  }
}

/** A resource looks in a pick as it does in the tree. */
function choiceOf(resource: Resource): vscode.QuickPickItem {
  const { description, iconPath } = toTreeItem({ kind: 'resource', resource, parent: { kind: 'group', group: 'dashboards' } });
  return { label: resource.name, description: typeof description === 'string' ? description : undefined, iconPath: iconPath as vscode.ThemeIcon, detail: resource.id === resource.name ? undefined : resource.id };
}
