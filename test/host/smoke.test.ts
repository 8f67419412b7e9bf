// The machinery itself: these tests run in an extension host, with the extension, and with nothing of this machine's AWS.
import assert from 'node:assert/strict';
import * as vscode from 'vscode';

describe('the extension host', () => {
  it('has the extension, and activates it', async () => {
    const extension = vscode.extensions.getExtension('quickstudio.quickstudio');
    assert.ok(extension);
    await extension.activate();
    assert.ok(extension.isActive);
  });

  it('has no AWS account of the person who runs the tests', () => {
    const names = Object.keys(process.env).filter((name) => name.startsWith('AWS_'));
    assert.deepEqual(names, ['AWS_EC2_METADATA_DISABLED']);
    assert.match(process.env.HOME ?? '', /quickstudio-host-/);
  });
});
