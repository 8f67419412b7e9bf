import * as vscode from 'vscode';
import { PagedList, type LoadPage } from '../aws/pages.ts';
import { log } from '../log.ts';

/** An item of a pick, and what it stands for. */
export interface Choice<T> extends vscode.QuickPickItem {
  value: T;
}

export interface Question {
  title: string;
  placeholder: string;
  /** Where it is one of several. */
  step?: Step;
}

export interface Step {
  step: number;
  totalSteps: number;
}

/** Asks for one of the choices. @returns undefined where the person pressed Escape */
export async function pick<T>(question: Question, choices: readonly (Choice<T> | vscode.QuickPickItem)[]): Promise<T | undefined> {
  const chosen = await vscode.window.showQuickPick(choices, { title: question.title, placeHolder: question.placeholder, matchOnDescription: true, matchOnDetail: true });
  return (chosen as Choice<T> | undefined)?.value;
}

/**
 * Asks for one item of a list that comes in pages. The first page shows at once; the others follow while the pick is
 * open, since what a person types may be on any of them. Where a later page does not come, a row says so and asks again.
 * @returns undefined where the person pressed Escape
 * @throws what `load` throws for the first page
 */
export async function pickPaged<T>(question: Question, load: LoadPage<T>, keyOf: (item: T) => string, choiceOf: (item: T) => vscode.QuickPickItem): Promise<T | undefined> {
  const input = vscode.window.createQuickPick<Choice<T | typeof THE_REST>>();
  input.title = question.title;
  input.placeholder = question.placeholder;
  Object.assign(input, question.step);
  input.matchOnDescription = true;
  input.matchOnDetail = true;
  input.keepScrollPosition = true;
  input.show();
  let open = true;
  const isOpen = () => open; // it changes while a page is awaited
  const pages = new PagedList(load, keyOf);

  const showItems = (failure?: string) => {
    const [active] = input.activeItems;
    const items: Choice<T | typeof THE_REST>[] = pages.items.map((item) => ({ ...choiceOf(item), value: item }));
    if (failure !== undefined) items.push({ label: 'Load the rest', description: failure, iconPath: new vscode.ThemeIcon('refresh'), alwaysShow: true, value: THE_REST });
    input.items = items;
    const still = active && items.find(({ value }) => value === active.value);
    if (still) input.activeItems = [still];
  };
  const readAll = async () => {
    input.busy = true;
    try {
      do {
        await pages.more();
        // Handing over all items for each of hundreds of pages would cost more than reading them.
        if (isOpen() && (pages.isComplete || pages.items.length >= input.items.length * 2)) showItems();
      } while (isOpen() && !pages.isComplete);
      if (pages.items.length === 0) input.placeholder = 'There are none here.';
    } catch (error) {
      if (pages.isNew) throw error;
      log.error('Could not list the rest', error);
      if (isOpen()) showItems(error instanceof Error ? error.name : undefined);
    } finally {
      input.busy = false;
    }
  };

  try {
    return await new Promise<T | undefined>((resolve, reject) => {
      input.onDidAccept(() => {
        const [chosen] = input.selectedItems;
        if (!chosen) return;
        if (chosen.value !== THE_REST) resolve(chosen.value);
        else readAll().catch(reject);
      });
      input.onDidHide(() => {
        open = false;
        resolve(undefined);
      });
      readAll().catch(reject);
    });
  } finally {
    open = false;
    input.dispose();
  }
}

/** Stands for the pages that did not come. */
const THE_REST = Symbol('the rest');
