import * as vscode from 'vscode';
import { PagedList, type LoadPage } from '../aws/pages.ts';

/** An item of a pick, and what it stands for. */
export interface Choice<T> extends vscode.QuickPickItem {
  value: T;
}

export interface Question {
  title: string;
  placeholder: string;
}

/** Asks for one of the choices. @returns undefined where the person pressed Escape */
export async function pick<T>(question: Question, choices: readonly (Choice<T> | vscode.QuickPickItem)[] | Promise<readonly (Choice<T> | vscode.QuickPickItem)[]>): Promise<T | undefined> {
  const chosen = await vscode.window.showQuickPick(choices, { title: question.title, placeHolder: question.placeholder, matchOnDescription: true, matchOnDetail: true });
  return (chosen as Choice<T> | undefined)?.value;
}

/**
 * Asks for one item of a list that comes in pages. The first page shows at once; the others follow while the pick is
 * open, since what a person types may be on any of them.
 * @throws what `load` throws; what has come by then stays in the log only
 */
export async function pickPaged<T>(question: Question, load: LoadPage<T>, keyOf: (item: T) => string, choiceOf: (item: T) => vscode.QuickPickItem): Promise<T | undefined> {
  const input = vscode.window.createQuickPick<Choice<T>>();
  input.title = question.title;
  input.placeholder = question.placeholder;
  input.matchOnDescription = true;
  input.matchOnDetail = true;
  input.keepScrollPosition = true;
  input.busy = true;
  input.show();
  let open = true;
  const isOpen = () => open; // it changes while a page is awaited
  const pages = new PagedList(load, keyOf);
  try {
    return await new Promise<T | undefined>((resolve, reject) => {
      input.onDidAccept(() => {
        const [chosen] = input.selectedItems;
        if (chosen) resolve(chosen.value);
      });
      input.onDidHide(() => {
        open = false;
        resolve(undefined);
      });
      const showItems = () => {
        const [active] = input.activeItems;
        const items = pages.items.map((item): Choice<T> => ({ ...choiceOf(item), value: item }));
        input.items = items;
        const still = active && items.find(({ value }) => value === active.value);
        if (still) input.activeItems = [still];
      };
      const readAll = async () => {
        do {
          await pages.more();
          // Handing over all items for each of hundreds of pages would cost more than reading them.
          if (pages.isComplete || pages.items.length >= input.items.length * 2) showItems();
        } while (isOpen() && !pages.isComplete);
        input.busy = false;
        if (pages.items.length === 0) input.placeholder = 'There are none here.';
      };
      readAll().catch(reject);
    });
  } finally {
    open = false;
    input.dispose();
  }
}
