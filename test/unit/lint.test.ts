// The rules that guard the architecture: each refuses what it is there for, where it is there for it.
import assert from 'node:assert/strict';
import { ESLint } from 'eslint';
import tseslint from 'typescript-eslint';
import { projectRoot } from '../harness/install.ts';

describe('lint', function () {
  this.timeout(60_000);
  // Without type information: these rules need none, and it takes seconds.
  const eslint = new ESLint({ cwd: projectRoot, overrideConfig: [tseslint.configs.disableTypeChecked, { languageOptions: { parserOptions: { projectService: false } } }] });

  async function refusals(file: string, code: string): Promise<string[]> {
    const [result] = await eslint.lintText(code, { filePath: file });
    return result!.messages.filter(({ ruleId }) => ruleId === 'no-restricted-imports' || ruleId === 'no-restricted-syntax').map(({ message }) => message);
  }

  const vscode = "import * as vscode from 'vscode';\nvoid vscode;\n";
  const cases: { what: string; refused: string; allowed: string; code: string }[] = [
    { what: 'vscode below the surfaces', refused: 'src/aws/pages.ts', allowed: 'src/tree/view.ts', code: vscode },
    { what: 'vscode in a domain', refused: 'src/quicksight/lists.ts', allowed: 'src/log.ts', code: vscode },
    { what: 'a surface from a domain', refused: 'src/sagemaker/lists.ts', allowed: 'src/preview/opener.ts', code: "import { log } from '../log.ts';\nlog.show();\n" },
    { what: 'a domain from aws', refused: 'src/aws/session.ts', allowed: 'src/tree/loaders.ts', code: "import { listDashboards } from '../quicksight/lists.ts';\nvoid listDashboards;\n" },
    { what: 'one domain from the other', refused: 'src/quicksight/user.ts', allowed: 'src/resources.ts', code: "import { listDomains } from '../sagemaker/lists.ts';\nvoid listDomains;\n" },
    { what: 'a command registered elsewhere', refused: 'src/tree/view.ts', allowed: 'src/commands/registry.ts', code: "vscode.commands.registerCommand('x', run);\n" },
    { what: 'a context key set elsewhere', refused: 'src/sessions.ts', allowed: 'src/contextKeys.ts', code: "vscode.commands.executeCommand('setContext', 'x', 1);\n" },
    { what: 'a browser opened elsewhere', refused: 'src/preview/opener.ts', allowed: 'src/preview/browser.ts', code: "vscode.commands.executeCommand('vscode.open', x);\nvscode.env.openExternal(x);\n" },
    { what: 'an error shown elsewhere', refused: 'src/commands/registry.ts', allowed: 'src/commands/showError.ts', code: "vscode.window.showErrorMessage('x');\n" },
    { what: 'a setting read elsewhere', refused: 'src/preview/opener.ts', allowed: 'src/settings.ts', code: "vscode.workspace.getConfiguration('x');\n" },
    { what: 'a URL in an error', refused: 'src/sagemaker/studioUrl.ts', allowed: 'test/unit/pages.test.ts', code: 'throw new Error(`bad ${url}`);\n' },
  ];
  for (const { what, refused, allowed, code } of cases) {
    it(`refuses ${what}`, async () => {
      assert.notDeepEqual(await refusals(refused, code), []);
      assert.deepEqual(await refusals(allowed, code), []);
    });
  }
});
