/** A browser's address can name one file to open; this opens as many as there are, and shows the first. */
const { Uri, window, workspace } = require('vscode');

exports.activate = async () => {
  const files = /** @type {string[]} */ (JSON.parse(process.env.OPEN_FILES ?? '[]'));
  for (const file of files) await show(file);
  if (files[0] !== undefined) await show(files[0]);
};

/** @param {string} file */
async function show(file) {
  const document = await workspace.openTextDocument(Uri.file(file));
  await window.showTextDocument(document, { preview: false });
}
